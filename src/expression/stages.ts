import type { Expr } from './ast'
import { toPlain } from './convert'
import type { Span } from './error'
import type { Plain, Variables } from './plain'
import { toSource } from './prepare'
import type { Renderer, Rendering } from './renderer'
import { className, type Value } from './value'
import { TypedWriter } from './write'

/** What a stage of a pipe gives: `outputs.api.body`, then `jq('.products')`, then `first`. */
export type Stage = {
  readonly source: string
  /** Where it stands in the text. */
  readonly span: Span
  readonly javaClass: string
  readonly value: Plain
}

/**
 * Evaluates a template of one expression once, and tells what each stage of its pipe gives. There are no stages when
 * the template is anything else.
 * @throws ExpressionError
 */
export async function stagesOf(renderer: Renderer, text: string, variables: Variables): Promise<readonly Stage[]> {
  return renderer.evaluate(text, variables, rendering => stagesIn(rendering, text))
}

function stagesIn({ template, evaluator, session }: Rendering, text: string): readonly Stage[] {
  const parts = template.parsed.parts.filter(part => part.type !== 'text' || part.text.trim() !== '')
  const [part] = parts
  if (parts.length !== 1 || part?.type !== 'print') return []
  const pipe = pipeOf(part.expr)
  const seen = new Map<Expr, Value>()
  const writer = new TypedWriter(session)
  evaluator((expr, value) => seen.set(expr, value)).render([part], writer)
  const [only] = pipe
  if (pipe.length === 1 && only) seen.set(only, writer.pieces[0] ?? null)
  return pipe.flatMap((expr, index) => {
    const value = seen.get(expr)
    if (value === undefined) return []
    const own = index > 0 && expr.type === 'filter' ? { start: expr.nameSpan.start, end: expr.span.end } : expr.span
    const span = toSource(own, template.raws)
    return [{ source: text.slice(span.start, span.end), span, javaClass: className(value), value: toPlain(value) }]
  })
}

/** The expressions of a pipe, what goes in first. */
function pipeOf(expr: Expr): readonly Expr[] {
  return expr.type === 'filter' ? [...pipeOf(expr.input), expr] : [expr]
}
