import { entriesOf, isTagged, itemsOf, jsonText } from '../../../serde'
import { TaskFailed } from '../../../task'

/** A JSONata expression, read. Takes and gives plain values. */
export type Transform = (input: unknown) => Promise<unknown>

/** Kept from running for ever where the task has no timeout of its own. */
const TIME_LIMIT = 60_000

/**
 * Loads JSONata and reads an expression. Source: Kestra `io.kestra.plugin.transform.jsonata.Transform`.
 * @throws TaskFailed when the expression is none
 */
export async function readExpression(expression: string, maxDepth: number): Promise<Transform> {
  const { default: jsonata } = await import('jsonata')
  const read = () => {
    try {
      // The depth counts every step into a part of the expression; several make one call.
      return jsonata(expression, { stack: maxDepth * STEPS_A_CALL, timeout: TIME_LIMIT, sequence: 5_000_000 })
    } catch (error) {
      throw failed('Invalid JSONata expression. Error: ', error)
    }
  }
  const parsed = read()
  return async input => {
    try {
      return fromJavaScript(await parsed.evaluate(toJavaScript(input)))
    } catch (error) {
      throw failed('Failed to evaluate expression: ', error)
    }
  }
}

const STEPS_A_CALL = 20

function failed(prefix: string, error: unknown): TaskFailed {
  const { message, position } = error as { readonly message?: unknown; readonly position?: unknown }
  return new TaskFailed(`${prefix}${String(message)}`, {
    property: 'expression',
    ...(typeof position === 'number' ? { at: position } : {}),
  })
}

/** JSONata reckons in doubles, as Kestra's does: numbers of every kind become those, dates texts. */
function toJavaScript(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  const items = itemsOf(value)
  if (items) return items.map(toJavaScript)
  const entries = entriesOf(value)
  if (entries) return Object.fromEntries(entries.map(([key, item]) => [key, toJavaScript(item)]))
  return isTagged(value) || value instanceof Uint8Array ? (JSON.parse(jsonText(value)) as unknown) : value
}

/** A result as plain data: sequences are lists; functions and what is not there are null. */
function fromJavaScript(value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return null
  if (Array.isArray(value)) return value.map(fromJavaScript)
  if (typeof value !== 'object' || value === null) return value
  if (!('_jsonata_function' in value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fromJavaScript(item)]))
  }
  return null
}
