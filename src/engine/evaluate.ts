import {
  type Expr,
  ExpressionError,
  type Plain,
  type PlainMap,
  type Rendered,
  type Renderer,
  readTemplate,
  type Variables,
} from '../expression'
import type { EvaluateRequest, Evaluation, EvaluationStage } from './api'
import { rootPlace } from './place'
import { type RestoreOptions, restore } from './restore'
import { variablesOf } from './variables'

/** Evaluates a text against an execution as it stands, or as one of its task runs saw it. */
export async function evaluateIn(
  options: RestoreOptions,
  { expression, taskRunId }: EvaluateRequest,
): Promise<Evaluation> {
  const seer = options.execution.taskRuns.find(({ id }) => id === taskRunId)
  const { run, nodes } = restore(options, seer)
  const node = seer && nodes.get(seer.id)
  const variables = variablesOf(run, node?.place ?? rootPlace(run), node)
  try {
    const rendered = await run.renderer.inspect(expression, variables)
    return {
      ok: true,
      value: rendered.value,
      type: typeOf(rendered),
      rendered: rendered.text,
      stages: await stagesOf(run.renderer, expression, variables),
    }
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    const { message, span, hint } = error.data
    const suggestion = /^Did you mean `(.+)`\?$/.exec(hint ?? '')?.[1]
    return {
      ok: false,
      message,
      ...(span ? { span } : {}),
      ...(hint === undefined ? {} : { hint }),
      ...(suggestion === undefined ? {} : { suggestion }),
    }
  }
}

/** What each stage of a pipe gives, from the value that goes in to the last filter; none for other templates. */
async function stagesOf(
  renderer: Renderer,
  expression: string,
  variables: Variables,
): Promise<readonly EvaluationStage[]> {
  const reading = readTemplate(expression, renderer.dialect)
  if (!reading.ok) return []
  const parts = reading.parts.filter(part => part.type !== 'text' || part.text.trim() !== '')
  const [part] = parts
  if (parts.length !== 1 || part?.type !== 'print') return []
  const stages: EvaluationStage[] = []
  for (const [index, end] of pipe(part.expr).entries()) {
    const { start } = reading.inSource(part.expr.span)
    const source = expression.slice(start, reading.inSource(end.span).end)
    const rendered = await renderer.inspect(`{{ ${source} }}`, variables)
    const span = reading.inSource(
      index === 0 || end.type !== 'filter' ? end.span : { start: end.nameSpan.start, end: end.span.end },
    )
    const size = sizeOf(rendered)
    stages.push({
      source: expression.slice(span.start, span.end),
      span,
      type: typeOf(rendered),
      value: rendered.value,
      ...(size === undefined ? {} : { size }),
    })
  }
  return stages
}

/** The expressions of a pipe, the value that goes in first. */
function pipe(expr: Expr): readonly Expr[] {
  return expr.type === 'filter' ? [...pipe(expr.input), expr] : [expr]
}

const TYPES: Readonly<Record<string, string>> = {
  String: 'text',
  Character: 'text',
  Boolean: 'true or false',
  Integer: 'whole number',
  Long: 'whole number',
  BigInteger: 'whole number',
  Double: 'number',
  Float: 'number',
  BigDecimal: 'number',
  null: 'nothing',
}

/** What kind of value it is, in a word. */
function typeOf({ javaClass, value }: Rendered): string {
  const name = javaClass.slice(javaClass.lastIndexOf('.') + 1)
  const known = TYPES[name]
  if (known !== undefined) return known
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'object' && value !== null && !('$java' in value) && !(value instanceof Uint8Array)) return 'map'
  return name
}

function sizeOf({ value }: Rendered): string | undefined {
  if (Array.isArray(value)) return counted(value.length, 'item')
  if (typeof value === 'string') return value.length < 100 ? undefined : bytes(value.length)
  if (value instanceof Map) return counted(value.size, 'key')
  if (isPlainMap(value)) return counted(Object.keys(value).length, 'key')
  return undefined
}

const isPlainMap = (value: Plain): value is PlainMap =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !('$java' in value) &&
  !(value instanceof Uint8Array)

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

const bytes = (count: number): string => (count < 1000 ? `${count} B` : `${(count / 1000).toFixed(1)} kB`)
