import { arrayItems, collectionItems, mapEntries } from './collections'
import { jsonText } from './json'
import { readJson } from './jsonRead'
import { lift } from './lift'
import type { Dialect, Plain } from './plain'
import { javaText } from './text'
import { canonicalText } from './times'
import {
  className,
  isRawMap,
  JavaArray,
  JavaBigInteger,
  JavaDecimal,
  JavaDouble,
  JavaEntry,
  JavaFloat,
  JavaMap,
  JavaTime,
  JavaUri,
  LazyNumber,
  type Value,
} from './value'

/** A value of evaluation as it may leave: structured-clonable, without identity, sharing nothing that is changed later. */
export function toPlain(value: Value): Plain {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(toPlain)
  if (isRawMap(value)) return objectOf(Object.keys(value).map(key => [key, toPlain(value[key] ?? null)] as const))
  if (value instanceof Uint8Array) return value
  return javaToPlain(value)
}

function javaToPlain(value: Exclude<Value, null | boolean | string | number | bigint | Uint8Array>): Plain {
  if (value instanceof JavaDouble) return { $java: 'Double', value: javaText(value) }
  if (value instanceof JavaFloat) return { $java: 'Float', value: javaText(value) }
  if (value instanceof JavaDecimal) return { $java: 'BigDecimal', value: javaText(value) }
  if (value instanceof JavaBigInteger) return { $java: 'BigInteger', value: javaText(value) }
  if (value instanceof JavaTime) return { $java: value.kind, value: canonicalText(value) }
  if (value instanceof JavaUri) return { $java: 'URI', value: value.value }
  if (value instanceof LazyNumber) return value.value
  if (value instanceof JavaEntry) return objectOf([[javaText(value.key), toPlain(value.value)]])
  if (value instanceof JavaMap || value instanceof Map)
    return objectOf(mapEntries(value).map(entry => [javaText(entry.key), toPlain(entry.value)] as const))
  const items = collectionItems(value) ?? (value instanceof JavaArray ? arrayItems(value) : undefined)
  return items ? items.map(toPlain) : javaText(value)
}

/** An object with these keys in this order: a `Map` where JavaScript would reorder them. */
function objectOf(entries: readonly (readonly [string, Plain])[]): Plain {
  const needsMap = entries.some(([key]) => key === '$java' || /^\d+$/.test(key))
  return needsMap && !isSortedAlready(entries) ? new Map(entries) : Object.fromEntries(entries)
}

/** Keys that are all small integers in ascending order stay where they are. */
function isSortedAlready(entries: readonly (readonly [string, Plain])[]): boolean {
  const keys = entries.map(([key]) => key)
  return (
    keys.every(key => key !== '$java') && Object.keys(Object.fromEntries(entries)).every((key, at) => key === keys[at])
  )
}

/**
 * Reads JSON text as Kestra does: `1.0` stays a Double, long integers stay exact, keys keep their order. What follows
 * the first value is not looked at.
 * @throws JsonError with Jackson's message
 */
export function parseJson(text: string): Plain {
  return toPlain(readJson(text))
}

/** Compact JSON as Kestra writes it: map entries with null are left out, Doubles and dates in Java's form. */
export function printJson(
  value: Plain,
  options: { readonly dialect?: Dialect; readonly nulls?: boolean } = {},
): string {
  return jsonText(lift(value), { dialect: options.dialect ?? '2.0', nulls: options.nulls ?? false })
}

/**
 * A value as it comes back after Kestra has stored it: dates are texts, a Duration is a number, small Longs are
 * Integers, map entries with null are gone.
 */
export function throughJson(value: Plain, dialect: Dialect = '2.0'): Plain {
  return parseJson(printJson(value, { dialect }))
}

/** The name of a value's Java class, such as `java.lang.Long`. */
export function javaClassOf(value: Plain): string {
  return className(lift(value))
}
