import { JsonError, parseJson } from '../expression'
import type { Input, KestraVersion } from '../model'
import { INPUT_TYPES, isMap, matchesFully, numberOf, printDuration } from '../task'
import { DateTextError, printInstant, printMicros, readDate, readDuration, readInstant, readTime } from './isoDates'
import { parseYaml } from './parse'
import { textOf } from './values'

/**
 * A value is not what its input takes. `message` is the cause as Kestra words it; `bare` ones stand alone, without
 * the name of the input.
 */
export class InputValueError extends Error {
  override readonly name = 'InputValueError'
  constructor(
    message: string,
    readonly bare = false,
  ) {
    super(message)
  }
}

/**
 * Turns a value as typed, picked or rendered into the value that Kestra gives an input of that type, and checks it
 * against the input's own rules. `choices` are the values of SELECT and MULTISELECT where an expression gives them.
 * Source: Kestra `FlowInputOutput.parseData`, `io.kestra.core.models.flows.input.*`.
 * @throws InputValueError
 */
export function readInputValue(
  input: Input,
  value: unknown,
  version: KestraVersion,
  choices: readonly string[] = choicesOf(input),
): unknown {
  switch (INPUT_TYPES[input.type]) {
    case 'INT':
      return readInteger(input, value, version)
    case 'FLOAT':
      return readFloat(input, value, version)
    case 'BOOL':
      return typeof value === 'boolean' ? value : asText(value).toLowerCase() === 'true'
    case 'SELECT':
      return readChoice(input, asText(value), choices)
    case 'MULTISELECT':
      return readChoices(input, value, choices)
    case 'ARRAY':
      return readArray(input, value, version)
    case 'JSON':
      return typeof value === 'string' ? readJsonText(value) : value
    case 'YAML':
      return typeof value === 'string' ? readYamlText(value) : value
    case 'DATE':
      return readIso(input, value, version, 'LocalDate', readDate)
    case 'TIME':
      return readIso(input, value, version, 'LocalTime', readTime)
    case 'DATETIME':
      return readIso(input, value, version, 'Instant', text => printMicros(readInstant(text)))
    case 'DURATION':
      return readDurationValue(input, value, version)
    case 'URI':
      return readUri(asText(value))
    case 'EMAIL':
      return readEmail(asText(value))
    case 'FILE':
      return readFile(input, asText(value))
    default:
      return readPattern(input, asText(value))
  }
}

/**
 * The values that a SELECT or MULTISELECT lists: texts, or maps of a label and a value.
 * Source: Kestra `io.kestra.core.models.flows.input.ValueOption`.
 */
export function choicesOf(input: Input): readonly string[] {
  const written = input.values ?? input.options
  return Array.isArray(written) ? written.map(item => asText(isMap(item) ? (item.value ?? item) : item)) : []
}

/** A Double of Java's, told apart from an Integer where JavaScript would not. */
export const asDouble = (number: number): unknown =>
  Number.isInteger(number) ? { $java: 'Double', value: `${number}.0` } : number

function asText(value: unknown): string {
  return textOf(value) ?? JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? Number(item) : item))
}

function readPattern(input: Input, text: string): string {
  const { validator } = input
  if (typeof validator === 'string' && text !== '' && !fits(validator, text)) {
    throw new InputValueError(`it must match the pattern \`${validator}\``)
  }
  return text
}

/** A pattern that JavaScript cannot read lets everything through: Java reads it. */
function fits(pattern: string, text: string): boolean {
  try {
    return matchesFully(pattern, text)
  } catch (error) {
    if (error instanceof SyntaxError) return true
    throw error
  }
}

/** The name of a file, or its address. Source: Kestra `FileInput.validate`. @throws InputValueError */
export function readFile({ allowedFileExtensions }: Input, text: string): string {
  const allowed = Array.isArray(allowedFileExtensions) ? allowedFileExtensions.map(asText) : []
  const extension = /\.[^./]*$/.exec(text)?.[0].toLowerCase() ?? ''
  if (allowed.length === 0 || allowed.includes(extension)) return text
  throw new InputValueError(`File type not allowed. Accepted extensions: ${allowed.join(', ')}`)
}

function readInteger(input: Input, value: unknown, version: KestraVersion): number {
  const text = asText(value)
  const number = /^[-+]?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= -2_147_483_648 && number <= 2_147_483_647)) throw notConverted(text, 'Integer', version)
  inBounds(input, number, asNumber)
  return number
}

function readFloat(input: Input, value: unknown, version: KestraVersion): unknown {
  const text = asText(value).trim()
  const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fFdD]?$/.test(text) ? Number.parseFloat(text) : Number.NaN
  if (Number.isNaN(number)) throw notConverted(text, 'Float', version)
  inBounds(input, number, asNumber)
  return asDouble(number)
}

const asNumber = (bound: unknown): number => Number(numberOf(bound) ?? textOf(bound) ?? Number.NaN)

