import { parseJson, printJson } from '../../../expression'
import { type LoopItem, TaskFailed } from '../../../task'
import { javaClassOf } from './values'

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('$java' in value)

/**
 * The items of a Loop: a list, each value of it once, a map, or JSON text of one. Values are always texts, maps and
 * lists as JSON. Source: Kestra `FlowableUtils.resolveValues`.
 * @throws TaskFailed
 */
export function loopItems(values: unknown): readonly LoopItem[] {
  const read: unknown = typeof values === 'string' ? parse(values) : values
  const itemText = (value: unknown): string => {
    if (value === null || value === undefined)
      throw failed(`Found a null value inside the iteration values=${printJson(values as never)}`)
    if (Array.isArray(read) && read !== values) return textOf(value)
    if (Array.isArray(value) || typeof value === 'boolean')
      throw failed(`Unknown value element type: class ${javaClassOf(value)}`)
    return textOf(value)
  }
  if (Array.isArray(read)) return [...new Set(read.map(itemText))].map(value => ({ value }))
  if (read instanceof Map) return [...read].map(([key, value]) => ({ key: String(key), value: itemText(value) }))
  if (isMap(read)) return Object.entries(read).map(([key, value]) => ({ key, value: itemText(value) }))
  throw failed(`Unknown value type: ${typeof read}`)
}

/** A value of a loop as text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : printJson(value as never))

function parse(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error))
  }
}

const failed = (reason: string): TaskFailed =>
  new TaskFailed(reason, {
    property: 'values',
    hint: 'Give a list, a map, JSON text of one, or the address of a stored file.',
  })
