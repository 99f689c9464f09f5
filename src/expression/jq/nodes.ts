import { doubleToString } from '../java/doubles'
import { jsonString } from '../json'
import { javaText } from '../text'
import { double, doubleValue, fitsLong, JavaBigInteger, JavaDecimal, longValue, numberKind, type Value } from '../value'
import { JqError } from './error'

/** A JSON object: plain, or a `Map` where JavaScript would reorder its keys. */
export type JsonObject = ReadonlyMap<string, Value> | { readonly [key: string]: Value }

export type JsonType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object'

/** `type` of jq. */
export function typeOf(value: Value): JsonType {
  switch (typeof value) {
    case 'string':
      return 'string'
    case 'boolean':
      return 'boolean'
    case 'number':
    case 'bigint':
      return 'number'
    default:
      if (value === null) return 'null'
      if (Array.isArray(value)) return 'array'
      if (numberKind(value) !== undefined) return 'number'
      return value instanceof Uint8Array ? 'string' : 'object'
  }
}

export function isObject(value: Value): value is JsonObject {
  return typeOf(value) === 'object'
}

export function isNumber(value: Value): boolean {
  return typeOf(value) === 'number'
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** Everything but null and false is true. */
export function isTrue(value: Value): boolean {
  return value !== null && value !== false
}

export function objectKeys(object: JsonObject): readonly string[] {
  return object instanceof Map ? [...object.keys()] : Object.keys(object)
}

/** The value of a key; undefined when there is none. */
export function objectGet(object: JsonObject, key: string): Value | undefined {
  if (object instanceof Map) return object.get(key) as Value | undefined
  return Object.hasOwn(object, key) ? (object as { readonly [key: string]: Value })[key] : undefined
}

export function objectEntries(object: JsonObject): readonly (readonly [string, Value])[] {
  return object instanceof Map
    ? [...(object as ReadonlyMap<string, Value>)]
    : Object.entries(object as { readonly [key: string]: Value })
}

/** An object of entries, the last of a key being kept in the place of the first. */
export function objectOf(entries: Iterable<readonly [string, Value]>): Value {
  const map = new Map(entries)
  for (const key of map.keys()) if (key === '$java' || /^\d+$/.test(key)) return map
  return Object.fromEntries(map)
}

/** Items of an array, values of an object. */
export function children(value: Value): readonly Value[] | undefined {
  if (isArray(value)) return value
  return isObject(value) ? objectEntries(value).map(([, item]) => item) : undefined
}

/** The smallest of Integer, Long and Double that is a number exactly. Source: jackson-jq `JsonNodeUtils.asNumericNode`. */
export function numeric(value: number): Value {
  if (!Number.isInteger(value)) return double(value)
  if (Number.isSafeInteger(value)) return value + 0
  if (value === 2 ** 63) return 2n ** 63n - 1n
  const whole = BigInt(value)
  return fitsLong(whole) ? whole : double(value)
}

/** A Long as the smallest that holds it. */
export function integer(value: bigint): Value {
  const wrapped = BigInt.asIntN(64, value)
  const number = Number(wrapped)
  return Number.isSafeInteger(number) ? number : wrapped
}

/** Whether a number is of an integral class. */
export function isIntegral(value: Value): boolean {
  switch (numberKind(value)) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      return true
    default:
      return false
  }
}

/** Whether a number has no fraction, whatever its class. */
export function isWhole(value: Value): boolean {
  return isNumber(value) && Number.isInteger(doubleValue(value))
}

const ORDER: readonly JsonType[] = ['null', 'boolean', 'number', 'string', 'array', 'object']

/** jq's order of all values. Source: jackson-jq `JsonNodeComparator`. */
export function compareNodes(a: Value, b: Value): number {
  const type = typeOf(a)
  const difference = ORDER.indexOf(type) - ORDER.indexOf(typeOf(b))
  if (difference !== 0) return difference
  switch (type) {
    case 'null':
      return 0
    case 'boolean':
      return Number(a) - Number(b)
    case 'number':
      return compareNumbers(doubleValue(a), doubleValue(b))
    case 'string':
      return compareTexts(String(a), String(b))
    case 'array':
      return compareArrays(a as readonly Value[], b as readonly Value[])
    case 'object':
      return compareObjects(a as JsonObject, b as JsonObject)
  }
}

/** NaN is below everything, itself too. */
function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a)) return -1
  if (Number.isNaN(b)) return 1
  if (a !== b) return a < b ? -1 : 1
  return a === 0 ? Number(Object.is(b, -0)) - Number(Object.is(a, -0)) : 0
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareArrays(a: readonly Value[], b: readonly Value[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const order = compareNodes(a[at] ?? null, b[at] ?? null)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareObjects(a: JsonObject, b: JsonObject): number {
  const left = [...objectKeys(a)].sort(compareTexts)
  const right = [...objectKeys(b)].sort(compareTexts)
  const keys = compareArrays(left, right)
  if (keys !== 0) return keys
  for (const key of left) {
    const order = compareNodes(objectGet(a, key) ?? null, objectGet(b, key) ?? null)
    if (order !== 0) return order
  }
  return 0
}

/** JSON text as `tojson` writes it: integral Doubles as integers. Source: jackson-jq `JsonQueryJacksonModule`. */
export function toJsonText(value: Value): string {
  switch (typeOf(value)) {
    case 'string':
      return jsonString(textOf(value))
    case 'number':
      return numberJson(value)
    case 'array':
      return `[${(value as readonly Value[]).map(toJsonText).join(',')}]`
    case 'object':
      return `{${objectEntries(value as JsonObject)
        .map(([key, item]) => `${jsonString(key)}:${toJsonText(item)}`)
        .join(',')}}`
    default:
      return String(value)
  }
}

function numberJson(value: Value): string {
  const kind = numberKind(value)
  if (kind !== 'Double' && kind !== 'Float') return plainNumber(value)
  const number = doubleValue(value)
  if (Number.isNaN(number)) return 'null'
  const finite = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, number))
  if (Number.isInteger(finite) && Math.abs(finite) < 2 ** 63) return BigInt(finite).toString()
  const text = doubleToString(finite)
  return text.includes('E-') ? text.replace('E', 'e') : text.replace('E', 'e+')
}

