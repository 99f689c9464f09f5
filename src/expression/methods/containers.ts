import {
  type AnyMap,
  collectionItems,
  javaEquals,
  keyId,
  listItems,
  mapEntries,
  mapGet,
  mapPut,
  mapSize,
} from '../collections'
import { mutableItems } from '../operators'
import { sorted } from '../order'
import type { Session } from '../session'
import { javaText } from '../text'
import { castError, illegalArgument, JavaThrown } from '../thrown'
import { className, intValue, JavaArray, JavaCollection, JavaEntry, JavaMap, Opaque, type Value } from '../value'
import { methods } from './table'

/** `java.util.Collection`. */
export const COLLECTION = methods({
  'size()': value => itemsOf(value).length,
  'isEmpty()': value => itemsOf(value).length === 0,
  'containsAll(Collection)': (value, [other = null]) =>
    itemsOf(other).every(wanted => itemsOf(value).some(item => javaEquals(item, wanted))),
  'contains(Object)': (value, [wanted = null]) => itemsOf(value).some(item => javaEquals(item, wanted)),
  'toArray()': value => new JavaArray([...itemsOf(value)]),
  'stream()': () =>
    new Opaque('java.util.stream.ReferencePipeline$Head', 'java.util.stream.ReferencePipeline$Head@4f66f2dd'),
  'iterator()': () => new Opaque('java.util.ArrayList$Itr', 'java.util.ArrayList$Itr@1b28cdfa'),
  'add(Object)': (value, [item = null], session) => {
    changed(value, session).push(item)
    return true
  },
  'addAll(Collection)': (value, [more = null], session) => {
    const items = itemsOf(more)
    changed(value, session).push(...items)
    return items.length > 0
  },
  'remove(Object)': (value, [item = null], session) => {
    const items = changed(value, session)
    const at = items.findIndex(one => javaEquals(one, item))
    if (at !== -1) items.splice(at, 1)
    return at !== -1
  },
  'removeAll(Collection)': (value, [unwanted = null], session) =>
    keepOnly(value, session, item => !has(unwanted, item)),
  'retainAll(Collection)': (value, [wanted = null], session) => keepOnly(value, session, item => has(wanted, item)),
  'clear()': (value, _args, session) => {
    changed(value, session).length = 0
    return null
  },
})

/** `java.util.List`. */
export const LIST = methods({
  'get(int)': (value, [index = null]) => at(itemsOf(value), index),
  'indexOf(Object)': (value, [item = null]) => itemsOf(value).findIndex(one => javaEquals(one, item)),
  'lastIndexOf(Object)': (value, [item = null]) => itemsOf(value).findLastIndex(one => javaEquals(one, item)),
  'getFirst()': value => edge(itemsOf(value), 0),
  'getLast()': value => edge(itemsOf(value), -1),
  'subList(int,int)': (value, [from = null, to = null]) => subList(value, intValue(from), intValue(to)),
  'reversed()': value =>
    new JavaCollection('java.util.ReverseOrderListView$Rand', [...itemsOf(value)].reverse(), 'List', false),
  'remove(int)': (value, [index = null], session) => {
    const removed = at(itemsOf(value), index)
    changed(value, session).splice(intValue(index), 1)
    return removed
  },
  'set(int,Object)': (value, [index = null, item = null], session) => {
    const before = at(itemsOf(value), index)
    changed(value, session)[intValue(index)] = item
    return before
  },
  'add(int,Object)': (value, [index = null, item = null], session) => {
    changed(value, session).splice(intValue(index), 0, item)
    return null
  },
  'sort(Object)': (value, [comparator = null], session) => {
    if (comparator !== null) throw illegalArgument('argument type mismatch')
    const items = changed(value, session)
    const inOrder = sorted(items)
    items.length = 0
    items.push(...inOrder)
    return null
  },
})

