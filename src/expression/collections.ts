import { booleanHash, doubleHash, hashMapOrder, longHash, stringHash } from './java/hashes'
import { lift, liftItems } from './lift'
import { canonicalText } from './times'
import {
  className,
  doubleValue,
  isRawMap,
  JavaArray,
  JavaCharacter,
  JavaCollection,
  JavaEntry,
  JavaMap,
  JavaTime,
  JavaUri,
  longValue,
  numberKind,
  type RawMap,
  type Value,
} from './value'

export type AnyMap = RawMap | ReadonlyMap<string, Value> | JavaMap

/** The items of a `java.util.Collection`, or undefined for anything else. */
export function collectionItems(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return liftItems(value)
  if (value instanceof JavaCollection) return value.items
  return undefined
}

/** The items of a `java.util.List`. */
export function listItems(value: Value): readonly Value[] | undefined {
  if (Array.isArray(value)) return liftItems(value)
  if (value instanceof JavaCollection && value.shape === 'List') return value.items
  return undefined
}

/** The items of a Java array. */
export function arrayItems(value: Value): readonly Value[] | undefined {
  if (value instanceof JavaArray) return value.items
  if (value instanceof Uint8Array) return Array.from(value, byte => (byte > 127 ? byte - 256 : byte))
  return undefined
}

export function mapSize(map: AnyMap): number {
  if (map instanceof JavaMap) return map.entries.size
  return map instanceof Map ? map.size : Object.keys(map).length
}

/** The value of a key, or undefined when the map has no such key. */
export function mapGet(map: AnyMap, key: Value): Value | undefined {
  if (map instanceof JavaMap) return map.entries.get(keyId(key))?.value
  if (typeof key !== 'string') return undefined
  if (map instanceof Map) return map.has(key) ? lift(map.get(key)) : undefined
  return Object.hasOwn(map, key) ? lift((map as RawMap)[key]) : undefined
}

/** Entries in the order in which Java would give them. */
export function mapEntries(map: AnyMap): readonly JavaEntry[] {
  if (map instanceof JavaMap) return javaOrder(map)
  if (map instanceof Map) return Array.from(map, ([key, value]) => new JavaEntry(key, lift(value)))
  return Object.keys(map).map(key => new JavaEntry(key, lift((map as RawMap)[key])))
}

export function mapPut(map: JavaMap, key: Value, value: Value): void {
  const id = keyId(key)
  const known = map.entries.get(id)
  if (known) known.value = value
  else map.entries.set(id, new JavaEntry(key, value))
}

/** A HashMap as `new HashMap<>(capacity)` makes it. */
export function newHashMap(capacity = 16): JavaMap {
  return new JavaMap(Math.max(1, capacity))
}

export function newLinkedMap(): JavaMap {
  return new JavaMap(0)
}

function javaOrder(map: JavaMap): readonly JavaEntry[] {
  const entries = [...map.entries.values()]
  if (map.buckets === 0) return entries
  const order = hashMapOrder(
    entries.map(entry => javaHash(entry.key)),
    map.buckets,
  )
  return order.map(position => entries[position] as JavaEntry)
}

/** `hashCode()`, exact for what people use as keys; objects without a stable one in Java answer 0. */
export function javaHash(value: Value): number {
  switch (typeof value) {
    case 'string':
      return stringHash(value)
    case 'boolean':
      return booleanHash(value)
    case 'number':
    case 'bigint':
      return numberHash(value)
    default:
      if (value === null) return 0
      if (numberKind(value) !== undefined) return numberHash(value)
      if (value instanceof JavaCharacter) return value.value.charCodeAt(0)
      if (value instanceof JavaEntry) return javaHash(value.key) ^ javaHash(value.value)
      return containerHash(value)
  }
}

