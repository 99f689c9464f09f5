import { doubleValue, type Value } from '../value'
import { JqError } from './error'
import {
  compareNodes,
  isArray,
  isNumber,
  isObject,
  objectEntries,
  objectGet,
  objectOf,
  toJsonText,
  typeOf,
} from './nodes'

/** The way from the root to a value; `null` where none is kept. */
export type Path = Step | typeof ROOT

type Step = { readonly parent: Path; readonly key: Value }

export const ROOT = Symbol('root of a jq path')

/** A path one step longer. */
export function chain(parent: Path | null, key: Value): Path | null {
  return parent === null ? null : { parent, key }
}

/** A path as jq shows it. */
export function pathToArray(path: Path): readonly Value[] {
  const keys: Value[] = []
  for (let at = path; at !== ROOT; at = at.parent) keys.push(at.key)
  return keys.reverse()
}

export type Emit = (value: Value, path: Path | null) => void

/** Whether `.[key]` needs a path that is not there. */
export function checkPath(required: boolean, path: Path | null, what: () => string): void {
  if (required && path === null) throw new JqError(`Invalid path expression near attempt to ${what()}`)
}

/** `.[]`. */
export function iterate(value: Value, path: Path | null, permissive: boolean, required: boolean, emit: Emit): void {
  checkPath(required, path, () => `iterate through ${toJsonText(value)}`)
  if (isArray(value)) for (const [index, item] of value.entries()) emit(item, chain(path, index))
  else if (isObject(value)) for (const [key, item] of objectEntries(value)) emit(item, chain(path, key))
  else if (!permissive) {
    if (value === null) throw new JqError('Cannot iterate over null (null)')
    throw new JqError(`Cannot iterate over ${shownValue(value)}`)
  }
}

function shownValue(value: Value): string {
  const json = toJsonText(value)
  return `${typeOf(value)} (${json.length <= 14 ? json : `${json.slice(0, 11)}...`})`
}

