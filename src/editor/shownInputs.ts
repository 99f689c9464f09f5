import type { Input } from '../model'
import { isMap, numberOf } from '../task'

/** Inputs as a form shows them, of a flow or of what a task asks for. */
export const shownInputs = (inputs: readonly Input[]): readonly Input[] => inputs.map(input => shown(input) as Input)

/** A written value as a form shows it: `1.0` is the number 1 there. */
export function shown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shown)
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item)]))
  return typeof value === 'object' && value !== null ? numberOf(value) : value
}
