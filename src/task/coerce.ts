import { parseJson } from '../expression'
import { ISO_DURATION } from './duration'
import type { Properties, Property } from './property'
import { isMap, numberOf } from './written'

/** A rendered value is not of the kind its property takes. `message` is worded as Kestra's mapper words it. */
export class CoerceError extends Error {
  override readonly name = 'CoerceError'
  readonly property: string
  constructor(property: string, message: string) {
    super(message)
    this.property = property
  }
}

/**
 * Turns rendered values into what `run` receives: defaults put in, texts read as numbers, booleans, lists and maps
 * where the property asks for them. Late properties and those not in `properties` are passed on as they are.
 * Source: Kestra `io.kestra.core.models.property.Property`, `JacksonMapper`.
 * @throws CoerceError naming the property
 */
export function coerceValues(
  properties: Properties,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const coerced: Record<string, unknown> = { ...values }
  for (const [name, property] of Object.entries(properties)) {
    if (property.dynamic === 'late' && coerced[name] !== undefined) continue
    const value = coerced[name] ?? defaultOf(property)
    if (value === undefined || value === null) delete coerced[name]
    else coerced[name] = coerce(property, value, name)
  }
  return coerced
}

/** The value of a property that is not written. */
export const defaultOf = (property: Property): unknown => ('default' in property ? property.default : undefined)

/**
 * One rendered value as its property's kind.
 * @throws CoerceError with `name` as its property
 */
export function coerce(property: Property, value: unknown, name: string): unknown {
  if (value === null || value === undefined) return value
  switch (property.kind) {
    case 'string':
      return typeof value === 'object' && numberOf(value) === undefined ? value : text(value)
    case 'number':
      return coerceNumber(property, value, name)
    case 'boolean':
      return coerceBoolean(value, name)
    case 'choice':
      return coerceChoice(property, value, name)
    case 'duration':
      return coerceDuration(value, name)
    case 'list':
      return coerceList(property, value, name)
    case 'map':
      return coerceMap(property, value, name)
    case 'object':
      return isMap(value) ? coerceValues(property.properties, value) : readMap(value, name)
    case 'oneOf':
      return coerceOneOf(property, value, name)
    case 'task':
    case 'any':
      return value
    default:
      return property satisfies never
  }
}

const text = (value: unknown): string => {
  if (typeof value === 'object' && value !== null && 'value' in value) return String(value.value)
  return String(value)
}

function coerceNumber(property: Extract<Property, { kind: 'number' }>, value: unknown, name: string): number {
  const number = numberOf(value) ?? (typeof value === 'string' ? readNumber(value) : Number.NaN)
  const result = Number(number)
  if (Number.isNaN(result)) throw new CoerceError(name, cannotRead(property.integer ? 'Integer' : 'Double', value))
  return property.integer ? Math.trunc(result) : result
}

const readNumber = (written: string): number => (written.trim() === '' ? Number.NaN : Number(written))

function coerceBoolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value
  const written = text(value).trim()
  if (/^(true|TRUE|True)$/.test(written)) return true
  if (/^(false|FALSE|False)$/.test(written)) return false
  throw new CoerceError(
    name,
    `Cannot deserialize value of type \`java.lang.Boolean\` from String "${written}": only "true" or "false" recognized`,
  )
}

function coerceChoice(property: Extract<Property, { kind: 'choice' }>, value: unknown, name: string): string {
  const written = text(value)
  const chosen = property.of.find(choice => choice === written) ?? sameLetters(property.of, written)
  if (chosen !== undefined) return chosen
  throw new CoerceError(
    name,
    `"${written}" is not one of the values accepted for \`${name}\`: [${[...property.of].sort().join(', ')}]`,
  )
}

const sameLetters = (choices: readonly string[], written: string): string | undefined =>
  choices.find(choice => choice.toLowerCase() === written.toLowerCase())

function coerceDuration(value: unknown, name: string): string {
  const seconds = numberOf(value)
  if (seconds !== undefined) return `PT${seconds}S`
  const written = text(value).trim()
  if (ISO_DURATION.test(written)) return written
  throw new CoerceError(name, `Text cannot be parsed to a Duration: "${written}"`)
}

function coerceList(property: Extract<Property, { kind: 'list' }>, value: unknown, name: string): readonly unknown[] {
  const list = typeof value === 'string' ? readJson(value, name, 'java.util.ArrayList') : value
  if (!Array.isArray(list)) throw new CoerceError(name, cannotRead('ArrayList', value, 'java.util'))
  return list.map(item => coerce(property.of, item, name))
}

function coerceMap(
  property: Extract<Property, { kind: 'map' }>,
  value: unknown,
  name: string,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(readMap(value, name)).map(([key, item]) => [key, coerce(property.of, item, name)]),
  )
}

function readMap(value: unknown, name: string): Readonly<Record<string, unknown>> {
  const map = typeof value === 'string' ? readJson(value, name, 'java.util.LinkedHashMap') : value
  if (map instanceof Map) return Object.fromEntries(map)
  if (!isMap(map)) throw new CoerceError(name, cannotRead('LinkedHashMap', value, 'java.util'))
  return map
}

function readJson(written: string, name: string, javaType: string): unknown {
  try {
    return parseJson(written)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CoerceError(name, `Cannot read \`${javaType}\` from "${written.slice(0, 80)}": ${reason}`)
  }
}

function coerceOneOf(property: Extract<Property, { kind: 'oneOf' }>, value: unknown, name: string): unknown {
  const fitting = property.of.find(alternative => fits(alternative, value))
  if (fitting) return coerce(fitting, value, name)
  for (const alternative of property.of) {
    try {
      return coerce(alternative, value, name)
    } catch (error) {
      if (!(error instanceof CoerceError)) throw error
    }
  }
  throw new CoerceError(name, cannotRead('Object', value))
}

function fits(property: Property, value: unknown): boolean {
  switch (property.kind) {
    case 'list':
      return Array.isArray(value)
    case 'map':
    case 'object':
    case 'task':
      return isMap(value)
    case 'number':
      return numberOf(value) !== undefined
    case 'boolean':
      return typeof value === 'boolean'
    case 'string':
    case 'duration':
      return typeof value === 'string'
    case 'choice':
      return typeof value === 'string' && property.of.includes(value)
    case 'oneOf':
      return property.of.some(alternative => fits(alternative, value))
    case 'any':
      return true
    default:
      return property satisfies never
  }
}

function cannotRead(javaType: string, value: unknown, place = 'java.lang'): string {
  const full = `${place}.${javaType}`
  if (Array.isArray(value))
    return `Cannot deserialize value of type \`${full}\` from Array value (token \`JsonToken.START_ARRAY\`)`
  if (isMap(value))
    return `Cannot deserialize value of type \`${full}\` from Object value (token \`JsonToken.START_OBJECT\`)`
  return `Cannot deserialize value of type \`${full}\` from String "${text(value)}": not a valid \`${full}\` value`
}
