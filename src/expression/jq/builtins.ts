import { double, doubleValue, longValue, type Value } from '../value'
import { JqError } from './error'
import type { Closure, Invocation } from './evaluate'
import {
  arithmetic,
  checkInput,
  children,
  compareNodes,
  compareTexts,
  isArray,
  isIntegral,
  isNumber,
  isObject,
  isTrue,
  type JsonType,
  numeric,
  objectEntries,
  objectGet,
  objectKeys,
  objectOf,
  shown,
  textOf,
  toJsonText,
  typeError,
  typeOf,
} from './nodes'
import {
  access,
  chain,
  deletePaths,
  descend,
  type Emit,
  GONE,
  getPath,
  indicesOfSequence,
  iterate,
  mutate,
  type Path,
  pathKeys,
  pathToArray,
} from './paths'
import { textBuiltins } from './textBuiltins'

export type Builtin = (invocation: Invocation) => void

/** The built-in function of a name with so many arguments. jackson-jq has no others. */
export function builtinOf(name: string, arity: number): Builtin | undefined {
  const key = `${name}/${arity}`
  return Object.hasOwn(BUILTINS, key) ? BUILTINS[key] : undefined
}

/** A function of its input alone. */
export function simple(apply: (input: Value) => Value): Builtin {
  return ({ input, emit }) => emit(apply(input), null)
}

/** A function of its input and each value of one argument. */
export function unary(apply: (input: Value, argument: Value) => Value): Builtin {
  return ({ machine, input, args: [argument], emit }) => {
    if (argument) machine.argument(argument, input, null, false, value => emit(apply(input, value), null))
  }
}

function only(...types: readonly JsonType[]): Builtin {
  return ({ input, path, emit }) => {
    if (types.includes(typeOf(input))) emit(input, path)
  }
}

function onlyIf(holds: (input: Value) => boolean): Builtin {
  return ({ input, path, emit }) => {
    if (holds(input)) emit(input, path)
  }
}

function math(apply: (value: number) => number): Builtin {
  return simple(input => {
    checkInput('mathfunc', input, 'number')
    return double(apply(doubleValue(input)))
  })
}

function predicate(holds: (input: Value) => boolean): Builtin {
  return simple(holds)
}

function isInfinite(value: Value): boolean {
  return isNumber(value) && Math.abs(doubleValue(value)) === Number.POSITIVE_INFINITY
}

function isNormal(value: Value): boolean {
  const size = isNumber(value) ? Math.abs(doubleValue(value)) : 0
  return size >= 2.2250738585072014e-308 && size !== Number.POSITIVE_INFINITY
}

/** `Math.round` of Java on either side of zero. */
function round(value: number): number {
  return value >= 0 ? Math.floor(value + 0.5) : -Math.floor(-value + 0.5)
}

/** The argument that jq's grammar says is there. */
function argumentAt(args: readonly Closure[], position: number): Closure {
  const argument = args[position]
  if (!argument) throw new Error(`argument ${position} is missing`)
  return argument
}

function selectBy(select: (invocation: Invocation) => boolean[]): Builtin {
  return invocation => {
    for (const chosen of select(invocation)) if (chosen) invocation.emit(invocation.input, invocation.path)
  }
}

/** `recurse(f)`: the input, and what `f` makes of it again and again while `goesOn` holds. */
function recurseBy(
  invocation: Invocation,
  follow: (value: Value, path: Path | null, emit: Emit) => void,
  goesOn: (value: Value) => boolean,
): void {
  const visit = (value: Value, path: Path | null): void => {
    invocation.machine.step()
    invocation.emit(value, path)
    follow(value, path, (next, at) => {
      if (goesOn(next)) visit(next, at)
    })
  }
  visit(invocation.input, invocation.path)
}

/** Stops a generator from inside. */
class Enough extends JqError {
  override readonly name = 'Enough'
}

