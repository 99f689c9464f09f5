import { jsonText } from '../json'
import { double, doubleValue, type Value } from '../value'
import type { Definition, Operator, Pattern, Query } from './ast'
import { builtinOf } from './builtins'
import { JqBreak, JqError } from './error'
import {
  arithmetic,
  asText,
  compareNodes,
  isNumber,
  isObject,
  isTrue,
  numeric,
  objectGet,
  objectOf,
  toJsonText,
  typeOf,
} from './nodes'
import { access, chain, descend, type Emit, GONE, iterate, mutate, type Path, pathToArray, ROOT, slice } from './paths'

/** A query with the scope it was written in: an argument of a function. */
export type Closure = { readonly query: Query; readonly scope: Scope }

/** Names that can be seen. The innermost is found first. */
export type Scope = {
  readonly parent: Scope | undefined
  readonly name: string
  readonly entry: Entry
  /** Functions that `def` has put here since; what is evaluated later sees them, even outside of the def's body. */
  readonly defined: Map<string, Definition>
}

type Entry =
  | { readonly type: 'variable'; readonly value: Value; readonly path: Path | null }
  | { readonly type: 'nothing' }
  | { readonly type: 'argument'; readonly closure: Closure }

/** What a built-in function is given: its arguments unevaluated. */
export type Invocation = {
  readonly machine: Machine
  readonly input: Value
  readonly path: Path | null
  readonly args: readonly Closure[]
  readonly required: boolean
  readonly emit: Emit
}

/**
 * Runs jq programs. Every output is handed to `emit` as soon as it is there, with the path to it where one is kept;
 * `required` says that a missing path is an error.
 * Source: jackson-jq's `Expression`s, in whose order everything is evaluated.
 */
export class Machine {
  constructor(
    /** Called for every step; throws to stop. */
    readonly step: () => void,
    /** Seconds since 1970. */
    readonly now: () => number,
  ) {}

  /** All outputs of a program. @throws JqError */
  run(query: Query, input: Value): readonly Value[] {
    const outputs: Value[] = []
    this.apply(query, scopeIn(undefined, '', NOTHING), input, null, false, value => outputs.push(value))
    return outputs
  }

  apply(query: Query, scope: Scope, input: Value, path: Path | null, required: boolean, emit: Emit): void {
    this.step()
    switch (query.type) {
      case 'identity':
        return emit(input, path)
      case 'recurse':
        return descend(input, path, emit)
      case 'number':
        return emit(numberOf(query.text), null)
      case 'constant':
        return emit(query.value, null)
      case 'string':
        return this.string(query, scope, input, emit)
      case 'format':
        return this.call(`@${query.name}`, [], scope, input, path, required, emit)
      case 'field':
      case 'index':
        return this.apply(query.target, scope, input, path, required, (target, at) =>
          this.apply(query.key, scope, input, null, false, key => {
            if (query.type === 'field' && typeof key !== 'string')
              throw new JqError(`Cannot index ${typeOf(target)} with ${typeOf(key)}`)
            access(target, key, at, query.permissive, required, emit)
          }),
        )
      case 'slice':
        return this.slice(query, scope, input, path, required, emit)
      case 'iterate':
        return this.apply(query.target, scope, input, path, required, (target, at) =>
          iterate(target, at, query.permissive, required, emit),
        )
      case 'variable':
        return this.variable(query.name, scope, emit)
      case 'call':
        return this.call(query.name, query.args, scope, input, path, required, emit)
      case 'array':
        return emit(query.items ? this.collect(query.items, scope, input) : [], null)
      case 'object':
        return this.object(query, scope, input, emit)
      case 'negate':
        return this.apply(query.value, scope, input, null, false, value => {
          if (!isNumber(value)) throw new JqError(`${typeOf(input)} (${toJsonText(input)}) cannot be negated`)
          emit(numeric(-doubleValue(value)), null)
        })
      case 'binary':
        return this.binary(query, scope, input, path, required, emit)
      case 'comma':
        for (const one of query.queries) this.apply(one, scope, input, path, required, emit)
        return
      case 'pipe':
        return this.apply(query.left, scope, input, path, required, (value, at) =>
          this.apply(query.right, scope, value, at, required, emit),
        )
      case 'bind':
        return this.apply(query.source, scope, input, null, false, value =>
          this.match(query.pattern, scope, value, path, bound => {
            this.apply(query.body, bound, input, path, required, emit)
          }),
        )
      case 'label':
        return this.label(query, scope, input, path, required, emit)
      case 'break':
        throw new JqBreak(query.name)
      case 'if':
        return this.conditional(query, 0, scope, input, path, emit)
      case 'try':
        return this.attempt(query, scope, input, path, required, emit)
      case 'reduce':
        return this.reduce(query, scope, input, emit)
      case 'foreach':
        return this.foreach(query, scope, input, path, required, emit)
      case 'define':
        scope.defined.set(keyOf(query.definition), query.definition)
        return this.apply(query.body, scope, input, path, required, emit)
      default:
        return query satisfies never
    }
  }

