import { ExpressionError } from '../expression'
import type { Input, KestraVersion } from '../model'
import { shown } from '../task'
import { choicesOf, InputValueError, readInputValue } from './inputValue'
import { choicesFor, firstChoice, type InputEffects, type InputState, isEnabled, renderDeep } from './resolveInputs'
import { textOf } from './values'

/** What a form shows of an input, with the values given so far. */
export type AskedInput = {
  readonly id: string
  /** Whether it is asked for: what it depends on has a value, and its condition holds. */
  readonly asked: boolean
  /** The values to choose from, where an expression gives them. */
  readonly choices?: readonly string[]
  /** Its default or prefill, rendered; the first of its values where that is taken. */
  readonly first?: unknown
}

/**
 * What of inputs depends on others, as a form needs it. A value that is missing or wrong counts as none; an expression
 * that fails leaves its input as it is written. Source: Kestra `FlowInputOutput.validateExecutionInputs`.
 */
export async function askInputs(
  inputs: readonly Input[],
  given: Readonly<Record<string, unknown>>,
  version: KestraVersion,
  effects: Pick<InputEffects, 'render'>,
): Promise<readonly AskedInput[]> {
  const state: InputState = { inputs, effects, values: new Map() }
  const asked = new Map<string, AskedInput>()
  const ask = async (input: Input): Promise<void> => {
    if (asked.has(input.id)) return
    asked.set(input.id, { id: input.id, asked: true })
    for (const id of input.dependsOn?.inputs ?? []) {
      const other = inputs.find(one => one.id === id)
      if (other) await ask(other)
    }
    const answer = await answerFor(input, state)
    asked.set(input.id, answer)
    const value = answer.asked
      ? readLeniently(input, given[input.id] ?? answer.first, answer.choices, version)
      : undefined
    if (value !== undefined || !input.required) state.values.set(input.id, value ?? null)
  }
  for (const input of inputs) await ask(input)
  return inputs.map(({ id }) => asked.get(id) ?? { id, asked: true })
}

async function answerFor(input: Input, state: InputState): Promise<AskedInput> {
  const isAsked = await orElse(() => isEnabled(input, state), true)
  const choices = input.expression === undefined ? undefined : await orElse(() => choicesFor(input, state), undefined)
  const written = input.defaults ?? input.prefill
  const own = firstChoice(input, choices ?? choicesOf(input))
  const first =
    written === undefined || written === null ? own : await orElse(() => renderDeep(written, state), undefined)
  return {
    id: input.id,
    asked: isAsked,
    ...(choices === undefined ? {} : { choices }),
    ...(first === undefined ? {} : { first: shown(first) ?? textOf(first) }),
  }
}

/** What fails for the flow's own expressions or values is told when it runs. */
async function orElse<Value, Other>(work: () => Promise<Value>, other: Other): Promise<Value | Other> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof InputValueError) return other
    throw error
  }
}

function readLeniently(
  input: Input,
  value: unknown,
  choices: readonly string[] | undefined,
  version: KestraVersion,
): unknown {
  if (value === undefined || value === null || value === '') return undefined
  if (value instanceof Blob) return input.id
  try {
    return readInputValue(input, value, version, choices)
  } catch (error) {
    if (error instanceof InputValueError) return undefined
    throw error
  }
}