/** The first outputs of an argument, up to a number. */
function limited({ machine, input, path, args, required, emit }: Invocation, position: number, most: number): void {
  if (most <= 0) return
  const enough = new Enough('break')
  let left = most
  try {
    machine.argument(argumentAt(args, position), input, path, required, (value, at) => {
      left--
      emit(value, at)
      if (left === 0) throw enough
    })
  } catch (error) {
    if (error !== enough) throw error
  }
}

function limit(invocation: Invocation): void {
  const { machine, input, path, args, required, emit } = invocation
  for (const count of machine.values(argumentAt(args, 0), input)) {
    if (isNumber(count) && doubleValue(count) < 0) machine.argument(argumentAt(args, 1), input, path, required, emit)
    else limited(invocation, 1, isNumber(count) ? Math.ceil(doubleValue(count)) : Number.POSITIVE_INFINITY)
  }
}

function nthOf(invocation: Invocation): void {
  const { machine, input, args, emit } = invocation
  for (const count of machine.values(argumentAt(args, 0), input)) {
    if (doubleValue(count) < 0) throw new JqError("nth doesn't support negative indices")
    let last: Value = null
    limited({ ...invocation, emit: value => (last = value) }, 1, doubleValue(count) + 1)
    emit(last, null)
  }
}

/** Whether some (`wanted` true) or not all (`wanted` false) of what a generator gives satisfies a condition. */
function quantified(
  { machine, emit }: Invocation,
  generate: (emit: (value: Value) => void) => void,
  holds: (value: Value) => readonly Value[],
  wanted: boolean,
): void {
  machine.step()
  const found = new Enough('break')
  try {
    generate(value => {
      const last = holds(value).some(one => isTrue(one) === wanted)
      if (last) throw found
    })
  } catch (error) {
    if (error !== found) throw error
    return emit(wanted, null)
  }
  emit(!wanted, null)
}

function anyAll(wanted: boolean, arity: 0 | 1 | 2): Builtin {
  return invocation => {
    const { machine, input, args } = invocation
    const generate = (emit: (value: Value) => void): void => {
      if (arity === 2) machine.argument(argumentAt(args, 0), input, null, false, value => emit(value))
      else iterate(input, null, false, false, value => emit(value))
    }
    const holds = (value: Value): readonly Value[] =>
      arity === 0 ? [value] : machine.values(argumentAt(args, arity - 1), value)
    quantified(invocation, generate, holds, wanted)
  }
}

function until({ machine, input, args, emit }: Invocation): void {
  let states: readonly Value[] = [input]
  while (states.length > 0) {
    const next: Value[] = []
    for (const state of states) {
      machine.step()
      for (const done of machine.values(argumentAt(args, 0), state)) {
        if (isTrue(done)) emit(state, null)
        else next.push(...machine.values(argumentAt(args, 1), state))
      }
    }
    states = next
  }
}

function whileLoop({ machine, input, args, emit }: Invocation): void {
  const visit = (state: Value): void => {
    machine.step()
    for (const goesOn of machine.values(argumentAt(args, 0), state)) {
      if (!isTrue(goesOn)) continue
      emit(state, null)
      machine.argument(argumentAt(args, 1), state, null, false, visit)
    }
  }
  visit(input)
}

function keyed({ machine, input, args }: Invocation, name: string): readonly (readonly [Value, readonly Value[]])[] {
  checkInput(name, input, 'array')
  return (input as readonly Value[]).map(item => [item, machine.values(argumentAt(args, 0), item)] as const)
}

function sortBy(invocation: Invocation): readonly Value[] {
  return [...keyed(invocation, 'sort_by')].sort(([, a], [, b]) => compareNodes(a, b)).map(([item]) => item)
}

function groupBy(invocation: Invocation): readonly (readonly Value[])[] {
  const groups: { readonly key: readonly Value[]; readonly items: Value[] }[] = []
  const sorted = [...keyed(invocation, 'group_by')].sort(([, a], [, b]) => compareNodes(a, b))
  for (const [item, key] of sorted) {
    const last = groups.at(-1)
    if (last && compareNodes(last.key, key) === 0) last.items.push(item)
    else groups.push({ key, items: [item] })
  }
  return groups.map(group => group.items)
}

