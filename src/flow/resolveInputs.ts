import { ExpressionError, hashOrderedKeys } from '../expression'
import type { Input, KestraVersion } from '../model'
import { INPUT_TYPES, isTruthy } from '../task'
import { choicesOf, InputValueError, readFile, readInputValue } from './inputValue'
import { textOf } from './values'

/** What resolving inputs needs of the world. */
export type InputEffects = {
  /**
   * Renders a text to a typed value with the inputs resolved so far; `render('{{ inputs.a }}', { a: 1 })` is 1.
   * @throws ExpressionError
   */
  readonly render: (text: string, inputs: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** Keeps the file of a FILE input and answers its address. */
  readonly putFile: (inputId: string, file: Blob) => Promise<string>
}

/**
 * The values of all inputs, dots in ids nested; `secrets` are not to be shown, `written` ones, which are defaults in the
 * flow's text, in logs only; `unknown` were passed over.
 */
export type ResolvedInputs =
  | {
      readonly ok: true
      readonly values: Readonly<Record<string, unknown>>
      readonly secrets: readonly SecretValue[]
      readonly unknown: readonly string[]
    }
  | { readonly ok: false; readonly problems: readonly { readonly inputId: string; readonly message: string }[] }

/** The value of a SECRET input. */
export type SecretValue = { readonly text: string; readonly written: boolean }

/** Inputs that get their values one after another. */
export type InputState = {
  readonly inputs: readonly Input[]
  readonly effects: Pick<InputEffects, 'render'>
  /** By id; an input whose condition does not hold is not in it. */
  readonly values: Map<string, unknown>
}

type State = InputState & {
  readonly given: Readonly<Record<string, unknown>>
  readonly version: KestraVersion
  readonly effects: InputEffects
  readonly done: Set<string>
  readonly problems: { readonly inputId: string; readonly message: string }[]
  readonly secrets: SecretValue[]
}

/**
 * Turns given values (text, plain values, Blobs for FILE) into the values of a flow's inputs: defaults for what is not
 * given, conditions of `dependsOn` looked at, every value read and checked as its type. An optional input without a
 * value is null. Kestra tells the first problem only; all are answered, the first one first. Also for `onResume`.
 * Source: Kestra `FlowInputOutput.resolveInputs`.
 */
export async function resolveInputs(
  inputs: readonly Input[],
  given: Readonly<Record<string, unknown>>,
  version: KestraVersion,
  effects: InputEffects,
): Promise<ResolvedInputs> {
  const state: State = {
    inputs,
    given,
    version,
    effects,
    values: new Map(),
    done: new Set(),
    problems: [],
    secrets: [],
  }
  for (const input of inputs) await resolve(input, state)
  if (state.problems.length > 0) return { ok: false, problems: state.problems }
  const known = new Set(inputs.map(input => input.id))
  return {
    ok: true,
    values: nest(state.values),
    secrets: state.secrets,
    unknown: Object.keys(given).filter(id => !known.has(id)),
  }
}

/**
 * Puts values with dots in their names into maps: `a.b` becomes `b` in `a`. The maps have the order of a HashMap, which
 * `{{ inputs }}` shows. Source: Kestra `MapUtils.flattenToNestedMap`.
 */
export function nest(values: ReadonlyMap<string, unknown>): Readonly<Record<string, unknown>> {
  return inHashOrder(nested(values), new Set(values.values()))
}

function inHashOrder(map: Record<string, unknown>, values: ReadonlySet<unknown>): Readonly<Record<string, unknown>> {
  const ordered: Record<string, unknown> = {}
  for (const key of hashOrderedKeys(Object.keys(map))) {
    const value = map[key]
    const isOurs = typeof value === 'object' && value !== null && !values.has(value)
    put(ordered, key, isOurs ? inHashOrder(value as Record<string, unknown>, values) : value)
  }
  return ordered
}

function nested(values: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  for (const [id, value] of values) {
    const parts = id.split('.')
    const last = parts.pop() ?? id
    let into = root
    for (const part of parts) {
      const inner = Object.hasOwn(into, part) ? into[part] : undefined
      const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
      put(into, part, next)
      into = next
    }
    put(into, last, value)
  }
  return root
}

/** Sets a key as an own property, `__proto__` too. */
function put(into: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
}

/** Inputs it depends on come first; a cycle is cut where it closes. */
async function resolve(input: Input, state: State): Promise<void> {
  if (state.done.has(input.id)) return
  state.done.add(input.id)
  for (const id of input.dependsOn?.inputs ?? []) {
    const other = state.inputs.find(one => one.id === id)
    if (other) await resolve(other, state)
  }
  try {
    const enabled = await isEnabled(input, state)
    const value = await inputValueOf(input, enabled, state)
    if (enabled || value !== null) state.values.set(input.id, value)
  } catch (error) {
    state.problems.push({ inputId: input.id, message: messageOf(error, input) })
  }
}

/** Whether an input is asked for: those it depends on have a value, and its condition holds. @throws ExpressionError */
export async function isEnabled(input: Input, state: InputState): Promise<boolean> {
  const { inputs = [], condition } = input.dependsOn ?? {}
  const known = inputs.filter(id => state.inputs.some(one => one.id === id))
  if (known.some(id => !state.values.has(id))) return false
  if (condition === undefined || condition === null) return true
  return isTruthy(textOf(await render(condition, state)) ?? '')
}

/** An input whose condition does not hold has its default, whatever is given. */
async function inputValueOf(input: Input, enabled: boolean, state: State): Promise<unknown> {
  const given = enabled ? state.given[input.id] : undefined
  if (given instanceof Blob) {
    if (given instanceof File) readFile(input, given.name)
    return state.effects.putFile(input.id, given)
  }
  const choices = await choicesFor(input, state)
  const value = given ?? (await defaultOf(input, choices, state))
  if (value === undefined || value === null) {
    if (input.required && enabled) throw new MissingInput(input.id)
    return null
  }
  const read = readInputValue(input, value, state.version, choices)
  if (INPUT_TYPES[input.type] === 'SECRET' && typeof read === 'string') {
    state.secrets.push({ text: read, written: given === undefined && value === input.defaults })
  }
  return read
}

/** The values to choose from, written or given by an expression. @throws ExpressionError, InputValueError */
export async function choicesFor(input: Input, state: InputState): Promise<readonly string[]> {
  const { expression } = input
  if (typeof expression !== 'string') return choicesOf(input)
  const list = await render(expression, state)
  if (!Array.isArray(list)) {
    throw new InputValueError(`Invalid expression \`${expression}\`. It must return an list of string.`)
  }
  return list.map(item => textOf(item) ?? JSON.stringify(item))
}

async function defaultOf(input: Input, choices: readonly string[], state: State): Promise<unknown> {
  const { defaults } = input
  return defaults === undefined || defaults === null ? firstChoice(input, choices) : renderDeep(defaults, state)
}

/** What `autoSelectFirst` takes of the values to choose from. */
export function firstChoice(input: Input, [first]: readonly string[]): unknown {
  if (input.autoSelectFirst !== true || first === undefined) return undefined
  return INPUT_TYPES[input.type] === 'MULTISELECT' ? [first] : first
}

/** A default with its expressions rendered. @throws ExpressionError */
export async function renderDeep(value: unknown, state: InputState): Promise<unknown> {
  if (typeof value === 'string') return render(value, state)
  if (!Array.isArray(value)) return value
  const items: unknown[] = []
  for (const item of value) items.push(await renderDeep(item, state))
  return items
}

const render = (text: string, state: InputState): Promise<unknown> =>
  text.includes('{') ? state.effects.render(text, nest(state.values)) : Promise.resolve(text)

class MissingInput extends Error {
  override readonly name = 'MissingInput'
}

function messageOf(error: unknown, input: Input): string {
  if (error instanceof MissingInput) return `Missing required input:${input.id}`
  if (error instanceof InputValueError && error.bare) return error.message
  if (error instanceof InputValueError || error instanceof ExpressionError) {
    return `Invalid value for input \`${input.id}\`. Cause: ${error.message}`
  }
  throw error
}