function numberHash(value: Value): number {
  switch (numberKind(value)) {
    case 'Integer':
      return Number(value)
    case 'Double':
      return doubleHash(doubleValue(value))
    case 'Float':
      return floatBits(doubleValue(value))
    default:
      return longHash(longValue(value))
  }
}

function floatBits(value: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value)
  return view.getInt32(0)
}

function containerHash(value: Value): number {
  const list = listItems(value)
  if (list) return list.reduce<number>((hash, item) => (Math.imul(hash, 31) + javaHash(item)) | 0, 1)
  const items = collectionItems(value)
  if (items) return items.reduce<number>((hash, item) => (hash + javaHash(item)) | 0, 0)
  if (value instanceof JavaMap || value instanceof Map || isRawMap(value))
    return mapEntries(value).reduce((hash, entry) => (hash + javaHash(entry)) | 0, 0)
  return 0
}

/** A text that two keys share exactly when Java's `equals` holds between them. */
export function keyId(key: Value): string {
  if (typeof key === 'string') return `s${key}`
  if (key === null) return 'null'
  const kind = numberKind(key)
  if (kind !== undefined)
    return kind === 'Double' || kind === 'Float' ? `${kind}${doubleValue(key)}` : `${kind}${exactText(key)}`
  if (typeof key === 'boolean') return `b${key}`
  if (key instanceof JavaCharacter) return `c${key.value}`
  if (key instanceof JavaTime) return `${key.kind}${canonicalText(key)}`
  if (key instanceof JavaUri) return `u${key.value}`
  if (key instanceof JavaEntry) return `e${quoted(key.key)}${quoted(key.value)}`
  const items = collectionItems(key)
  if (items) return `[${items.map(quoted).join('')}`
  if (key instanceof JavaMap || key instanceof Map || isRawMap(key)) {
    const entries = mapEntries(key).map(entry => quoted(entry.key) + quoted(entry.value))
    return `{${entries.sort().join('')}`
  }
  return `o${className(key)}`
}

function quoted(key: Value): string {
  const id = keyId(key)
  return `${id.length}:${id}`
}

function exactText(key: Value): string {
  if (typeof key === 'object' && key !== null && 'unscaled' in key) return `${key.unscaled}e${key.scale}`
  return longOrBig(key)
}

function longOrBig(key: Value): string {
  return typeof key === 'bigint' || typeof key === 'number' ? key.toString() : longValue(key).toString()
}

/** `a.equals(b)`: an Integer never equals a Long, nor a list that holds one. */
export function javaEquals(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a === null || b === null) return false
  if (typeof a === 'string' || typeof b === 'string') return false
  if (typeof a === 'boolean' || typeof b === 'boolean') return false
  const kind = numberKind(a)
  if (kind !== undefined) return kind === numberKind(b) && keyId(a) === keyId(b)
  if (a instanceof JavaArray || a instanceof Uint8Array) return false
  const left = collectionItems(a)
  if (left) return collectionsEqual(a, left, b)
  if (a instanceof JavaMap || a instanceof Map || isRawMap(a)) return mapsEqual(a, b)
  return className(a) === className(b) && keyId(a) === keyId(b)
}

function collectionsEqual(a: Value, left: readonly Value[], b: Value): boolean {
  const right = collectionItems(b)
  if (!right || right.length !== left.length) return false
  if (listItems(a))
    return listItems(b) !== undefined && left.every((item, index) => javaEquals(item, right[index] ?? null))
  const isSet = (value: Value): boolean => value instanceof JavaCollection && value.shape === 'Set'
  return isSet(a) && isSet(b) && left.every(item => right.some(other => javaEquals(item, other)))
}

function mapsEqual(a: AnyMap, b: Value): boolean {
  if (!(b instanceof JavaMap || b instanceof Map || isRawMap(b)) || mapSize(a) !== mapSize(b)) return false
  return mapEntries(a).every(({ key, value }) => {
    const other = mapGet(b, key)
    return other !== undefined && javaEquals(value, other)
  })
}
