import type { SecretValue } from '../flow'
import type { Execution, Input } from '../model'
import { INPUT_TYPES, isMap } from '../task'
import type { InputProblem } from './api'
import { STARS } from './hidden'

export type Retyped =
  | { readonly ok: true; readonly execution: Execution; readonly secrets: readonly SecretValue[] }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/**
 * A kept execution with the values of its SECRET inputs, which storage has stars for: those that were typed again take
 * their place, the others are asked for.
 */
export function retyped(
  execution: Execution,
  inputs: readonly Input[],
  typed: Readonly<Record<string, unknown>>,
): Retyped {
  const problems: InputProblem[] = []
  const secrets: SecretValue[] = []
  let values = execution.inputs
  for (const { id, type, defaults } of inputs) {
    if (INPUT_TYPES[type] !== 'SECRET') continue
    const path = id.split('.')
    const kept = valueAt(values, path)
    if (typeof kept !== 'string') continue
    const value = kept.includes(STARS) ? typed[id] : kept
    if (typeof value !== 'string' || value === '') {
      problems.push({ inputId: id, message: `Missing required input:${id}` })
      continue
    }
    secrets.push({ text: value, written: value === defaults })
    values = withValueAt(values, path, value)
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, execution: { ...execution, inputs: values }, secrets }
}

type Values = Readonly<Record<string, unknown>>

const valueAt = (values: Values, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isMap(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), values)

function withValueAt(values: Values, [key = '', ...path]: readonly string[], value: string): Values {
  const inner = values[key]
  return { ...values, [key]: path.length > 0 && isMap(inner) ? withValueAt(inner, path, value) : value }
}