  /** All outputs of a query, without paths. */
  collect(query: Query, scope: Scope, input: Value): Value[] {
    const outputs: Value[] = []
    this.apply(query, scope, input, null, false, value => outputs.push(value))
    return outputs
  }

  /** Evaluates an argument. */
  argument({ query, scope }: Closure, input: Value, path: Path | null, required: boolean, emit: Emit): void {
    this.apply(query, scope, input, path, required, emit)
  }

  /** All outputs of an argument. */
  values({ query, scope }: Closure, input: Value): Value[] {
    return this.collect(query, scope, input)
  }

  private string(query: Extract<Query, { type: 'string' }>, scope: Scope, input: Value, emit: Emit): void {
    const { parts, format } = query
    const [only] = parts
    if (parts.length === 1 && typeof only === 'string') return emit(only, null)
    // The last interpolation varies slowest.
    const rest = (at: number, tail: string): void => {
      const part = parts[at]
      if (part === undefined) return emit(tail, null)
      if (typeof part === 'string') return rest(at - 1, part + tail)
      this.apply(part, scope, input, null, false, value => {
        if (format === undefined) rest(at - 1, interpolated(value) + tail)
        else
          this.call(`@${format}`, [], scope, value, null, false, formatted =>
            rest(at - 1, interpolated(formatted) + tail),
          )
      })
    }
    rest(parts.length - 1, '')
  }

