import { type Plain, parseJson, printJson } from '../../../expression'
import { TaskFailed } from '../../../task'

/**
 * The values of a loop as Kestra's 1.x loops see them: texts, each once, in order of first appearance; maps and
 * numbers as JSON text. Source: Kestra `FlowableUtils.resolveEachTasks`.
 * @param written the property rendered: a list whose texts were rendered, or JSON text of a list
 * @throws TaskFailed for nulls, for lists written inside the list, and for text that is no JSON list
 */
export function loopValues(written: unknown): readonly string[] {
  const list: unknown = typeof written === 'string' ? parseList(written) : written
  if (!Array.isArray(list)) throw failed(`Unknown value type: ${kindOf(list)}`)
  const nulls = list.filter(value => value === null || value === undefined).length
  if (nulls > 0) throw failed(`Found '${nulls}' null values on Each, with values=${printJava(list)}`)
  return [...new Set(list.map(list === written ? textOf : anyText))]
}

function parseList(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error))
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || isMap(value))
    return anyText(value)
  throw failed(`Unknown value element type: class ${javaClassOf(value)}`)
}

const anyText = (value: unknown): string => (typeof value === 'string' ? value : printJson(value as Plain))

const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

export function javaClassOf(value: unknown): string {
  if (Array.isArray(value)) return 'java.util.ArrayList'
  return typeof value === 'boolean' ? 'java.lang.Boolean' : 'java.lang.Object'
}

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value)

const printJava = (list: readonly unknown[]): string =>
  `[${list.map(value => (typeof value === 'string' ? value : value === null || value === undefined ? 'null' : printJson(value as Plain))).join(', ')}]`

const failed = (reason: string): TaskFailed =>
  new TaskFailed(reason, {
    property: 'values',
    hint: 'Give a list of texts, numbers or maps, or JSON text of such a list.',
  })