function inBounds(input: Input, number: number, read: (bound: unknown) => number, it = 'it'): void {
  const { min, max } = input
  const shown = (bound: unknown): string => {
    const text = asText(bound)
    if (input.type === 'DURATION') return printDuration(read(bound) * 1000)
    return input.type === 'FLOAT' && /^[-+]?\d+$/.test(text) ? `${text}.0` : text
  }
  if (min !== undefined && min !== null && number < read(min)) {
    throw new InputValueError(`${it} must be more than \`${shown(min)}\``)
  }
  if (max !== undefined && max !== null && number > read(max)) {
    throw new InputValueError(`${it} must be less than \`${shown(max)}\``)
  }
}

function notConverted(text: string, javaType: string, version: KestraVersion): InputValueError {
  if (version === '2.0') return new InputValueError(`Cannot convert value '${text}' to ${javaType}`)
  return new InputValueError(text === '' ? 'empty String' : `For input string: "${text}"`)
}

function readChoice(input: Input, text: string, choices: readonly string[]): string {
  if (input.allowCustomValue === true || choices.includes(text)) return text
  throw new InputValueError(`it must match the values \`[${choices.join(', ')}]\``)
}

function readChoices(input: Input, value: unknown, choices: readonly string[]): readonly string[] {
  const list = asList(value)
  const picked = list.map(asText)
  const stranger = input.allowCustomValue === true ? undefined : picked.find(item => !choices.includes(item))
  if (stranger === undefined) return picked
  throw new InputValueError(`value \`${stranger}\` doesn't match the values \`[${choices.join(', ')}]\``)
}

function readArray(input: Input, value: unknown, version: KestraVersion): readonly unknown[] {
  const itemType = textOf(input.itemType)
  return asList(value).map(item => {
    if (itemType === undefined) return item
    try {
      return readInputValue({ id: input.id, type: itemType, required: true }, item, version)
    } catch (error) {
      if (!(error instanceof InputValueError)) throw error
      throw new InputValueError(`Unable to parse array element as \`${itemType}\` on \`${asText(item)}\``)
    }
  })
}

function asList(value: unknown): readonly unknown[] {
  const list = typeof value === 'string' ? readJsonText(value) : value
  if (Array.isArray(list)) return list
  throw new InputValueError(`Expected a list but received \`${asText(value)}\``)
}

function readJsonText(text: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (!(error instanceof JsonError)) throw error
    throw bare(error.message)
  }
}

function readYamlText(text: string): unknown {
  const { value, problems } = parseYaml(text)
  const problem = problems.find(({ code }) => code !== 'duplicate-key')
  if (problem) throw bare(problem.message)
  return value
}

/** Where a library's own error is passed on, Kestra names no input. */
const bare = (message: string): InputValueError => new InputValueError(` errors:\n\`\`\`\n${message}\n\`\`\``, true)

function readIso(
  input: Input,
  value: unknown,
  version: KestraVersion,
  javaType: string,
  read: (text: string) => string,
): string {
  const text = asText(value)
  const result = javaDate(text, version, javaType, () => read(text))
  const { after, before } = input
  const bound = (written: unknown) => javaDate(asText(written), version, javaType, () => read(asText(written)))
  if (after !== undefined && after !== null && result < bound(after)) {
    throw new InputValueError(`it must be after \`${printBound(after, javaType)}\``)
  }
  if (before !== undefined && before !== null && result > bound(before)) {
    throw new InputValueError(`it must be before \`${printBound(before, javaType)}\``)
  }
  return result
}

/** As `java.time` prints it: a time without seconds that are 0, an instant in UTC. */
function printBound(bound: unknown, javaType: string): string {
  const text = asText(bound)
  if (javaType === 'LocalTime') return readTime(text).replace(/^(..:..):00$/, '$1')
  return javaType === 'Instant' ? printInstant(readInstant(text)) : text
}

function readDurationValue(input: Input, value: unknown, version: KestraVersion): unknown {
  const read = (written: unknown): number => {
    const text = asText(written)
    return javaDate(text, version, 'Duration', () => readDuration(text))
  }
  const seconds = numberOf(value)
  const number = seconds === undefined ? read(value) : Number(seconds)
  inBounds(input, number, read, 'It')
  return asDouble(number)
}

function javaDate<T>(text: string, version: KestraVersion, javaType: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof DateTextError)) throw error
    if (version === '1.3') throw bare(error.message)
    throw new InputValueError(`Cannot convert value '${text}' to ${javaType}`)
  }
}

/** Characters that `java.net.URI` takes unescaped, percent signs aside. */
const URI_CHARACTER = /[\w\-.!~*'()%;/?:@&=+$,#[\]\u00a0-\uffff]/

function readUri(text: string): string {
  const bad = [...text].findIndex(character => !URI_CHARACTER.test(character))
  if (bad !== -1) throw new InputValueError(`Illegal character in path at index ${bad}: ${text}`)
  if (!/^[a-z][a-z0-9+.-]*:/i.test(text)) throw new InputValueError(`Expected \`URI\` but received \`${text}\``)
  return text
}

/** Source: Kestra `EmailInput`. */
const EMAIL = /^$|^[a-zA-Z0-9_!#$%&’*+/=?`{|}~^.-]+@[a-zA-Z0-9.-]+$/

function readEmail(text: string): string {
  if (!EMAIL.test(text)) throw new InputValueError('The input must be a valid email')
  return text
}