  private slice(
    query: Extract<Query, { type: 'slice' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    const bound = (of: Query | undefined, then: (value: Value) => void): void => {
      if (of) this.apply(of, scope, input, null, false, then)
      else then(null)
    }
    this.apply(query.target, scope, input, path, required, (target, at) =>
      bound(query.from, from => bound(query.to, to => slice(target, from, to, at, query.permissive, required, emit))),
    )
  }

  private variable(name: string, scope: Scope, emit: Emit): void {
    const entry = find(scope, `$${name}`)
    if (entry?.type !== 'variable') throw new JqError(`$${name} is not defined`)
    emit(entry.value, entry.path)
  }

  private call(
    name: string,
    args: readonly Query[],
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    const own = findFunction(scope, `${name}/${args.length}`)
    if (own?.type === 'argument') return this.apply(own.closure.query, own.closure.scope, input, path, required, emit)
    const closures = args.map(query => ({ query, scope }))
    if (own?.type === 'function') return this.invoke(own.definition, own.scope, closures, input, path, required, emit)
    const builtin = builtinOf(name, args.length)
    if (!builtin)
      throw new JqError(
        name.startsWith('@')
          ? `Formatting operator ${name} does not exist`
          : `Function ${name}/${args.length} does not exist`,
      )
    builtin({ machine: this, input, path, args: closures, required, emit })
  }

  /** Calls a defined function: `f` stands for an argument, `$f` for each of its values. */
  private invoke(
    definition: Definition,
    own: Scope,
    args: readonly Closure[],
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    const bind = (position: number, scope: Scope): void => {
      const parameter = definition.parameters[position]
      const closure = args[position]
      if (parameter === undefined || !closure) return this.apply(definition.body, scope, input, path, required, emit)
      if (!parameter.startsWith('$'))
        return bind(position + 1, scopeIn(scope, `${parameter}/0`, { type: 'argument', closure }))
      this.argument(closure, input, null, false, value => {
        const name = scopeIn(scope, parameter, { type: 'variable', value, path: null })
        bind(position + 1, scopeIn(name, `${parameter.slice(1)}/0`, { type: 'argument', closure }))
      })
    }
    bind(0, scopeIn(own, '', NOTHING))
  }

  private object(query: Extract<Query, { type: 'object' }>, scope: Scope, input: Value, emit: Emit): void {
    const entries: (readonly [string, Value])[] = []
    const rest = (at: number): void => {
      const field = query.fields[at]
      if (!field) return emit(objectOf(entries), null)
      const put = (key: string, value: Value): void => {
        entries.push([key, value])
        rest(at + 1)
        entries.pop()
      }
      const { key, value } = field
      if (key.type === 'variable-key') {
        const known = find(scope, `$${key.name}`)
        return put(key.name, known?.type === 'variable' ? known.value : null)
      }
      this.apply(key, scope, input, null, false, name => {
        if (typeof name !== 'string') throw new JqError('Object keys must be strings')
        if (value) this.apply(value, scope, input, null, false, found => put(name, found))
        else put(name, isObject(input) ? (objectGet(input, name) ?? null) : null)
      })
    }
    rest(0)
  }

  private binary(
    query: Extract<Query, { type: 'binary' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    const { operator, left, right } = query
    switch (operator) {
      case '//':
        return this.alternative(query, scope, input, path, required, emit)
      case 'and':
      case 'or':
        return this.apply(left, scope, input, null, false, a => {
          if (isTrue(a) === (operator === 'or')) emit(operator === 'or', null)
          else this.apply(right, scope, input, null, false, b => emit(isTrue(b), null))
        })
      case '|=':
        return emit(this.update(left, right, scope, input), null)
      case '=':
      case '//=':
      case '+=':
      case '-=':
      case '*=':
      case '/=':
      case '%=':
        return this.assign(query, operator, scope, input, emit)
      default:
        return this.apply(right, scope, input, null, false, b =>
          this.apply(left, scope, input, null, false, a => emit(combined(operator, a, b), null)),
        )
    }
  }

  private alternative(
    { left, right }: Extract<Query, { type: 'binary' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    let emitted = false
    this.apply(left, scope, input, path, required, (value, at) => {
      if (!isTrue(value)) return
      emit(value, at)
      emitted = true
    })
    if (!emitted) this.apply(right, scope, input, path, required, emit)
  }

  /** The paths that a query leads to. */
  paths(query: Query, scope: Scope, input: Value): readonly (readonly [Value, Path])[] {
    const found: (readonly [Value, Path])[] = []
    this.apply(query, scope, input, ROOT, true, (value, path) => {
      if (path === null) throw new JqError(`Invalid path expression with result ${toJsonText(value)}`)
      found.push([value, path])
    })
    return found
  }

  private update(left: Query, right: Query, scope: Scope, input: Value): Value {
    let result: Value = input
    for (const [value, path] of this.paths(left, scope, input)) {
      const [after] = this.collect(right, scope, value)
      if (after === undefined)
        throw new JqError('`|= empty` is undefined. See https://github.com/stedolan/jq/issues/897')
      result = changed(result, path, () => after)
    }
    return result
  }

  private assign(
    { left, right }: Extract<Query, { type: 'binary' }>,
    operator: Operator,
    scope: Scope,
    input: Value,
    emit: Emit,
  ): void {
    this.apply(right, scope, input, null, false, value => {
      let result: Value = input
      for (const [, path] of this.paths(left, scope, input)) {
        result = changed(result, path, before => assigned(operator, before ?? null, value))
      }
      emit(result, null)
    })
  }

  private label(
    query: Extract<Query, { type: 'label' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    try {
      this.apply(query.body, scope, input, path, required, emit)
    } catch (error) {
      if (!(error instanceof JqBreak && error.label === query.name)) throw error
    }
  }

  private conditional(
    query: Extract<Query, { type: 'if' }>,
    at: number,
    scope: Scope,
    input: Value,
    path: Path | null,
    emit: Emit,
  ): void {
    const branch = query.branches[at]
    if (!branch) return this.apply(query.otherwise, scope, input, path, false, emit)
    const [condition, body] = branch
    this.apply(condition, scope, input, null, false, value => {
      if (isTrue(value)) this.apply(body, scope, input, path, false, emit)
      else this.conditional(query, at + 1, scope, input, path, emit)
    })
  }

  /** What is thrown behind a `try` while its outputs are used is caught by it too, as in jackson-jq. */
  private attempt(
    query: Extract<Query, { type: 'try' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    try {
      this.apply(query.body, scope, input, path, required, emit)
    } catch (error) {
      if (!(error instanceof JqError)) throw error
      if (query.handler) this.apply(query.handler, scope, error.value, null, required, emit)
    }
  }

  private reduce(query: Extract<Query, { type: 'reduce' }>, scope: Scope, input: Value, emit: Emit): void {
    this.apply(query.start, scope, input, null, false, start => {
      let total: Value = start
      this.apply(query.source, scope, input, null, false, item =>
        this.match(query.pattern, scope, item, null, bound => {
          total = this.collect(query.update, bound, total).at(-1) ?? null
        }),
      )
      emit(total, null)
    })
  }

  private foreach(
    query: Extract<Query, { type: 'foreach' }>,
    scope: Scope,
    input: Value,
    path: Path | null,
    required: boolean,
    emit: Emit,
  ): void {
    const { extract } = query
    this.apply(query.start, scope, input, path, false, (start, startPath) => {
      let total = start
      let totalPath = startPath
      this.apply(query.source, scope, input, path, required, (item, itemPath) =>
        this.match(query.pattern, scope, item, itemPath, bound =>
          this.apply(query.update, bound, total, totalPath, extract ? false : required, (next, nextPath) => {
            if (extract) this.apply(extract, bound, next, nextPath, required, emit)
            else emit(next, nextPath)
            total = next
            totalPath = nextPath
          }),
        ),
      )
    })
  }

  /** Takes a value apart into variables. Of two with one name the first wins. */
  private match(pattern: Pattern, scope: Scope, value: Value, path: Path | null, then: (scope: Scope) => void): void {
    this.bind(pattern, scope, value, path, [], found => {
      then(
        found.reduceRight<Scope>(
          (parent, { name, value: one, path: at }) =>
            scopeIn(parent, `$${name}`, { type: 'variable', value: one, path: at }),
          scopeIn(scope, '', NOTHING),
        ),
      )
    })
  }

  private bind(
    pattern: Pattern,
    scope: Scope,
    value: Value,
    path: Path | null,
    before: readonly Found[],
    then: (found: readonly Found[]) => void,
  ): void {
    switch (pattern.type) {
      case 'name':
        return then([...before, { name: pattern.name, value, path }])
      case 'array':
        return this.bindItems(pattern.items, 0, scope, value, path, before, then)
      case 'object':
        return this.bindEntries(pattern.entries, 0, scope, value, path, before, then)
      default:
        return pattern satisfies never
    }
  }

  private bindItems(
    items: readonly Pattern[],
    at: number,
    scope: Scope,
    value: Value,
    path: Path | null,
    before: readonly Found[],
    then: (found: readonly Found[]) => void,
  ): void {
    if (!Array.isArray(value) && value !== null) throw new JqError(`Cannot index ${typeOf(value)} with number`)
    const pattern = items[at]
    if (!pattern) return then(before)
    const item: Value = (value as readonly Value[] | null)?.[at] ?? null
    this.bind(pattern, scope, item, chain(path, at), before, found =>
      this.bindItems(items, at + 1, scope, value, path, found, then),
    )
  }

  private bindEntries(
    entries: readonly (readonly [Query, Pattern])[],
    at: number,
    scope: Scope,
    value: Value,
    path: Path | null,
    before: readonly Found[],
    then: (found: readonly Found[]) => void,
  ): void {
    if (!isObject(value) && value !== null) throw new JqError(`Cannot index ${typeOf(value)} with string`)
    const entry = entries[at]
    if (!entry) return then(before)
    const [keyQuery, pattern] = entry
    this.apply(keyQuery, scope, value, null, false, key => {
      if (typeof key !== 'string') throw new JqError(`Cannot index ${typeOf(value)} with ${typeOf(key)}`)
      const item = isObject(value) ? (objectGet(value, key) ?? null) : null
      this.bind(pattern, scope, item, chain(path, key), before, found =>
        this.bindEntries(entries, at + 1, scope, value, path, found, then),
      )
    })
  }
}

type Found = { readonly name: string; readonly value: Value; readonly path: Path | null }

/** A copy with the value at a path changed. */
function changed(value: Value, path: Path, change: (before: Value | undefined) => Value): Value {
  const result = mutate(value, pathToArray(path), change, true)
  return result === GONE ? null : result
}

function keyOf({ name, parameters }: Definition): string {
  return `${name}/${parameters.length}`
}

const NOTHING: Entry = { type: 'nothing' }

function scopeIn(parent: Scope | undefined, name: string, entry: Entry): Scope {
  return { parent, name, entry, defined: new Map() }
}

function find(scope: Scope, name: string): Entry | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.name === name) return at.entry
  return undefined
}

type Own =
  | Extract<Entry, { type: 'argument' }>
  | { readonly type: 'function'; readonly definition: Definition; readonly scope: Scope }

function findFunction(scope: Scope, name: string): Own | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    const definition = at.defined.get(name)
    if (definition) return { type: 'function', definition, scope: at }
    if (at.name === name && at.entry.type === 'argument') return at.entry
  }
  return undefined
}

function numberOf(text: string): Value {
  if (!/^\d+$/.test(text)) return double(Number(text))
  const value = BigInt(text)
  if (value > 9223372036854775807n) throw new JqError(`For input string: "${text}"`)
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** What `\\(…)` writes: Doubles keep their `.0`, unlike in `tojson`. */
function interpolated(value: Value): string {
  return Array.isArray(value) || isObject(value) ? jsonText(value, { dialect: '2.0', nulls: true }) : asText(value)
}

function combined(operator: Operator, a: Value, b: Value): Value {
  switch (operator) {
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(operator, a, b)
    case '==':
      return compareNodes(a, b) === 0
    case '!=':
      return compareNodes(a, b) !== 0
    case '<':
      return compareNodes(a, b) < 0
    case '<=':
      return compareNodes(a, b) <= 0
    case '>':
      return compareNodes(a, b) > 0
    default:
      return compareNodes(a, b) >= 0
  }
}

function assigned(operator: Operator, before: Value, value: Value): Value {
  switch (operator) {
    case '=':
      return value
    case '//=':
      return isTrue(before) ? before : value
    case '+=':
      return arithmetic('+', before, value)
    case '-=':
      return arithmetic('-', before, value)
    case '*=':
      return arithmetic('*', before, value)
    case '/=':
      return arithmetic('/', before, value)
    default:
      return arithmetic('%', before, value)
  }
}