/** Of equal items `max_by` takes the last, `min_by` the first. */
function extremeBy(invocation: Invocation, name: 'min_by' | 'max_by'): Value {
  let best: readonly [Value, readonly Value[]] | undefined
  for (const one of keyed(invocation, name)) {
    const order = best ? compareNodes(one[1], best[1]) : 0
    if (!best || (name === 'max_by' ? order >= 0 : order < 0)) best = one
  }
  return best?.[0] ?? null
}

const ITSELF: Closure = { query: { type: 'identity' }, scope: undefined as never }

function byItself(invocation: Invocation): Invocation {
  return { ...invocation, args: [ITSELF] }
}

function flatten(input: Value, depth: number): Value {
  const result: Value[] = []
  iterate(input, null, false, false, item => {
    if (isArray(item) && depth !== 0) result.push(...(flatten(item, depth - 1) as readonly Value[]))
    else result.push(item)
  })
  return result
}

function range({ machine, input, args, emit }: Invocation): void {
  const [first, second, third] = args
  if (!first) return
  if (!second) {
    for (const end of machine.values(first, input)) rangeOf(0, end, machine.step, emit)
    return
  }
  for (const start of machine.values(first, input)) {
    for (const end of machine.values(second, input)) {
      if (!third) rangeOf(start, end, machine.step, emit)
      else for (const by of machine.values(third, input)) rangeBy(start, end, by, machine.step, emit)
    }
  }
}

function rangeOf(start: Value, end: Value, step: () => void, emit: Emit): void {
  if (!isNumber(start) || !isNumber(end)) throw new JqError('Range bounds must be numeric')
  for (let at = doubleValue(start); at < doubleValue(end); at++) {
    step()
    emit(numeric(at), null)
  }
}

function rangeBy(start: Value, end: Value, by: Value, step: () => void, emit: Emit): void {
  const direction = Math.sign(compareNodes(0, by))
  if (direction === 0) return
  for (let at = start; Math.sign(compareNodes(at, end)) === direction; at = arithmetic('+', at, by)) {
    step()
    emit(at, null)
  }
}

function has(input: Value, key: Value): Value {
  if (isObject(input)) {
    if (typeof key !== 'string') throw new JqError('argument 1 of has() must be string for object input')
    return objectGet(input, key) !== undefined
  }
  if (isArray(input)) {
    if (!isIntegral(key)) throw new JqError('argument 1 of has() must be int for array input')
    const index = Number(longValue(key))
    return index >= 0 && index < input.length
  }
  throw new JqError(`has() is not applicable to ${typeOf(input).toUpperCase()}`)
}

function contains(input: Value, wanted: Value): boolean {
  if (typeof input === 'string' && typeof wanted === 'string') return input.includes(wanted)
  if (isArray(input) && isArray(wanted)) return wanted.every(one => input.some(item => contains(item, one)))
  if (isObject(input) && isObject(wanted))
    return objectEntries(wanted).every(([key, one]) => {
      const item = objectGet(input, key)
      return item !== undefined && contains(item, one)
    })
  return compareNodes(input, wanted) === 0
}

function checkedContains(input: Value, wanted: Value): boolean {
  if (typeOf(input) !== typeOf(wanted) || (typeof input === 'boolean' && input !== wanted))
    throw new JqError(`${shown(input)} and ${shown(wanted)} cannot have their containment checked`)
  return contains(input, wanted)
}

function indices(input: Value, wanted: Value): readonly number[] {
  if (typeof input === 'string' && typeof wanted === 'string') {
    const found: number[] = []
    if (wanted === '') return found
    for (let at = input.indexOf(wanted); at >= 0; at = input.indexOf(wanted, at + 1)) found.push(at)
    return found
  }
  if (isArray(input) && isArray(wanted)) return indicesOfSequence(input, wanted)
  if (isArray(input)) return input.flatMap((item, at) => (compareNodes(item, wanted) === 0 ? [at] : []))
  throw new JqError(`indices() is not applicable to ${typeOf(input).toUpperCase()}`)
}

