import type { JavaKind } from './plain'

/**
 * A value while it is being evaluated: what Java would hold. Most Java classes have a JavaScript twin, so variables are
 * used as they come, without a copy:
 *
 * | JavaScript | Java |
 * |---|---|
 * | integral `number` within 32 bits | Integer |
 * | other integral `number` | Long |
 * | other `number` | Double |
 * | `bigint` within 64 bits | Long |
 * | other `bigint` | BigInteger |
 * | array | ArrayList |
 * | plain object, `Map` | LinkedHashMap with String keys |
 * | `Uint8Array` | byte[] |
 *
 * The classes below are what is left.
 */
export type Value =
  | null
  | boolean
  | string
  | number
  | bigint
  | Uint8Array
  | readonly Value[]
  | ReadonlyMap<string, Value>
  | RawMap
  | JavaValue

/** A map as it comes from outside; only own properties count. Never an instance of a class. */
export type RawMap = { readonly [key: string]: Value }

export type JavaValue =
  | JavaDouble
  | JavaFloat
  | JavaDecimal
  | JavaBigInteger
  | JavaCharacter
  | JavaTime
  | JavaUri
  | JavaMap
  | JavaEntry
  | JavaCollection
  | JavaArray
  | SafeString
  | LazyNumber
  | LoopVariables
  | Opaque

/** A Double whose value is integral (or minus zero); other Doubles are plain numbers. */
export class JavaDouble {
  constructor(readonly value: number) {}
}

export class JavaFloat {
  constructor(readonly value: number) {}
}

/** `java.math.BigDecimal`: unscaled × 10^-scale. */
export class JavaDecimal {
  constructor(
    readonly unscaled: bigint,
    readonly scale: number,
  ) {}
}

/** A BigInteger that would fit a Long; larger ones are plain bigints. */
export class JavaBigInteger {
  constructor(readonly value: bigint) {}
}

export class JavaCharacter {
  constructor(readonly value: string) {}
}

export type TimeKind = Extract<
  JavaKind,
  'ZonedDateTime' | 'OffsetDateTime' | 'LocalDateTime' | 'LocalDate' | 'LocalTime' | 'Instant' | 'Date' | 'Duration'
>

/** A value of `java.time` (or `java.util.Date`), kept as its ISO text. */
export class JavaTime {
  constructor(
    readonly kind: TimeKind,
    readonly text: string,
  ) {}
}

export class JavaUri {
  constructor(readonly value: string) {}
}

/**
 * `java.util.HashMap` or `LinkedHashMap` made during evaluation, with keys of any class. `buckets` is the size of a
 * HashMap's table when it was made, by which it iterates; 0 for insertion order.
 */
export class JavaMap {
  readonly entries = new Map<string, JavaEntry>()
  constructor(public buckets: number) {}
}

export class JavaEntry {
  constructor(
    readonly key: Value,
    public value: Value,
  ) {}
}

/** A Java collection that is no ArrayList: a key set, a map's values, an immutable list, a part of a list. */
export class JavaCollection {
  constructor(
    readonly className: string,
    readonly items: Value[],
    /** `List` has indices and sorts, `Set` and `Collection` do not. */
    readonly shape: 'List' | 'Set' | 'Collection',
    readonly immutable: boolean,
  ) {}
}

/** `String[]`. */
export class JavaArray {
  constructor(readonly items: Value[]) {}
}

/** What a macro returns; filters see a String. */
export class SafeString {
  constructor(readonly value: string) {}
}

/** Pebble's `loop.length` and `loop.revindex`: numbers of their own classes. */
export class LazyNumber {
  constructor(
    readonly value: number,
    readonly className: string,
  ) {}
}

/** Pebble's `loop`. */
export class LoopVariables {
  index = 0
  first = true
  last = false
  revindex: LazyNumber
  constructor(readonly length: LazyNumber) {
    this.revindex = new LazyNumber(length.value - 1, REV_INDEX)
  }
}

/** A Java object that has a name and a text and nothing to reach inside: a stream, the template, the locale. */
export class Opaque {
  constructor(
    readonly className: string,
    readonly text: string,
  ) {}
}

export const LAZY_LENGTH = 'io.pebbletemplates.pebble.node.fornode.LazyLength'
export const REV_INDEX = 'io.pebbletemplates.pebble.node.fornode.LazyRevIndex'

const JAVA_CLASSES = [
  JavaDouble,
  JavaFloat,
  JavaDecimal,
  JavaBigInteger,
  JavaCharacter,
  JavaTime,
  JavaUri,
  JavaMap,
  JavaEntry,
  JavaCollection,
  JavaArray,
  SafeString,
  LazyNumber,
  LoopVariables,
  Opaque,
] as const

const PROTOTYPES: ReadonlySet<unknown> = new Set(JAVA_CLASSES.map(one => one.prototype))

/** Whether a value is one of the classes of this file. */
export function isJavaValue(value: unknown): value is JavaValue {
  return typeof value === 'object' && value !== null && PROTOTYPES.has(Object.getPrototypeOf(value))
}

