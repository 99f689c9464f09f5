/**
 * Rows hold the plain values that cross every border here: `null`, booleans, text, numbers (a whole `number` is an
 * integer, any other a double), `bigint`, `Uint8Array`, lists, maps (an object, or a `Map` where JavaScript would
 * reorder the keys), and what is left over tagged with its Java type: `{ $java: 'BigDecimal', value: '1.10' }`.
 */
export type Rows = Iterable<unknown> | AsyncIterable<unknown>

/** A value of a Java type that JavaScript does not have: `{ $java: 'LocalDate', value: '2024-05-06' }`. */
export type TaggedValue = { readonly $java: string; readonly value: unknown }

export const isTagged = (value: unknown): value is TaggedValue =>
  typeof value === 'object' && value !== null && typeof (value as TaggedValue).$java === 'string' && 'value' in value

/** A double as a plain value: one with no fraction is told from an integer. */
export const doubleValue = (value: number): unknown =>
  Number.isInteger(value) ? tagged('Double', doubleText(value)) : value

/** A whole number as a plain value: `bigint` where JavaScript's numbers cannot hold it. */
export const integerValue = (value: bigint): number | bigint =>
  Number.isSafeInteger(Number(value)) ? Number(value) : value

export const tagged = ($java: string, value: string): TaggedValue => ({ $java, value })

/** A map in the order of its entries: an object where that keeps the order, else a `Map`. */
export function mapOf(entries: readonly (readonly [string, unknown])[]): unknown {
  const unsafe = entries.some(([key]) => /^\d+$/.test(key) || key === '$java' || key === '__proto__')
  return unsafe ? new Map(entries) : Object.fromEntries(entries)
}

/** The entries of a map, in order; undefined for every other value. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item] as const)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (value instanceof Uint8Array) return undefined
  if (!isTagged(value)) return Object.entries(value)
  return value.$java === 'HashMap' ? entriesOf(value.value) : undefined
}

/** The items of a list or set; undefined for every other value. */
export function itemsOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  return isTagged(value) && Array.isArray(value.value) ? value.value : undefined
}

/**
 * The text of a double as Java prints it: `50.0`, `1.0E10`, `NaN`. Source: `java.lang.Double.toString` (19 and later,
 * whose shortest digits are those of JavaScript).
 */
export function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  const plain = size >= 1e-3 && size < 1e7
  const [digits = '', exponent = ''] = (plain ? String(value) : value.toExponential()).split('e')
  const withPoint = digits.includes('.') ? digits : `${digits}.0`
  return plain ? withPoint : `${withPoint}E${Number(exponent)}`
}

/**
 * A value as text for a cell of a table without types (CSV): digits of numbers exactly, dates as they are, bytes in
 * base64, lists and maps as JSON; empty for `null`.
 */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : doubleText(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (isTagged(value) && typeof value.value === 'string') return timeText(value) ?? value.value
  return jsonText(value)
}

/** A value as compact JSON: numbers with all their digits, dates as text, bytes in base64. Source: Jackson. */
export function jsonText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') return Number.isFinite(value) ? numberText(value) : `"${value}"`
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return JSON.stringify(base64(value))
  const items = itemsOf(value)
  if (items) return `[${items.map(jsonText).join(',')}]`
  const entries = entriesOf(value)
  if (entries) return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`
  return isTagged(value) ? taggedJson(value) : JSON.stringify(String(value))
}

const NUMBERS: ReadonlySet<string> = new Set(['Integer', 'Long', 'Float', 'Double', 'BigInteger', 'BigDecimal'])

/** Whether a value is a number of any Java type. */
export const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || typeof value === 'bigint' || (isTagged(value) && NUMBERS.has(value.$java))

function taggedJson(value: TaggedValue): string {
  const text = String(value.value)
  return NUMBERS.has(value.$java) && /^-?\d/.test(text) ? text : JSON.stringify(timeText(value) ?? text)
}

const numberText = (value: number): string => (Number.isInteger(value) ? String(value) : doubleText(value))

/** JSON and CSV show a date-time without the name of its zone. */
function timeText(value: TaggedValue): string | undefined {
  return value.$java === 'ZonedDateTime' ? String(value.value).replace(/\[[^\]]*\]$/, '') : undefined
}

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