function indexBuiltin(pick: (found: readonly number[]) => Value, name?: string): Builtin {
  return invocation => {
    const { input, emit } = invocation
    if (name !== undefined) checkInput(name, input, 'string', 'array', 'null')
    if (input === null) emit(null, null)
    else unary((value, wanted) => pick(indices(value, wanted)))(invocation)
  }
}

function toEntries(input: Value): Value {
  if (isObject(input)) return objectEntries(input).map(([key, value]) => ({ key, value }))
  if (isArray(input)) return input.map((value, key) => ({ key, value }))
  throw typeError(input, 'has no keys')
}

const KEY_NAMES = ['key', 'Key', 'name', 'Name'] as const
const VALUE_NAMES = ['value', 'Value'] as const

function fromEntries(input: Value): Value {
  const items = children(input)
  if (!items) throw new JqError(`Cannot iterate over ${shown(input)}`)
  return objectOf(items.map(entryOf))
}

function entryOf(item: Value): readonly [string, Value] {
  if (!isObject(item)) throw new JqError(`Cannot index ${typeOf(item)} with string "key"`)
  const named = (names: readonly string[]): Value | undefined =>
    names.map(name => objectGet(item, name)).find(value => value !== undefined)
  const key = named(KEY_NAMES) ?? null
  if (typeof key !== 'string') throw new JqError(`Cannot use ${shown(key)} as object key`)
  return [key, named(VALUE_NAMES) ?? null]
}

function withEntries(invocation: Invocation): Value {
  const entries = toEntries(invocation.input) as readonly Value[]
  return fromEntries(entries.flatMap(entry => invocation.machine.values(argumentAt(invocation.args, 0), entry)))
}

function keys(name: string, sorted: boolean): Builtin {
  return simple(input => {
    checkInput(name, input, 'object', 'array')
    if (isArray(input)) return input.map((_item, index) => index)
    const names = [...objectKeys(input as never)]
    return sorted ? names.sort(compareTexts) : names
  })
}

function length(input: Value): Value {
  switch (typeOf(input)) {
    case 'string':
      return [...textOf(input)].length
    case 'array':
    case 'object':
      return children(input)?.length ?? 0
    case 'null':
      return 0
    case 'number':
      return numeric(Math.abs(doubleValue(input)))
    case 'boolean':
      throw typeError(input, 'has no length')
  }
}

function reverse(input: Value): Value {
  if (input === null) return []
  if (isArray(input)) return [...input].reverse()
  if (typeof input === 'boolean') throw typeError(input, 'has no length')
  const isEmpty = isNumber(input)
    ? doubleValue(input) === 0
    : (isObject(input) ? objectKeys(input).length : String(input).length) === 0
  if (isEmpty) return []
  throw new JqError(`Cannot index ${typeOf(input)} with number`)
}

function paths(invocation: Invocation, holds: (value: Value) => readonly boolean[]): void {
  const visit = (value: Value, at: readonly Value[]): void => {
    invocation.machine.step()
    if (at.length > 0) for (const included of holds(value)) if (included) invocation.emit(at, null)
    if (isArray(value)) for (const [index, item] of value.entries()) visit(item, [...at, index])
    else if (isObject(value)) for (const [key, item] of objectEntries(value)) visit(item, [...at, key])
  }
  visit(invocation.input, [])
}

function walk({ machine, args }: Invocation, input: Value): readonly Value[] {
  machine.step()
  const inner = (value: Value): readonly Value[] => walk({ machine, args } as Invocation, value)
  const change = (value: Value): readonly Value[] => machine.values(argumentAt(args, 0), value)
  if (isArray(input)) return change(input.flatMap(inner))
  if (!isObject(input)) return change(input)
  const entries = [...objectKeys(input)]
    .sort(compareTexts)
    .map(key => [key, inner(objectGet(input, key) ?? null).at(-1)] as const)
  return change(objectOf(entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]))))
}

