import type { Part } from './ast'
import type { ExpressionErrorData, Span } from './error'
import { ExpressionError } from './error'
import { toExpressionError } from './failure'
import type { Dialect } from './plain'
import { prepare, toSource } from './prepare'
import { fromJava } from './thrown'
import { languageOf } from './words'

/** A template as an editor reads it: its parts and where they stand, or what is wrong with it. */
export type TemplateReading =
  | {
      readonly ok: true
      readonly parts: readonly Part[]
      /** Spans of parts as spans of the text that was given; they differ where `raw` tags stand. */
      readonly inSource: (span: Span) => Span
    }
  | { readonly ok: false; readonly error: ExpressionErrorData }

/** Parses a template without rendering it. Never throws for a text, whatever it is. */
export function readTemplate(text: string, dialect: Dialect): TemplateReading {
  try {
    const { parsed, raws } = prepare(text, dialect)
    return { ok: true, parts: parsed.parts, inSource: span => toSource(span, raws) }
  } catch (thrown) {
    const failing = { text, dialect, raws: [], language: languageOf(dialect) }
    const error = toExpressionError(fromJava(thrown), failing)
    if (error instanceof ExpressionError) return { ok: false, error: error.data }
    throw error
  }
}
