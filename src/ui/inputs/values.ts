import type { AskedInput } from '../../engine'
import type { Input } from '../../model'

/** A value that can be chosen, and what the form calls it. */
export type Choice = { readonly value: string; readonly label: string }

/** The values to choose from: those an expression gave, else those that are written. */
export function choicesOf(input: Input, asked?: AskedInput): readonly Choice[] {
  if (asked?.choices) return asked.choices.map(toChoice)
  const written: unknown = input.values ?? input.options
  return Array.isArray(written) ? written.map(toChoice) : []
}

function toChoice(item: unknown): Choice {
  if (typeof item !== 'object' || item === null || !('value' in item))
    return { value: textOf(item), label: textOf(item) }
  const value = textOf(item.value)
  return { value, label: 'label' in item ? textOf(item.label) : value }
}

/** What a field shows: what was given, else the default or prefill. Null is a field that was cleared. */
export const shownValue = (input: Input, value: unknown, asked?: AskedInput): unknown =>
  value === undefined ? (asked?.first ?? input.defaults ?? input.prefill ?? firstOf(input)) : value

function firstOf(input: Input): unknown {
  const first = input.autoSelectFirst === true ? choicesOf(input)[0]?.value : undefined
  return first !== undefined && input.type === 'MULTISELECT' ? [first] : first
}

/** A value as the text of a field. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** A value as a list of texts; a text may be a list in JSON. */
export function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(textOf)
  const text = textOf(value).trim()
  if (text === '') return []
  try {
    const read: unknown = JSON.parse(text)
    return Array.isArray(read) ? read.map(textOf) : [text]
  } catch {
    return [text]
  }
}

/** Whether what a form shows of the inputs depends on values that only the engine can work out. */
export const needAsking = (inputs: readonly Input[]): boolean =>
  inputs.some(
    ({ dependsOn, expression, defaults, prefill }) =>
      dependsOn !== undefined || expression !== undefined || isTemplate(defaults) || isTemplate(prefill),
  )

const isTemplate = (value: unknown): boolean => value !== undefined && JSON.stringify(value)?.includes('{{') === true

/**
 * The values that a form hands over: what was given, and what it shows without that: a prefill, which nobody cleared,
 * and a box that is not ticked.
 */
export function handedOver(
  inputs: readonly Input[],
  values: Readonly<Record<string, unknown>>,
  asked: readonly AskedInput[] = [],
): Readonly<Record<string, unknown>> {
  const shown = inputs.flatMap(input => {
    if (values[input.id] !== undefined) return []
    const own = asked.find(({ id }) => id === input.id)
    if (own?.asked === false || (input.defaults !== undefined && input.defaults !== null)) return []
    const value = input.prefill === undefined ? undefined : shownValue(input, undefined, own)
    const filled = value ?? (input.type === 'BOOL' && input.required ? false : undefined)
    return filled === undefined ? [] : [[input.id, filled] as const]
  })
  return { ...values, ...Object.fromEntries(shown) }
}
