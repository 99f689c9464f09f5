import { arrayItems, collectionItems, keyId, listItems, mapEntries, mapPut, mapSize, newHashMap } from '../collections'
import { isEmpty } from '../isEmpty'
import { BOTH, type Call, type Filter } from '../language'
import { keySet, subList, valuesOf } from '../methods/containers'
import { mutableItems } from '../operators'
import { reverseSorted, sorted } from '../order'
import { stringArg } from '../take'
import { javaText } from '../text'
import { castError, illegalArgument, JavaThrown } from '../thrown'
import {
  className,
  intValue,
  isMapValue,
  JavaArray,
  JavaCharacter,
  JavaCollection,
  numberKind,
  type Value,
} from '../value'

/** Filters for lists, sets, arrays and maps. */
export const listFilters: readonly Filter[] = [
  {
    name: 'chunk',
    title: 'Cuts a list into lists of a size; the last may be shorter.',
    arguments: [{ name: 'size', title: 'How many items each list has.' }],
    examples: [{ template: '{{ [1, 2, 3, 4, 5] | chunk(2) }}', result: '[[1,2],[3,4],[5]]' }],
    dialects: BOTH,
    apply: (input, args, call) => (input === null ? null : chunk(input, args, call)),
  },
  {
    name: 'default',
    title: 'Another value when this one is missing, null or empty.',
    arguments: [{ name: 'default', title: 'The value to take then.' }],
    examples: [{ template: "{{ inputs.name | default('nobody') }}", variables: { inputs: {} }, result: 'nobody' }],
    dialects: BOTH,
    apply: (input, args) => (isEmpty(input) ? (args.get('default') ?? null) : input),
  },
  {
    name: 'distinct',
    title: 'Drops items that equal an earlier one.',
    arguments: 'any',
    examples: [{ template: '{{ [1, 2, 2, 1] | distinct }}', result: '[1,2]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return 'null'
      const items = listItems(input)
      if (!items) throw call.fail(`Input must be a list, but received : ${className(input)}`)
      return [...new Map(items.map(item => [keyId(item), item] as const)).values()]
    },
  },
  {
    name: 'first',
    title: 'The first item of a list, or the first character of a text.',
    arguments: 'any',
    examples: [{ template: '{{ [3, 4] | first }}', result: '3' }],
    dialects: BOTH,
    apply: input => edge(input, 0),
  },
  {
    name: 'last',
    title: 'The last item of a list, or the last character of a text.',
    arguments: 'any',
    examples: [{ template: '{{ [3, 4] | last }}', result: '4' }],
    dialects: BOTH,
    apply: input => edge(input, -1),
  },
  {
    name: 'flatten',
    title: 'Puts the items of the lists in a list into one list, one level deep.',
    arguments: [],
    examples: [{ template: '{{ [[1, 2], [3, [4]]] | flatten }}', result: '[1,2,3,[4]]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      const items = listItems(input)
      if (!items) throw call.fail("The 'flatten' filter can only be applied to lists.")
      return immutableList(items.flatMap(item => listItems(item) ?? [item]))
    },
  },
  {
    name: 'join',
    title: 'One text of all items, with a separator between them.',
    arguments: [{ name: 'separator', title: 'What is written between two items.', default: "''" }],
    examples: [{ template: "{{ ['a', 'b'] | join(', ') }}", result: 'a, b' }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      const separator = stringArg(args, 'separator')
      const items = arrayItems(input) ?? collectionItems(input)
      if (!items) throw call.fail("The 'join' filter expects that the input is either a collection or an array.")
      return items.map(javaText).join(separator ?? '')
    },
  },
  {
    name: 'keys',
    title: 'The keys of a map, or the indices of a list.',
    arguments: 'any',
    examples: [{ template: '{{ m | keys }}', variables: { m: { a: 1, b: 2 } }, result: '["a","b"]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (isMapValue(input)) return keySet(input)
      const items = listItems(input) ?? arrayItems(input)
      if (items) return immutableList(items.map((_item, index) => index))
      throw call.fail(`'keys' filter can only be applied to List, Map, Array. Actual type was: ${className(input)}`)
    },
  },
  {
    name: 'values',
    title: 'The values of a map.',
    arguments: 'any',
    examples: [{ template: '{{ m | values }}', variables: { m: { a: 1, b: 2 } }, result: '[1,2]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (isMapValue(input)) return valuesOf(input)
      throw call.fail(`'values' filter can only be applied to Map. Actual type was: ${className(input)}`)
    },
  },
  {
    name: 'length',
    title: 'How many items a list or map has, how many characters a text; 0 for anything else.',
    arguments: 'any',
    examples: [{ template: "{{ [1, 2] | length }} {{ 'abc' | length }}", result: '2 3' }],
    dialects: BOTH,
    apply: input => {
      if (typeof input === 'string') return input.length
      if (isMapValue(input)) return mapSize(input)
      return (collectionItems(input) ?? arrayItems(input))?.length ?? 0
    },
  },
  {
    name: 'merge',
    title: 'Puts a map into a map, or a list behind a list.',
    arguments: [{ name: 'items', title: 'The map or list to add.' }],
    examples: [{ template: '{{ [1] | merge([2]) }}', result: '[1,2]' }],
    dialects: BOTH,
    apply: (input, args, call) => merge(input, args.get('items') ?? null, call),
  },
  {
    name: 'reverse',
    title: 'The list from its end.',
    arguments: 'any',
    examples: [{ template: '{{ [1, 2, 3] | reverse }}', result: '[3,2,1]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (!listItems(input)) throw castError(input, 'java.util.List')
      return replaced(input, call, items => [...items].reverse())
    },
  },
  {
    name: 'sort',
    title: 'The list in ascending order; its items must be of one kind.',
    arguments: 'any',
    examples: [{ template: '{{ [10, 9, 100] | sort }}', result: '[9,10,100]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (input instanceof JavaArray)
        return new JavaCollection('java.util.Arrays$ArrayList', sorted(input.items), 'List', false)
      if (!listItems(input)) throw call.fail('Unsupported input type for sort filter')
      return replaced(input, call, sorted)
    },
  },
  {
    name: 'rsort',
    title: 'The list in descending order; its items must be of one kind.',
    arguments: 'any',
    examples: [{ template: '{{ [10, 9, 100] | rsort }}', result: '[100,10,9]' }],
    dialects: BOTH,
    apply: (input, _args, call) => {
      if (input === null) return null
      if (!listItems(input)) throw castError(input, 'java.util.List')
      return replaced(input, call, reverseSorted)
    },
  },
  {
    name: 'slice',
    title: 'A part of a list or text.',
    arguments: [
      { name: 'fromIndex', title: 'The first index that is in it.', default: '0' },
      { name: 'toIndex', title: 'The first index that is not.', default: 'the length' },
    ],
    examples: [{ template: "{{ [1, 2, 3] | slice(1) }} {{ 'Hello' | slice(0, 2) }}", result: '[2,3] He' }],
    dialects: BOTH,
    apply: (input, args, call) => (input === null ? null : slice(input, args, call)),
  },
]

/** A list that Java gives out for reading only. */
function immutableList(items: Value[]): JavaCollection {
  return new JavaCollection('java.util.ImmutableCollections$ListN', items, 'List', true)
}

function chunk(input: Value, args: ReadonlyMap<string, Value>, call: Call): Value {
  if (!args.has('size')) throw call.fail("'chunk' filter expects an argument 'size'.")
  const items = listItems(input)
  if (!items) throw call.fail(`'chunk' filter can only be applied to List. Actual type was: ${className(input)}`)
  const size = args.get('size') ?? null
  if (numberKind(size) === undefined)
    throw call.fail(`'chunk' filter argument 'size' must be a number. Actual type was: ${className(size)}`)
  const width = intValue(size)
  if (width <= 0) throw illegalArgument(null)
  const chunks: Value[] = []
  for (let at = 0; at < items.length; at += width) chunks.push(subList(input, at, Math.min(at + width, items.length)))
  return new JavaCollection('com.google.common.collect.Lists$RandomAccessPartition', chunks, 'List', true)
}

function edge(input: Value, position: 0 | -1): Value {
  if (input === null) return null
  if (typeof input === 'string') {
    if (input === '')
      throw new JavaThrown('java.lang.StringIndexOutOfBoundsException', `Index ${position} out of bounds for length 0`)
    return new JavaCharacter(input.charAt(position === 0 ? 0 : input.length - 1))
  }
  const items = arrayItems(input) ?? collectionItems(input)
  if (!items) throw castError(input, 'java.util.Collection')
  return items.at(position) ?? null
}

/** Changes a list in place, and gives it. */
function replaced(list: Value, call: Call, work: (items: readonly Value[]) => Value[]): Value {
  const result = work(listItems(list) ?? [])
  const items = mutableItems(call, list)
  items.length = 0
  for (const item of result) items.push(item)
  return Array.isArray(list) ? items : list
}

/** Source: Pebble `MergeFilter`. */
function merge(input: Value, items: Value, call: Call): Value {
  if (input === null) {
    if (items === null) throw call.fail('The two arguments to be merged are null')
    return items
  }
  if (items === null) return input
  if (isMapValue(input)) return mergeIntoMap(input, items)
  const left = listItems(input)
  if (left) return mergeIntoList(left, items, call)
  if (input instanceof JavaArray && items instanceof JavaArray) return new JavaArray([...input.items, ...items.items])
  throw call.fail('The object being filtered is not a Map/List/Array')
}

function mergeIntoMap(map: Parameters<typeof mapEntries>[0], items: Value): Value {
  const more = isMapValue(items) ? mapEntries(items) : listItems(items)?.map(item => ({ key: item, value: item }))
  if (!more)
    throw new JavaThrown(
      'java.lang.UnsupportedOperationException',
      `Currently, only Maps and Lists can be merged with a Map. Arg2: ${className(items)}`,
    )
  const merged = newHashMap(mapSize(map) + more.length + 16)
  for (const { key, value } of [...mapEntries(map), ...more]) mapPut(merged, key, value)
  return merged
}

function mergeIntoList(left: readonly Value[], items: Value, call: Call): Value {
  const more = isMapValue(items) ? mapEntries(items) : listItems(items)
  if (!more) throw call.fail(`Currently, only Maps and Lists can be merged with a List. Arg2: ${className(items)}`)
  return [...left, ...more]
}

/** Source: Pebble `SliceFilter`. */
function slice(input: Value, args: ReadonlyMap<string, Value>, call: Call): Value {
  const from = indexArg(args, 'fromIndex', call) ?? 0
  if (from < 0) throw illegalArgument('fromIndex must be greater than 0')
  const upTo = indexArg(args, 'toIndex', call)
  const items = listItems(input) ?? arrayItems(input)
  const length = typeof input === 'string' ? input.length : items?.length
  if (length === undefined)
    throw call.fail(
      `Slice filter can only be applied to String, List and array inputs. Actual type was: ${className(input)}`,
    )
  if (upTo !== undefined && upTo > length) throw call.fail(`toIndex must be smaller than input size: ${length}`)
  if (upTo !== undefined && from >= upTo) throw call.fail('toIndex must be greater than fromIndex')
  const to = upTo ?? length
  if (listItems(input)) return subList(input, from, to)
  if (from > to && typeof input !== 'string') throw illegalArgument(`${from} > ${to}`)
  if (from > to)
    throw new JavaThrown('java.lang.StringIndexOutOfBoundsException', `begin ${from}, end ${to}, length ${length}`)
  if (typeof input === 'string') return input.slice(from, to)
  return input instanceof Uint8Array ? input.slice(from, to) : new JavaArray((items ?? []).slice(from, to))
}

function indexArg(args: ReadonlyMap<string, Value>, name: string, call: Call): number | undefined {
  const value = args.get(name) ?? null
  if (value === null) return undefined
  if (numberKind(value) === undefined)
    throw call.fail(`Argument ${name} must be a number. Actual type: ${className(value)}`)
  return intValue(value)
}
