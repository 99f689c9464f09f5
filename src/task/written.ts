/**
 * Values as a flow's text gives them: what YAML made of it, with doubles that JavaScript would take for integers
 * kept apart (`{ $java: 'Double', value: '1.0' }`).
 */
export type WrittenMap = Readonly<Record<string, unknown>>

/** Whether a value is a map, and not a list, null or a tagged number. */
export const isMap = (value: unknown): value is WrittenMap =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !Object.hasOwn(value, '$java')

/** The number a value is, tagged or not; undefined when it is none. */
export function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value !== 'object' || value === null || !('$java' in value) || !('value' in value)) return undefined
  const parsed = Number(value.value)
  return Number.isNaN(parsed) ? undefined : parsed
}

/** Whether a text has something to render. Source: Kestra `VariableRenderer`, which looks for a brace only. */
export const hasTemplate = (text: string): boolean => text.includes('{{') || text.includes('{%')

/** What kind of value this is, in the words of the messages. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `text "${shorten(value)}"`
  if (typeof value === 'boolean') return String(value)
  const number = numberOf(value)
  if (number !== undefined) return `the number ${number}`
  return 'a map'
}

const shorten = (text: string): string => {
  const line = text.split('\n', 1)[0] ?? ''
  return line.length > 40 || line.length < text.length ? `${line.slice(0, 40)}…` : line
}

/** A value as a form shows it: `1.0` is the number 1 there. */
export function shown(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (Array.isArray(value)) return value.map(shown)
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]))
  return typeof value === 'object' && value !== null ? numberOf(value) : value
}