/** `.[key]`, for a text, a number or an array of items to look for. */
export function access(
  value: Value,
  key: Value,
  path: Path | null,
  permissive: boolean,
  required: boolean,
  emit: Emit,
): void {
  if (typeof key === 'string' || isNumber(key) || isArray(key)) {
    checkPath(required, path, () => `access element ${toJsonText(key)} of ${toJsonText(value)}`)
    const found = lookUp(value, key, permissive)
    if (found !== undefined) emit(found, chain(path, key))
    return
  }
  if (isObject(key)) {
    const from = objectGet(key, 'start') ?? null
    const to = objectGet(key, 'end') ?? null
    slice(value, from, to, path, permissive, required, emit)
    return
  }
  if (!permissive) throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(key)}`)
}

function lookUp(value: Value, key: Value, permissive: boolean): Value | undefined {
  if (typeof key === 'string') {
    if (value === null) return null
    if (isObject(value)) return objectGet(value, key) ?? null
    if (permissive) return undefined
    throw new JqError(`Cannot index ${typeOf(value)} with string "${key}"`)
  }
  if (isArray(key)) {
    if (isArray(value)) return indicesOfSequence(value, key)
    if (permissive) return undefined
    throw new JqError(`Cannot index ${typeOf(value)} with array`)
  }
  if (value === null) return null
  if (isArray(value)) return itemAt(value, doubleValue(key))
  if (permissive) return undefined
  throw new JqError(`Cannot index ${typeOf(value)} with number`)
}

function itemAt(items: readonly Value[], index: number): Value {
  if (!Number.isInteger(index)) return null
  return items[index < 0 ? index + items.length : index] ?? null
}

/** Where a sequence of items begins in an array. */
export function indicesOfSequence(items: readonly Value[], wanted: readonly Value[]): readonly number[] {
  if (wanted.length === 0) return []
  const found: number[] = []
  for (let at = 0; at + wanted.length <= items.length; at++) {
    if (wanted.every((one, offset) => compareNodes(items[at + offset] ?? null, one) === 0)) found.push(at)
  }
  return found
}

/** `.[from:to]` of arrays and texts. */
export function slice(
  value: Value,
  from: Value,
  to: Value,
  path: Path | null,
  permissive: boolean,
  required: boolean,
  emit: Emit,
): void {
  if (!isBound(from) || !isBound(to)) {
    if (permissive) return
    throw new JqError(`Start and end indices of an ${typeOf(value)} slice must be numbers`)
  }
  const key: Value = { start: from, end: to }
  checkPath(required, path, () => `access element ${toJsonText(key).slice(0, 11)}... of ${toJsonText(value)}`)
  const part = sliced(value, from, to, permissive)
  if (part !== undefined) emit(part, chain(path, key))
}

function isBound(value: Value): boolean {
  return value === null || isNumber(value)
}

function sliced(value: Value, from: Value, to: Value, permissive: boolean): Value | undefined {
  if (isArray(value)) {
    const { start, end } = bounds(from, to, value.length)
    return value.slice(start, end)
  }
  if (typeof value === 'string') {
    const characters = [...value]
    const { start, end } = bounds(from, to, characters.length)
    return characters.slice(start, end).join('')
  }
  if (value === null) return null
  if (permissive) return undefined
  throw new JqError(`Cannot index ${typeOf(value)} with object`)
}

/** Source: jackson-jq `Range.resolve`. */
function bounds(from: Value, to: Value, size: number): { readonly start: number; readonly end: number } {
  const resolve = (value: Value, otherwise: number): number => {
    if (value === null) return otherwise
    const index = doubleValue(value)
    return index < 0 ? index + size : index
  }
  const start = Math.max(0, resolve(from, 0))
  const end = Math.min(size, resolve(to, size))
  if (start >= size) return { start: size, end: size }
  return start > end
    ? { start: Math.trunc(start), end: Math.trunc(start) }
    : { start: Math.trunc(start), end: Math.ceil(end) }
}

/** Follows a path written as an array. */
export function getPath(value: Value, path: Value): Value {
  let at = value
  for (const key of pathKeys(path)) {
    if (at === null) return null
    let found: Value = null
    access(at, key, null, false, false, next => {
      found = next
    })
    at = found
  }
  return at
}

/** The steps of a path written as an array. */
export function pathKeys(path: Value): readonly Value[] {
  if (!isArray(path)) throw new JqError('Path must be specified as an array')
  return path
}

/** Stands for what is to be deleted. */
export const GONE = Symbol('deleted by jq')

type Change = (before: Value | undefined) => Value | typeof GONE

/** A copy with the value at a path changed; parents that are missing are made. */
export function mutate(value: Value, keys: readonly Value[], change: Change, make: boolean): Value | typeof GONE {
  return changedAt(value, keys, 0, change, make)
}

function changedAt(
  value: Value | undefined,
  keys: readonly Value[],
  depth: number,
  change: Change,
  make: boolean,
): Value | typeof GONE {
  if (depth === keys.length) return change(value)
  const key = keys[depth] ?? null
  const inner = (before: Value | undefined): Value | typeof GONE => changedAt(before, keys, depth + 1, change, make)
  if (typeof key === 'string') return changedField(value ?? null, key, inner, make)
  if (isNumber(key)) return changedItem(value ?? null, doubleValue(key), inner, make)
  if (isArray(key)) throw new JqError('Cannot update field at array index of array')
  if (isObject(key)) return changedSlice(value ?? null, key, inner)
  throw new JqError(`Invalid path component of type ${typeOf(key)}`)
}

function changedField(value: Value, key: string, inner: Change, make: boolean): Value {
  if (value === null && !make) return null
  const object = value ?? {}
  if (!isObject(object)) throw new JqError(`Cannot index ${typeOf(value)} with string "${key}"`)
  const before = objectGet(object, key)
  if (before === undefined && !make) return value
  const entries = new Map(objectEntries(object))
  const after = inner(before)
  if (after === GONE) entries.delete(key)
  else entries.set(key, after)
  return objectOf(entries)
}

function changedItem(value: Value, index: number, inner: Change, make: boolean): Value {
  if (value === null && !make) return null
  const items = value ?? []
  if (!isArray(items)) throw new JqError(`Cannot index ${typeOf(value)} with number`)
  const whole = Math.trunc(index)
  const position = whole < 0 ? whole + items.length : whole
  if (!make && (position < 0 || position >= items.length)) return value
  if (position < 0) throw new JqError('Out of bounds negative array index')
  if (position > 10_000_000) throw new JqError('Out of bounds array index')
  const after = inner(items[position])
  const copy = [...items]
  if (after === GONE) copy.splice(position, 1)
  else {
    while (copy.length < position) copy.push(null)
    copy[position] = after
  }
  return copy
}

function changedSlice(value: Value, key: Value, inner: Change): Value {
  const from = isObject(key) ? (objectGet(key, 'start') ?? null) : null
  const to = isObject(key) ? (objectGet(key, 'end') ?? null) : null
  if (!isBound(from) || !isBound(to)) throw new JqError('Start and end indices of an array slice must be numbers')
  if (typeof value === 'string') throw new JqError('Cannot update field at object index of string')
  if (value !== null && !isArray(value)) throw new JqError(`Cannot index ${typeOf(value)} with object`)
  const items = value ?? []
  const { start, end } = bounds(from, to, items.length)
  const after = inner(value === null ? null : items.slice(start, end))
  const replacement = after === GONE ? [] : after
  if (!isArray(replacement)) throw new JqError('A slice of an array can only be assigned another array')
  return [...items.slice(0, start), ...replacement, ...items.slice(end)]
}

/** `delpaths`: the last first, so that the others stay valid. */
export function deletePaths(value: Value, paths: Value): Value {
  if (!isArray(paths)) throw new JqError('Paths must be specified as an array')
  const sorted = [...paths].sort(compareNodes).reverse()
  let result: Value | typeof GONE = value
  for (const [position, path] of sorted.entries()) {
    if (position > 0 && compareNodes(path, sorted[position - 1] ?? null) === 0) continue
    if (!isArray(path)) throw new JqError(`Path must be specified as array, not ${typeOf(path)}`)
    if (result === GONE) break
    result = mutate(result, path, () => GONE, false)
  }
  return result === GONE ? null : result
}

/** All values inside a value, itself first, with their paths. */
export function descend(value: Value, path: Path | null, emit: Emit): void {
  emit(value, path)
  if (isArray(value)) for (const [index, item] of value.entries()) descend(item, chain(path, index), emit)
  else if (isObject(value)) for (const [key, item] of objectEntries(value)) descend(item, chain(path, key), emit)
}
