import type { Path } from '../model'
import type { CheckOptions } from './finding'
import type { Property } from './property'
import { nearest } from './suggest'
import { describeValue, hasTemplate, numberOf } from './written'

/** What a property takes, in words: `a whole number`, `one of GET, POST`. */
export function expected(property: Property): string {
  switch (property.kind) {
    case 'string':
      return 'text'
    case 'number':
      return property.integer ? 'a whole number' : 'a number'
    case 'boolean':
      return 'true or false'
    case 'choice':
      return `one of ${property.of.join(', ')}`
    case 'duration':
      return 'a duration such as PT5M'
    case 'map':
    case 'object':
      return 'a map'
    case 'list':
      return 'a list'
    case 'task':
      return 'a task'
    case 'oneOf':
      return [...new Set(property.of.map(expected))].join(' or ')
    case 'any':
      return 'any value'
    default:
      return property satisfies never
  }
}

/** Checks a value that is neither a list nor a map. */
export function checkScalar(
  property: Extract<Property, { kind: 'string' | 'number' | 'boolean' | 'choice' | 'duration' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  switch (property.kind) {
    case 'string':
      checkText(property, value, path, options, rendered)
      return
    case 'number':
      checkNumber(property, value, path, options, rendered)
      return
    case 'boolean':
      if (typeof value !== 'boolean' && !/^(true|false)$/i.test(String(value))) {
        mismatch(property, value, path, options, rendered)
      }
      return
    case 'choice':
      checkChoice(property, value, path, options, rendered)
      return
    case 'duration':
      if (!isDuration(value)) mismatch(property, value, path, options, rendered)
      return
    default:
      property satisfies never
  }
}

function checkText(
  property: Extract<Property, { kind: 'string' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  if (typeof value === 'object' && numberOf(value) === undefined) {
    mismatch(property, value, path, options, rendered)
    return
  }
  if (property.pattern === undefined || matchesFully(property.pattern, String(value))) return
  options.report({
    code: 'pattern',
    severity: 'error',
    path,
    at: 'value',
    message: `${options.label(path)}: must match "${property.pattern}"`,
    hint: `"${String(value)}" has a character that is not allowed here.`,
  })
}

/** Whether the whole text matches, as Java's `@Pattern` asks. */
export const matchesFully = (pattern: string, text: string): boolean => new RegExp(`^(?:${pattern})$`, 'u').test(text)

function checkNumber(
  property: Extract<Property, { kind: 'number' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  const number = numberOf(value) ?? (typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN)
  if (Number.isNaN(number) || (property.integer && !Number.isInteger(Number(number)))) {
    mismatch(property, value, path, options, rendered)
  } else if (property.minimum !== undefined && number < property.minimum) {
    options.report({
      code: 'too-small',
      severity: 'error',
      path,
      at: 'value',
      message: `${options.label(path)}: must be greater than or equal to ${property.minimum}`,
    })
  }
}

function checkChoice(
  property: Extract<Property, { kind: 'choice' }>,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  if (typeof value === 'object') {
    mismatch(property, value, path, options, rendered)
    return
  }
  const text = String(value)
  if (property.of.includes(text)) return
  const why = property.elsewhere?.[text]
  const near =
    why === undefined
      ? (property.of.find(choice => choice.toLowerCase() === text.toLowerCase()) ?? nearest(text, property.of))
      : undefined
  options.report({
    code: 'wrong-choice',
    severity: rendered ? 'warning' : 'error',
    path,
    at: 'value',
    message: choiceMessage(text, property.of, path, options),
    ...(near === undefined
      ? { hint: why ?? `Known: ${property.of.join(', ')}.` }
      : { hint: `Did you mean ${near}?`, replace: near }),
  })
}

/** A `type` names a class; Kestra words its absence as it does for tasks. */
const choiceMessage = (text: string, choices: readonly string[], path: Path, { label }: CheckOptions): string =>
  path.at(-1) === 'type' ? `Invalid type: ${text}` : `${label(path)}: "${text}" is not one of ${choices.join(', ')}`

/** ISO-8601 as `java.time.Duration` reads it; a bare number is seconds. */
export const isDuration = (value: unknown): boolean =>
  numberOf(value) !== undefined ||
  (typeof value === 'string' &&
    /^[-+]?P(?=.)([-+]?\d+D)?(T(?=.)([-+]?\d+H)?([-+]?\d+M)?([-+]?\d+([.,]\d{0,9})?S)?)?$/i.test(value))

/** Tells a value of another kind: an error where it is read as written, a warning where it is read when the task runs. */
export function mismatch(
  property: Property,
  value: unknown,
  path: Path,
  options: CheckOptions,
  rendered: boolean,
): void {
  const template = typeof value === 'string' && hasTemplate(value)
  options.report({
    code: 'wrong-kind',
    severity: rendered ? 'warning' : 'error',
    path,
    at: 'value',
    message: `${options.label(path)}: expected ${expected(property)}, found ${describeValue(value)}`,
    ...(template ? { hint: 'Expressions are not rendered here; write the value itself.' } : {}),
  })
}