/** `java.util.Map`. */
export const MAP = methods({
  'size()': map => mapSize(of(map)),
  'isEmpty()': map => mapSize(of(map)) === 0,
  'get(Object)': (map, [key = null]) => mapGet(of(map), key) ?? null,
  'getOrDefault(Object,Object)': (map, [key = null, other = null]) => mapGet(of(map), key) ?? other,
  'containsKey(Object)': (map, [key = null]) => mapGet(of(map), key) !== undefined,
  'containsValue(Object)': (map, [value = null]) => mapEntries(of(map)).some(entry => javaEquals(entry.value, value)),
  'keySet()': map => keySet(of(map)),
  'values()': map => valuesOf(of(map)),
  'entrySet()': map => collection(of(map), 'EntrySet', [...mapEntries(of(map))], 'Set'),
  'put(Object,Object)': (map, [key = null, value = null], session) => {
    const before = mapGet(of(map), key) ?? null
    if (map instanceof JavaMap) mapPut(map, key, value)
    else session.changeEntry(of(map), javaText(key), value)
    return before
  },
  'putIfAbsent(Object,Object)': (map, [key = null, value = null], session) => {
    const before = mapGet(of(map), key) ?? null
    if (before !== null) return before
    if (map instanceof JavaMap) mapPut(map, key, value)
    else session.changeEntry(of(map), javaText(key), value)
    return null
  },
  'putAll(Map)': (map, [more = null], session) => {
    for (const entry of mapEntries(of(more))) {
      if (map instanceof JavaMap) mapPut(map, entry.key, entry.value)
      else session.changeEntry(of(map), javaText(entry.key), entry.value)
    }
    return null
  },
  'remove(Object)': (map, [key = null], session) => {
    const before = mapGet(of(map), key)
    if (before === undefined) return null
    if (map instanceof JavaMap) map.entries.delete(keyId(key))
    else session.changeEntry(of(map), javaText(key), undefined)
    return before
  },
})

/** `java.util.Map.Entry`. */
export const ENTRY = methods({
  'getKey()': entry => (entry instanceof JavaEntry ? entry.key : null),
  'getValue()': entry => (entry instanceof JavaEntry ? entry.value : null),
})

/** `map.keySet()`. */
export function keySet(map: AnyMap): JavaCollection {
  return collection(
    map,
    'KeySet',
    mapEntries(map).map(entry => entry.key),
    'Set',
  )
}

/** `map.values()`. */
export function valuesOf(map: AnyMap): JavaCollection {
  return collection(
    map,
    'Values',
    mapEntries(map).map(entry => entry.value),
    'Collection',
  )
}

function collection(map: AnyMap, view: string, items: Value[], shape: 'Set' | 'Collection'): JavaCollection {
  const owner = className(map)
  return new JavaCollection(
    owner.endsWith('.HashMap') ? `${owner}$${view}` : `${owner}$Linked${view}`,
    items,
    shape,
    true,
  )
}

function itemsOf(value: Value): readonly Value[] {
  const items = collectionItems(value)
  if (!items) throw castError(value, 'java.util.Collection')
  return items
}

function has(items: Value, wanted: Value): boolean {
  return itemsOf(items).some(item => javaEquals(item, wanted))
}

function changed(value: Value, session: Session): Value[] {
  return mutableItems({ session }, value)
}

function keepOnly(value: Value, session: Session, wanted: (item: Value) => boolean): Value {
  const items = changed(value, session)
  const kept = items.filter(wanted)
  const smaller = kept.length < items.length
  items.length = 0
  items.push(...kept)
  return smaller
}

function at(items: readonly Value[], index: Value): Value {
  const position = intValue(index)
  if (position < 0 || position >= items.length)
    throw new JavaThrown(
      'java.lang.IndexOutOfBoundsException',
      `Index ${position} out of bounds for length ${items.length}`,
    )
  return items[position] ?? null
}

function edge(items: readonly Value[], position: 0 | -1): Value {
  const item = items.at(position)
  if (item === undefined) throw new JavaThrown('java.util.NoSuchElementException', null)
  return item
}

/** `list.subList(from, to)`. */
export function subList(value: Value, from: number, to: number): JavaCollection {
  const items = listItems(value)
  if (!items) throw castError(value, 'java.util.List')
  if (from < 0) throw new JavaThrown('java.lang.IndexOutOfBoundsException', `fromIndex = ${from}`)
  if (to > items.length) throw new JavaThrown('java.lang.IndexOutOfBoundsException', `toIndex = ${to}`)
  if (from > to) throw illegalArgument(`fromIndex(${from}) > toIndex(${to})`)
  return new JavaCollection('java.util.ArrayList$SubList', items.slice(from, to), 'List', false)
}

function of(value: Value): AnyMap {
  return value as AnyMap
}
