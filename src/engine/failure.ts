import { ExpressionError } from '../expression'
import { locate, type ParsedYaml, type PlannedTask, spansOf } from '../flow'
import type { Failure, Path, Span } from '../model'
import { nearest, TaskFailed } from '../task'
import { TimedOut } from './cancel'
import { PropertyFailed } from './properties'

/**
 * What the failure page shows of an error: what Kestra would log, where in the flow's text it happened, and the one
 * certain edit when a name is at most two letters off.
 */
export function toFailure(error: unknown, planned: PlannedTask | undefined, yaml: ParsedYaml | undefined): Failure {
  if (error instanceof PropertyFailed) return propertyFailure(error, planned, yaml)
  if (error instanceof ExpressionError) return expressionFailure(error, undefined, planned, yaml)
  if (error instanceof TaskFailed) return taskFailure(error, planned, yaml)
  if (error instanceof TimedOut) {
    return {
      name: error.name,
      message: error.message,
      property: 'timeout',
      ...spanOf(planned, yaml, ['timeout']),
      hint: 'Give the task more time, or less to do.',
    }
  }
  if (error instanceof Error) return { name: error.name, message: error.message }
  return { name: 'Error', message: String(error) }
}

function propertyFailure(
  error: PropertyFailed,
  planned: PlannedTask | undefined,
  yaml: ParsedYaml | undefined,
): Failure {
  if (error.cause instanceof ExpressionError) return expressionFailure(error.cause, error.path, planned, yaml)
  return {
    name: error.cause.name,
    message: error.message,
    property: String(error.path[0]),
    ...spanOf(planned, yaml, error.path),
  }
}

function expressionFailure(
  error: ExpressionError,
  path: Path | undefined,
  planned: PlannedTask | undefined,
  yaml: ParsedYaml | undefined,
): Failure {
  const { message, hint, expression, span, reason } = error.data
  const placed = path ? spanOf(planned, yaml, path, span) : {}
  const fix = reason === 'missing' && placed.span ? fixOf(expression, span, placed.span, hint) : undefined
  return {
    name: error.name,
    message,
    source: expression,
    ...(hint === undefined ? {} : { hint }),
    ...(path ? { property: String(path[0]) } : {}),
    ...placed,
    ...(fix ? { fix } : {}),
  }
}

function taskFailure(error: TaskFailed, planned: PlannedTask | undefined, yaml: ParsedYaml | undefined): Failure {
  const { explanation, hint, property, at, source, stack } = error.details
  const written = property === undefined ? undefined : planned?.task[property]
  const isLiteral = written === source || source === undefined
  const place = at === undefined || !isLiteral ? undefined : { start: at, end: at + 1 }
  return {
    name: error.name,
    message: error.message,
    ...(explanation === undefined ? {} : { explanation }),
    ...(hint === undefined ? {} : { hint }),
    ...(source === undefined ? {} : { source }),
    ...(stack === undefined ? {} : { stack }),
    ...(property === undefined ? {} : { property, ...spanOf(planned, yaml, [property], place) }),
  }
}

/** Where a property of a task stands in the text, or a part of its value. */
function spanOf(
  planned: PlannedTask | undefined,
  yaml: ParsedYaml | undefined,
  path: Path,
  inside?: Span,
): { readonly span?: Span } {
  if (!planned || !yaml) return {}
  const place = [...planned.path, ...path]
  const found = locate(yaml, place)
  if (!found) return {}
  const toText = inside && spansOf(yaml, place)
  return { span: toText ? toText(inside) : found.value }
}

/** The edit that puts the one name nearby in place of the missing one, when it is at most two letters off. */
function fixOf(expression: string, span: Span | undefined, placed: Span, hint: string | undefined): Failure['fix'] {
  const close = /^Did you mean `(.+)`\?$/.exec(hint ?? '')?.[1]
  const name = span ? expression.slice(span.start, span.end) : ''
  if (close === undefined || nearest(name, [close]) === undefined) return undefined
  return { title: `Change ${name} to ${close}`, span: placed, text: close }
}