/** Whether a value is a map that came from outside as a plain object. */
export function isRawMap(value: Value): value is RawMap {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

export function isMapValue(value: Value): value is RawMap | ReadonlyMap<string, Value> | JavaMap {
  return value instanceof JavaMap || value instanceof Map || isRawMap(value)
}

const LONG_MIN = -(2n ** 63n)
const LONG_MAX = 2n ** 63n - 1n

export function fitsLong(value: bigint): boolean {
  return value >= LONG_MIN && value <= LONG_MAX
}

function fitsInteger(value: number): boolean {
  return (value | 0) === value
}

/** A Double. */
export function double(value: number): number | JavaDouble {
  return Number.isInteger(value) ? new JavaDouble(value) : value
}

/** A Long; wraps around as Java does. */
export function long(value: number | bigint): bigint {
  return BigInt.asIntN(64, typeof value === 'bigint' ? value : BigInt(Math.trunc(value)))
}

/** A BigInteger of any size. */
export function bigInteger(value: bigint): bigint | JavaBigInteger {
  return fitsLong(value) ? new JavaBigInteger(value) : value
}

export type NumberKind = 'Integer' | 'Long' | 'Float' | 'Double' | 'BigInteger' | 'BigDecimal' | 'Lazy'

/** Which Java number a value is, or undefined. */
export function numberKind(value: Value): NumberKind | undefined {
  switch (typeof value) {
    case 'number':
      return Number.isInteger(value) ? (fitsInteger(value) ? 'Integer' : 'Long') : 'Double'
    case 'bigint':
      return fitsLong(value) ? 'Long' : 'BigInteger'
    case 'object':
      if (value instanceof JavaDouble) return 'Double'
      if (value instanceof JavaFloat) return 'Float'
      if (value instanceof JavaDecimal) return 'BigDecimal'
      if (value instanceof JavaBigInteger) return 'BigInteger'
      if (value instanceof LazyNumber) return 'Lazy'
      return undefined
    default:
      return undefined
  }
}

/** `Number.doubleValue()`. */
export function doubleValue(value: Value): number {
  switch (typeof value) {
    case 'number':
      return value
    case 'bigint':
      return Number(value)
    default:
      if (value instanceof JavaDouble || value instanceof JavaFloat || value instanceof LazyNumber) return value.value
      if (value instanceof JavaBigInteger) return Number(value.value)
      if (value instanceof JavaDecimal) return Number(`${value.unscaled}e${-value.scale}`)
      return Number.NaN
  }
}

/** `Number.longValue()`: truncated, saturated for floating point, wrapped for BigInteger. */
export function longValue(value: Value): bigint {
  switch (typeof value) {
    case 'bigint':
      return BigInt.asIntN(64, value)
    case 'number':
      return doubleToLong(value)
    default:
      if (value instanceof JavaBigInteger) return value.value
      if (value instanceof JavaDecimal) {
        const { unscaled, scale } = value
        return BigInt.asIntN(64, scale >= 0 ? unscaled / 10n ** BigInt(scale) : unscaled * 10n ** BigInt(-scale))
      }
      return doubleToLong(doubleValue(value))
  }
}

/** `Number.intValue()`. */
export function intValue(value: Value): number {
  const kind = numberKind(value)
  if (kind === 'Double' || kind === 'Float') {
    const number = doubleValue(value)
    if (Number.isNaN(number)) return 0
    return Math.max(-2147483648, Math.min(2147483647, Math.trunc(number)))
  }
  return Number(BigInt.asIntN(32, longValue(value)))
}

function doubleToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n
  if (value >= 2 ** 63) return LONG_MAX
  if (value <= -(2 ** 63)) return LONG_MIN
  return BigInt(Math.trunc(value))
}

const TIME_CLASSES: Record<TimeKind, string> = {
  ZonedDateTime: 'java.time.ZonedDateTime',
  OffsetDateTime: 'java.time.OffsetDateTime',
  LocalDateTime: 'java.time.LocalDateTime',
  LocalDate: 'java.time.LocalDate',
  LocalTime: 'java.time.LocalTime',
  Instant: 'java.time.Instant',
  Date: 'java.util.Date',
  Duration: 'java.time.Duration',
}

/** `value.getClass().getName()`; `null` for null. */
export function className(value: Value): string {
  switch (typeof value) {
    case 'string':
      return 'java.lang.String'
    case 'boolean':
      return 'java.lang.Boolean'
    case 'number':
    case 'bigint':
      return numberClassName(value)
    default:
      return value === null ? 'null' : objectClassName(value)
  }
}

function numberClassName(value: number | bigint): string {
  const kind = numberKind(value)
  return kind === 'BigInteger' ? 'java.math.BigInteger' : `java.lang.${kind}`
}

function objectClassName(value: Exclude<Value, null | boolean | string | number | bigint>): string {
  if (Array.isArray(value)) return 'java.util.ArrayList'
  if (value instanceof Uint8Array) return '[B'
  if (value instanceof JavaDouble) return 'java.lang.Double'
  if (value instanceof JavaFloat) return 'java.lang.Float'
  if (value instanceof JavaDecimal) return 'java.math.BigDecimal'
  if (value instanceof JavaBigInteger) return 'java.math.BigInteger'
  if (value instanceof JavaCharacter) return 'java.lang.Character'
  if (value instanceof JavaTime) return TIME_CLASSES[value.kind]
  if (value instanceof JavaUri) return 'java.net.URI'
  if (value instanceof JavaMap) return value.buckets > 0 ? 'java.util.HashMap' : 'java.util.LinkedHashMap'
  if (value instanceof JavaEntry) return 'java.util.LinkedHashMap$Entry'
  if (value instanceof JavaArray) return '[Ljava.lang.String;'
  if (value instanceof SafeString) return 'io.pebbletemplates.pebble.extension.escaper.SafeString'
  if (value instanceof LoopVariables) return 'io.pebbletemplates.pebble.node.ForNode$LoopVariables'
  if (value instanceof JavaCollection || value instanceof LazyNumber || value instanceof Opaque) return value.className
  return 'java.util.LinkedHashMap'
}

/** `value.getClass().getSimpleName()`. */
export function simpleClassName(value: Value): string {
  const name = className(value)
  if (name === '[B') return 'byte[]'
  if (name === '[Ljava.lang.String;') return 'String[]'
  return name.slice(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1)
}
