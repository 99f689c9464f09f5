import { distance } from 'fastest-levenshtein'
import { ExpressionError, type ExpressionErrorReason, type Span } from './error'
import type { Language } from './language'
import type { Dialect } from './plain'
import { putBack, type Raw, toSource } from './prepare'
import { HostFailure, JavaThrown, LimitReached, PebbleThrown } from './thrown'

export type Failing = {
  readonly text: string
  readonly dialect: Dialect
  readonly raws: readonly Raw[]
  readonly language: Language
}

/**
 * What was thrown, as the error people see. Anything that is not known here is passed on as it is.
 * Source: Kestra `VariableRenderer.properPebbleException`; in 2.0 other Java exceptions are wrapped as well.
 */
export function toExpressionError(thrown: unknown, failing: Failing): unknown {
  if (thrown instanceof PebbleThrown) return pebbleError(thrown, failing)
  if (thrown instanceof JavaThrown) return javaError(thrown, failing)
  if (thrown instanceof LimitReached) return plainError('RenderLimitExceeded', 'limit', thrown, failing)
  if (thrown instanceof HostFailure) return plainError('HostFailure', 'host', thrown, failing)
  if (thrown instanceof RangeError && /call stack/i.test(thrown.message))
    return plainError(
      'RenderLimitExceeded',
      'limit',
      new LimitReached('The expression was stopped by the limit on depth: it is nested too deeply.'),
      failing,
    )
  if (thrown instanceof RangeError && /Invalid (?:string|array) length/.test(thrown.message))
    return plainError(
      'RenderLimitExceeded',
      'limit',
      new LimitReached('The expression was stopped by the limit on items: a text or list became too long.'),
      failing,
    )
  return thrown
}

/** The message that Kestra's IllegalVariableEvaluationException would carry, or undefined when it would not be one. */
export function evaluationMessage(thrown: PebbleThrown | JavaThrown, dialect: Dialect): string | undefined {
  if (thrown.detail === TOO_MANY_PASSES) return TOO_MANY_PASSES
  if (thrown instanceof JavaThrown) return dialect === '2.0' ? thrown.asJavaText() : undefined
  return thrown.isMissing()
    ? `Unable to find \`${thrown.attribute}\` used in the expression \`${thrown.file ?? '?'}\` at line ${thrown.line ?? '?'}`
    : thrown.asJavaText()
}

/** Rendering again and again does not come to an end. */
export const TOO_MANY_PASSES = 'Too many rendering attempts'

const KIND = 'IllegalVariableEvaluationException'

function pebbleError(thrown: PebbleThrown, failing: Failing): ExpressionError {
  const message = evaluationMessage(thrown, failing.dialect) ?? thrown.message
  const own = thrown.file === undefined || thrown.file === failing.text
  return new ExpressionError({
    kind: KIND,
    reason: reasonOf(thrown),
    message: putBack(message, failing.raws),
    ...placed(own ? thrown.span : undefined, failing),
    ...hinted(thrown, failing),
    expression: putBack(failing.text, failing.raws),
  })
}

function reasonOf(thrown: PebbleThrown): ExpressionErrorReason {
  if (thrown.pebbleClass === 'ParserException') return 'syntax'
  const origin = originOf(thrown)
  if (origin.isMissing()) return 'missing'
  return / does not exist\.$| does not exist: | is not allowed\. Only /.test(origin.detail) ? 'unknown' : 'evaluation'
}

/** What a wrapping exception was thrown for, at the bottom. */
function originOf(thrown: PebbleThrown): PebbleThrown {
  let origin = thrown
  while (origin.cause instanceof PebbleThrown) origin = origin.cause
  return origin
}

function javaError(thrown: JavaThrown, failing: Failing): ExpressionError {
  const bare = failing.dialect === '1.3'
  return new ExpressionError({
    kind: bare ? thrown.javaClass.slice(thrown.javaClass.lastIndexOf('.') + 1) : KIND,
    reason: 'evaluation',
    message: putBack(bare ? (thrown.detail ?? 'null') : thrown.asJavaText(), failing.raws),
    ...placed(thrown.span, failing),
    expression: putBack(failing.text, failing.raws),
  })
}

function plainError(
  kind: string,
  reason: ExpressionErrorReason,
  thrown: LimitReached | HostFailure,
  failing: Failing,
): ExpressionError {
  return new ExpressionError({
    kind,
    reason,
    message: thrown.message,
    ...placed(thrown.span, failing),
    expression: putBack(failing.text, failing.raws),
  })
}

function placed(span: Span | undefined, failing: Failing): { readonly span?: Span } {
  return span ? { span: toSource(span, failing.raws) } : {}
}

function hinted(thrown: PebbleThrown, failing: Failing): { readonly hint?: string } {
  const origin = originOf(thrown)
  const hint = hintFor(origin, failing)
  return hint === undefined ? {} : { hint }
}

function hintFor(origin: PebbleThrown, { text, language }: Failing): string | undefined {
  if (/^(?:Filter|Function or Macro|Test) \[/.test(origin.detail)) return wordHint(origin, language)
  const { attribute, known } = origin
  if (attribute === undefined || !known) return undefined
  const names = known()
  if (origin.span && isBeforeMinus(text, origin.span) && !names.includes(attribute))
    return `A hyphen is a minus sign in expressions; write ['…'] around a name that has one.`
  return namesHint(attribute, names)
}

function isBeforeMinus(text: string, span: Span): boolean {
  return /^-[\p{L}_]/u.test(text.slice(span.end, span.end + 2)) || /[\p{L}\d_]-$/u.test(text.slice(0, span.start))
}

function wordHint({ detail, known }: PebbleThrown, language: Language): string | undefined {
  const name = /\[(.*?)\]/.exec(detail)?.[1] ?? ''
  const elsewhere = language.elsewhere(detail.startsWith('Filter') ? 'filter' : 'function', name)
  return elsewhere ?? namesHint(name, known?.() ?? [])
}

const MOST_NAMES = 12

/** “did you mean”, or else what there is. */
function namesHint(wanted: string, names: readonly string[]): string | undefined {
  const close = closest(wanted, names)
  if (close !== undefined) return `Did you mean \`${close}\`?`
  if (names.length === 0 || names.length > MOST_NAMES) return undefined
  return `There is ${names.map(name => `\`${name}\``).join(', ')}.`
}

/** The name nearest to what was written, if it is near. */
export function closest(wanted: string, names: readonly string[]): string | undefined {
  const folded = wanted.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1
  for (const name of names) {
    const away = distance(folded, name.toLowerCase())
    if (away < least) {
      least = away
      best = name
    }
  }
  return best
}
