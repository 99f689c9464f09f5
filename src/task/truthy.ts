const FALSY: ReadonlySet<string> = new Set(['', 'false', '0', '-0'])

/**
 * Whether a rendered condition counts as true: everything but empty or blank text, `false`, `0` and `-0`.
 * Used by If, runIf and when, Fail, Assert; `{% if %}` inside a template has rules of its own.
 * Source: Kestra `io.kestra.core.utils.TruthUtils`.
 */
export const isTruthy = (rendered: string): boolean => !FALSY.has(rendered.trim())
