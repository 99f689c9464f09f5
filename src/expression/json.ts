import { arrayItems, collectionItems, mapEntries } from './collections'
import { bigDecimalToString } from './java/bigDecimal'
import { doubleToString } from './java/doubles'
import { base64Encode } from './java/encoding'
import type { Dialect } from './plain'
import { javaText } from './text'
import { jsonTime } from './times'
import {
  isRawMap,
  JavaArray,
  JavaDecimal,
  JavaDouble,
  JavaEntry,
  JavaFloat,
  JavaMap,
  JavaTime,
  LoopVariables,
  numberKind,
  type Value,
} from './value'

export type JsonOptions = {
  readonly dialect: Dialect
  /** Whether map entries whose value is null are written. Kestra's mapper leaves them out. */
  readonly nulls: boolean
}

/**
 * Compact JSON as Kestra's Jackson mapper writes it: nothing escaped that need not be, map entries with null left out,
 * Doubles in Java's notation, dates as ISO texts, a Duration as a number of seconds.
 * Source: Kestra `JacksonMapper.ofJson`.
 */
export function jsonText(value: Value, options: JsonOptions): string {
  switch (typeof value) {
    case 'string':
      return jsonString(value)
    case 'number':
    case 'bigint':
      return numberText(value)
    case 'boolean':
      return String(value)
    default:
      return value === null ? 'null' : objectJson(value, options)
  }
}

/** A JSON string. Jackson escapes what JavaScript escapes, in upper-case digits, but leaves lone surrogates alone. */
export function jsonString(text: string): string {
  const json = JSON.stringify(text)
  if (!json.includes('\\u')) return json
  return json.replace(/\\\\|\\u([0-9a-f]{4})/g, (whole, digits: string | undefined) => {
    if (digits === undefined) return whole
    return digits.startsWith('d') ? String.fromCharCode(Number.parseInt(digits, 16)) : `\\u${digits.toUpperCase()}`
  })
}

function numberText(value: Value): string {
  const text = value instanceof JavaDecimal ? bigDecimalToString(value) : javaText(value)
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? `"${text}"` : text
}

function objectJson(value: Exclude<Value, null | boolean | string | number | bigint>, options: JsonOptions): string {
  if (Array.isArray(value)) return listJson(collectionItems(value) ?? [], options)
  if (isRawMap(value) || value instanceof JavaMap || value instanceof Map) return mapJson(value, options)
  if (value instanceof JavaDouble) return numberOrName(doubleToString(value.value))
  if (value instanceof JavaFloat || numberKind(value) !== undefined) return numberText(value)
  if (value instanceof JavaTime) {
    const { text, quoted } = jsonTime(value, options.dialect)
    return quoted ? `"${text}"` : text
  }
  if (value instanceof JavaEntry) return `{${entryJson(value, options)}}`
  if (value instanceof Uint8Array) return `"${base64Encode(value)}"`
  if (value instanceof JavaArray) return listJson(value.items, options)
  if (value instanceof LoopVariables) return loopJson(value)
  const items = collectionItems(value) ?? arrayItems(value)
  return items ? listJson(items, options) : jsonString(javaText(value))
}

function numberOrName(text: string): string {
  return text.endsWith('y') || text === 'NaN' ? `"${text}"` : text
}

function listJson(items: readonly Value[], options: JsonOptions): string {
  return `[${items.map(item => jsonText(item, options)).join(',')}]`
}

function mapJson(map: Parameters<typeof mapEntries>[0], options: JsonOptions): string {
  const entries: string[] = []
  for (const entry of mapEntries(map)) {
    if (entry.value !== null || options.nulls) entries.push(entryJson(entry, options))
  }
  return `{${entries.join(',')}}`
}

function entryJson(entry: JavaEntry, options: JsonOptions): string {
  return `${jsonString(javaText(entry.key))}:${jsonText(entry.value, options)}`
}

function loopJson(loop: LoopVariables): string {
  return `{"first":${loop.first},"last":${loop.last},"length":${loop.length.value},"index":${loop.index},"revindex":${loop.revindex.value}}`
}
