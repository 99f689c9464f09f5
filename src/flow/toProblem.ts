import type { Path, Problem, Severity, Span } from '../model'
import type { Finding } from '../task'
import { locate, spanAt } from './locate'
import type { ParsedYaml } from './parse'
import { scalarOffsets, spanIn } from './scalarOffsets'

/** Puts a finding where it stands in the text. */
export function toProblem(finding: Finding, yaml: ParsedYaml): Problem {
  const { code, severity, path, message, hint, replace, at } = finding
  const span = spanAt(yaml, path, at)
  return {
    code,
    severity,
    span,
    path,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(replace === undefined || !isWritten(yaml, path)
      ? {}
      : { fix: { title: `Change to ${replace}`, span, text: replace } }),
  }
}

const isWritten = (yaml: ParsedYaml, path: Path): boolean => locate(yaml, path) !== undefined

/** Something found inside a template; `span` and `fix` are offsets of the text that is rendered. */
export type TemplateFinding = {
  readonly code: string
  readonly severity: Severity
  readonly path: Path
  readonly span: Span | undefined
  readonly message: string
  readonly hint?: string
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string }
}

/** Puts what was found in a template where it stands in the text. */
export function toTemplateProblem(finding: TemplateFinding, yaml: ParsedYaml): Problem {
  const { code, severity, path, span, message, hint, fix } = finding
  const toText = spansOf(yaml, path)
  const place = span === undefined ? undefined : toText?.(span)
  return {
    code,
    severity,
    path,
    span: place ?? spanAt(yaml, path, 'value'),
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(fix === undefined || toText === undefined ? {} : { fix: { ...fix, span: toText(fix.span) } }),
  }
}

/** Maps spans of the scalar at a path to spans of the text. Answers undefined where no scalar is written. */
export function spansOf(yaml: ParsedYaml, path: Path): ((span: Span) => Span) | undefined {
  const node = locate(yaml, path)?.node
  if (node?.kind !== 'scalar') return undefined
  const offsets = scalarOffsets(node, yaml.text)
  return span => spanIn(offsets, span)
}

/** A span that can be seen: within the text, and never empty while the text is not. */
export function visible({ start, end }: Span, length: number): Span {
  const last = Math.max(0, length - 1)
  const from = Math.min(Math.max(0, start), last)
  return { start: from, end: Math.min(length, Math.max(end, from + 1)) }
}