function transpose(input: Value): Value {
  if (isArray(input) && input.length === 0) return []
  const rows = children(input)
  if (!isArray(input) || !rows) throw new JqError(`Cannot index ${typeOf(input)} with number`)
  const width = Math.max(0, ...rows.map(row => doubleValue(length(row))))
  return Array.from({ length: width }, (_none, column) => rows.map(row => getPath(row, [column])))
}

function combinations(items: readonly Value[], emit: (combination: readonly Value[]) => void): void {
  const [first, ...rest] = items
  if (items.length === 0) return emit([])
  iterate(first ?? null, null, false, false, value => combinations(rest, more => emit([value, ...more])))
}

function combinationsOf(input: Value, emit: Emit): void {
  if (!isArray(input)) {
    if (doubleValue(length(input)) === 0) return emit([], null)
    throw new JqError(`Cannot index ${typeOf(input)} with number`)
  }
  combinations(input, combination => emit(combination, null))
}

function mapValues({ machine, input, args }: Invocation): Value {
  let result = input
  iterate(input, null, false, false, () => undefined)
  const entries = isArray(input) ? input.map((_item, index) => index) : objectKeys(input as never)
  for (const key of entries) {
    const after = machine.values(argumentAt(args, 0), getPath(result, [key])).at(-1)
    if (after === undefined) throw new JqError('`|= empty` is undefined. See https://github.com/stedolan/jq/issues/897')
    const changed = mutate(result, [key], () => after, true)
    result = changed === GONE ? null : changed
  }
  return result
}

const ISO_SECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/

function fromIsoDate(input: Value): Value {
  checkInput('fromdateiso8601', input, 'string')
  const text = String(input)
  const millis = ISO_SECONDS.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(millis)) throw new JqError(`date "${text}" does not match format "%Y-%m-%dT%H:%M:%SZ"`)
  return numeric(Math.floor(millis / 1000))
}

function toIsoDate(input: Value): Value {
  checkInput('todateiso8601', input, 'number')
  return new Date(Math.floor(doubleValue(input)) * 1000).toISOString().replace('.000Z', 'Z')
}

