import { compareDecimals } from './java/bigDecimal'
import { javaText } from './text'
import { castError, type JavaThrown, nullPointer } from './thrown'
import {
  className,
  doubleValue,
  JavaCharacter,
  JavaDecimal,
  JavaTime,
  longValue,
  numberKind,
  type Value,
} from './value'

/**
 * `Collections.sort(list)`, stable.
 * @throws JavaThrown when two items are not of one Comparable class
 */
export function sorted(items: readonly Value[]): Value[] {
  return sortedBy(items, compareTo)
}

/** `list.sort(Collections.reverseOrder())`. */
export function reverseSorted(items: readonly Value[]): Value[] {
  return sortedBy(items, (a, b) => compareTo(b, a))
}

/** The first two items are compared in Java's order (the second with the first): its complaint names them so. */
function sortedBy(items: readonly Value[], order: (a: Value, b: Value) => number): Value[] {
  const [first, second] = items
  if (first !== undefined && second !== undefined) order(second, first)
  return [...items].sort(order)
}

/** `a.compareTo(b)`. */
function compareTo(a: Value, b: Value): number {
  if (a === null)
    throw nullPointer('Cannot invoke "java.lang.Comparable.compareTo(Object)" because "a[runHi++]" is null')
  if (!isComparable(a)) throw castError(a, 'java.lang.Comparable')
  if (b === null) throw nullArgument(a)
  if (className(a) !== className(b)) throw castError(b, className(a))
  return compareSame(a, b)
}

function compareSame(a: Exclude<Value, null>, b: Value): number {
  if (typeof a === 'string') return compareTexts(a, String(b))
  if (typeof a === 'boolean') return Number(a) - Number(b)
  const kind = numberKind(a)
  if (a instanceof JavaDecimal && b instanceof JavaDecimal) return compareDecimals(a, b)
  if (kind === 'Double' || kind === 'Float') return compareDoubles(doubleValue(a), doubleValue(b))
  if (kind === 'BigInteger') return compareBigInts(BigInt(javaText(a)), BigInt(javaText(b)))
  if (kind !== undefined) return compareBigInts(longValue(a), longValue(b))
  return compareTexts(javaText(a), javaText(b))
}

function isComparable(value: Exclude<Value, null>): boolean {
  return (
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    value instanceof JavaCharacter ||
    value instanceof JavaTime ||
    (numberKind(value) !== undefined && numberKind(value) !== 'Lazy')
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function compareBigInts(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** `Double.compare`: NaN is the greatest, minus zero below zero. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1
  if (a > b) return 1
  if (a === b) return a === 0 ? Number(Object.is(b, -0)) - Number(Object.is(a, -0)) : 0
  return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
}

const FIELDS: Readonly<Record<string, string>> = {
  'java.lang.Integer': 'Cannot read field "value" because "anotherInteger" is null',
  'java.lang.Long': 'Cannot read field "value" because "anotherLong" is null',
  'java.lang.Double': 'Cannot read field "value" because "anotherDouble" is null',
  'java.lang.String': 'Cannot read field "value" because "anotherString" is null',
  'java.lang.Boolean': 'Cannot read field "value" because "b" is null',
}

function nullArgument(a: Value): JavaThrown {
  return nullPointer(FIELDS[className(a)] ?? 'Cannot invoke "Object.getClass()" because "o" is null')
}