function plainNumber(value: Value): string {
  return value instanceof JavaBigInteger || value instanceof JavaDecimal ? javaText(value) : javaText(value)
}

/** `JsonNode.asText()` of a scalar: Doubles in Java's notation. */
export function asText(value: Value): string {
  return value === null ? 'null' : javaText(value)
}

export function textOf(value: Value): string {
  return typeof value === 'string' ? value : javaText(value)
}

/** How messages show a value: its type and the beginning of its JSON. */
export function shown(value: Value): string {
  const json = toJsonText(value)
  return `${typeOf(value)} (${json.length <= 14 ? json : `${json.slice(0, 11)}...`})`
}

/** A JsonQueryTypeException. */
export function typeError(value: Value, complaint: string): JqError {
  return new JqError(`${shown(value)} ${complaint}`)
}

export function pairError(a: Value, b: Value, complaint: string): JqError {
  return new JqError(`${shown(a)} and ${shown(b)} ${complaint}`)
}

/** Refuses an input of another type. Source: jackson-jq `Preconditions.checkInputType`. */
export function checkInput(name: string, value: Value, ...types: readonly JsonType[]): void {
  const type = typeOf(value)
  if (types.includes(type)) return
  const expected = types.map(one => one.toUpperCase()).join(', ')
  throw new JqError(`${name} is not applicable to ${type.toUpperCase()}; expected one of [${expected}]`)
}

export function checkArgument(name: string, position: number, value: Value, ...types: readonly JsonType[]): void {
  const type = typeOf(value)
  if (types.includes(type)) return
  const expected = types.map(one => one.toUpperCase()).join(', ')
  throw new JqError(
    `argument ${position} of ${name} cannot be applied to ${type.toUpperCase()}; expected one of [${expected}]`,
  )
}

/** `+ - * / %`. Source: jackson-jq `PlusOperator` and its sisters. */
export function arithmetic(operator: '+' | '-' | '*' | '/' | '%', a: Value, b: Value): Value {
  switch (operator) {
    case '+':
      return plus(a, b)
    case '-':
      return minus(a, b)
    case '*':
      return times(a, b)
    case '/':
      return divide(a, b)
    case '%':
      return modulo(a, b)
  }
}

function plus(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return numeric(a + b)
  if (isIntegral(a) && isIntegral(b)) return integer(longValue(a) + longValue(b))
  if (isNumber(a) && isNumber(b)) return numeric(doubleValue(a) + doubleValue(b))
  if (isArray(a) && isArray(b)) return [...a, ...b]
  if (typeof a === 'string' && typeof b === 'string') return a + b
  if (isObject(a) && isObject(b)) return objectOf([...objectEntries(a), ...objectEntries(b)])
  if (a === null) return b
  if (b === null) return a
  throw pairError(a, b, 'cannot be added')
}

function minus(a: Value, b: Value): Value {
  if (isIntegral(a) && isIntegral(b)) return integer(longValue(a) - longValue(b))
  if (isNumber(a) && isNumber(b)) return numeric(doubleValue(a) - doubleValue(b))
  if (isArray(a) && isArray(b)) return a.filter(item => !b.some(other => compareNodes(item, other) === 0))
  throw pairError(a, b, 'cannot be subtracted')
}

function times(a: Value, b: Value): Value {
  if (isIntegral(a) && isIntegral(b)) return integer(longValue(a) * longValue(b))
  if (isNumber(a) && isNumber(b)) return numeric(doubleValue(a) * doubleValue(b))
  if (typeof a === 'string' && isNumber(b)) return repeated(a, doubleValue(b))
  if (isNumber(a) && typeof b === 'string') return repeated(b, doubleValue(a))
  if (isObject(a) && isObject(b)) return mergeDeep(a, b)
  throw pairError(a, b, 'cannot be multiplied')
}

const MOST_TEXT = 50_000_000

function repeated(text: string, count: number): Value {
  if (!(count > 0)) return null
  if (count < 2) return text
  if (text.length * count > MOST_TEXT) throw new JqError('the text would be too long')
  return text.repeat(Math.trunc(count))
}

function mergeDeep(a: JsonObject, b: JsonObject): Value {
  const merged = new Map(objectEntries(a))
  for (const [key, value] of objectEntries(b)) {
    const before = merged.get(key)
    merged.set(key, before !== undefined && isObject(before) && isObject(value) ? mergeDeep(before, value) : value)
  }
  return objectOf(merged)
}

function divide(a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) {
    if (doubleValue(b) === 0) throw pairError(a, b, 'cannot be divided because the divisor is zero')
    return numeric(doubleValue(a) / doubleValue(b))
  }
  if (typeof a === 'string' && typeof b === 'string') return splitText(a, b)
  throw pairError(a, b, 'cannot be divided')
}

function modulo(a: Value, b: Value): Value {
  if (!isNumber(a) || !isNumber(b)) throw pairError(a, b, 'cannot be divided (remainder)')
  const divisor = longValue(b)
  if (divisor === 0n) throw pairError(a, b, 'cannot be divided (remainder) because the divisor is zero')
  return integer(longValue(a) % divisor)
}

/** `split/1`: by a text, not a pattern. */
export function splitText(text: string, separator: string): Value {
  if (separator === '') return [...text]
  return text === '' ? [] : text.split(separator)
}