const BUILTINS: Readonly<Record<string, Builtin>> = {
  ...textBuiltins(),
  'empty/0': () => undefined,
  'error/0': ({ input }) => {
    throw new JqError(input)
  },
  'error/1': ({ machine, input, args }) =>
    machine.argument(argumentAt(args, 0), input, null, false, value => {
      if (value !== null) throw new JqError(value)
    }),
  'not/0': simple(input => !isTrue(input)),
  'type/0': simple(typeOf),
  'length/0': simple(length),
  'now/0': ({ machine, emit }) => emit(double(machine.now()), null),
  'builtins/0': ({ emit }) => emit(Object.keys(BUILTINS), null),
  'nan/0': simple(() => Number.NaN),
  'infinite/0': simple(() => Number.POSITIVE_INFINITY),
  'isnan/0': predicate(input => isNumber(input) && Number.isNaN(doubleValue(input))),
  'isinfinite/0': predicate(isInfinite),
  'isfinite/0': predicate(input => isNumber(input) && !isInfinite(input)),
  'isnormal/0': predicate(isNormal),

  'select/1': selectBy(({ machine, input, args }) => machine.values(argumentAt(args, 0), input).map(isTrue)),
  'arrays/0': only('array'),
  'objects/0': only('object'),
  'iterables/0': only('array', 'object'),
  'booleans/0': only('boolean'),
  'numbers/0': only('number'),
  'strings/0': only('string'),
  'nulls/0': only('null'),
  'values/0': only('boolean', 'number', 'string', 'array', 'object'),
  'scalars/0': only('null', 'boolean', 'number', 'string'),
  'finites/0': onlyIf(input => isNumber(input) && !isInfinite(input)),
  'normals/0': onlyIf(isNormal),

  'recurse/0': ({ input, path, emit }) =>
    descend(input, path, (value, at) => {
      if (value !== null || value === input) emit(value, at)
    }),
  'recurse_down/0': ({ input, path, emit }) =>
    descend(input, path, (value, at) => {
      if (value !== null || value === input) emit(value, at)
    }),
  'recurse/1': invocation =>
    recurseBy(
      invocation,
      (value, path, emit) =>
        invocation.machine.argument(argumentAt(invocation.args, 0), value, path, invocation.required, emit),
      value => value !== null,
    ),
  'recurse/2': invocation =>
    recurseBy(
      invocation,
      (value, path, emit) =>
        invocation.machine.argument(argumentAt(invocation.args, 0), value, path, invocation.required, emit),
      value => invocation.machine.values(argumentAt(invocation.args, 1), value).some(isTrue),
    ),
  'first/0': ({ input, path, required, emit }) => access(input, 0, path, false, required, emit),
  'last/0': ({ input, path, required, emit }) => access(input, -1, path, false, required, emit),
  'nth/1': ({ machine, input, path, args, required, emit }) =>
    machine.argument(argumentAt(args, 0), input, null, false, index =>
      access(input, index, path, false, required, emit),
    ),
  'first/1': invocation => limited(invocation, 0, 1),
  'last/1': ({ machine, input, args, emit }) => emit(machine.values(argumentAt(args, 0), input).at(-1) ?? null, null),
  'limit/2': limit,
  'nth/2': nthOf,
  'until/2': until,
  'while/2': whileLoop,
  'range/1': range,
  'range/2': range,
  'range/3': range,
  'any/0': anyAll(true, 0),
  'any/1': anyAll(true, 1),
  'any/2': anyAll(true, 2),
  'all/0': anyAll(false, 0),
  'all/1': anyAll(false, 1),
  'all/2': anyAll(false, 2),

  'map/1': ({ machine, input, args, emit }) => {
    const result: Value[] = []
    iterate(input, null, false, false, item => result.push(...machine.values(argumentAt(args, 0), item)))
    emit(result, null)
  },
  'map_values/1': invocation => invocation.emit(mapValues(invocation), null),
  'add/0': simple(input => {
    let total: Value = null
    iterate(input, null, false, false, item => {
      total = arithmetic('+', total, item)
    })
    return total
  }),
  'flatten/0': simple(input => flatten(input, -1)),
  'flatten/1': unary((input, depth) => {
    if (isNumber(depth) && doubleValue(depth) < 0) throw new JqError('flatten depth must not be negative')
    return flatten(input, doubleValue(depth))
  }),
  'reverse/0': simple(reverse),
  'sort/0': invocation => invocation.emit(sortBy(byItself(invocation)), null),
  'sort_by/1': invocation => invocation.emit(sortBy(invocation), null),
  'group_by/1': invocation => invocation.emit(groupBy(invocation), null),
  'unique/0': invocation =>
    invocation.emit(
      groupBy(byItself(invocation)).map(group => group[0] ?? null),
      null,
    ),
  'unique_by/1': invocation =>
    invocation.emit(
      groupBy(invocation).map(group => group[0] ?? null),
      null,
    ),
  'min/0': invocation => invocation.emit(extremeBy(byItself(invocation), 'min_by'), null),
  'max/0': invocation => invocation.emit(extremeBy(byItself(invocation), 'max_by'), null),
  'min_by/1': invocation => invocation.emit(extremeBy(invocation, 'min_by'), null),
  'max_by/1': invocation => invocation.emit(extremeBy(invocation, 'max_by'), null),
  'transpose/0': simple(transpose),
  'combinations/0': ({ input, emit }) => combinationsOf(input, emit),
  'combinations/1': ({ machine, input, args, emit }) => {
    const count = machine.values(argumentAt(args, 0), input).reduce((sum: number, one) => sum + doubleValue(one), 0)
    combinationsOf(
      Array.from({ length: Math.max(0, Math.ceil(count)) }, () => input),
      emit,
    )
  },
  'walk/1': invocation => {
    for (const value of walk(invocation, invocation.input)) invocation.emit(value, null)
  },

  'keys/0': keys('keys', true),
  'keys_unsorted/0': keys('keys_unsorted', false),
  'has/1': invocation => {
    if (invocation.input === null) invocation.emit(false, null)
    else unary(has)(invocation)
  },
  'in/1': unary((input, object) => (object === null ? false : has(object, input))),
  'contains/1': unary(checkedContains),
  'inside/1': unary((input, container) => checkedContains(container, input)),
  'indices/1': indexBuiltin(found => found, 'indices'),
  'index/1': indexBuiltin(found => found[0] ?? null),
  'rindex/1': indexBuiltin(found => found.at(-1) ?? null),
  'to_entries/0': simple(toEntries),
  'from_entries/0': simple(fromEntries),
  'with_entries/1': invocation => invocation.emit(withEntries(invocation), null),

  'path/1': ({ machine, input, args, emit }) => {
    const { query, scope } = argumentAt(args, 0)
    for (const [, path] of machine.paths(query, scope, input)) emit(pathToArray(path), null)
  },
  'paths/0': invocation => paths(invocation, value => [value !== null]),
  'paths/1': invocation =>
    paths(invocation, value => invocation.machine.values(argumentAt(invocation.args, 0), value).map(isTrue)),
  'leaf_paths/0': invocation => paths(invocation, value => [!isArray(value) && !isObject(value) && isTrue(value)]),
  'getpath/1': ({ machine, input, path, args, emit }) =>
    machine.argument(argumentAt(args, 0), input, null, false, wanted => {
      const at = pathKeys(wanted).reduce<Path | null>((parent, key) => chain(parent, key), path)
      emit(getPath(input, wanted), at)
    }),
  'setpath/2': ({ machine, input, args, emit }) =>
    machine.argument(argumentAt(args, 1), input, null, false, value =>
      machine.argument(argumentAt(args, 0), input, null, false, path => {
        const result = mutate(input, pathKeys(path), () => value, true)
        emit(result === GONE ? null : result, null)
      }),
    ),
  'delpaths/1': unary(deletePaths),
  'del/1': ({ machine, input, args, emit }) => {
    const { query, scope } = argumentAt(args, 0)
    emit(
      deletePaths(
        input,
        machine.paths(query, scope, input).map(([, path]) => pathToArray(path)),
      ),
      null,
    )
  },

  'floor/0': math(Math.floor),
  'ceil/0': math(Math.ceil),
  'round/0': math(round),
  'sqrt/0': math(Math.sqrt),
  'cbrt/0': math(Math.cbrt),
  'sin/0': math(Math.sin),
  'cos/0': math(Math.cos),
  'tan/0': math(Math.tan),
  'asin/0': math(Math.asin),
  'acos/0': math(Math.acos),
  'atan/0': math(Math.atan),
  'sinh/0': math(Math.sinh),
  'cosh/0': math(Math.cosh),
  'tanh/0': math(Math.tanh),
  'log/0': math(Math.log),
  'log2/0': math(value => Math.log10(value) / Math.log10(2)),
  'log10/0': math(Math.log10),
  'log1p/0': math(Math.log1p),
  'exp/0': math(Math.exp),
  'exp2/0': math(value => 2 ** value),
  'exp10/0': math(value => 10 ** value),
  'expm1/0': math(Math.expm1),
  'pow/2': twoNumbers('pow', (base, exponent) => base ** exponent),
  'atan2/2': twoNumbers('atan2', Math.atan2),

  'fromdateiso8601/0': simple(fromIsoDate),
  'todateiso8601/0': simple(toIsoDate),
  'tojson/0': simple(toJsonText),
}

function twoNumbers(name: string, apply: (a: number, b: number) => number): Builtin {
  return ({ machine, input, args, emit }) =>
    machine.argument(argumentAt(args, 1), input, null, false, b =>
      machine.argument(argumentAt(args, 0), input, null, false, a => {
        if (!isNumber(a) || !isNumber(b)) throw new JqError(`${name}() requires numbers`)
        emit(numeric(apply(doubleValue(a), doubleValue(b))), null)
      }),
    )
}
