/** A type of an Avro schema, with named types put in where they are used. Source: Apache Avro, specification 1.12. */
export type AvroType =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' | 'float' | 'double' | 'string' }
  | { readonly kind: 'int' | 'long'; readonly logical?: string }
  | { readonly kind: 'bytes'; readonly logical?: string; readonly scale?: number }
  | { readonly kind: 'fixed'; readonly size: number; readonly logical?: string; readonly scale?: number }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly of: readonly AvroType[] }
  | { readonly kind: 'record'; readonly name: string; readonly fields: readonly AvroField[] }

export type AvroField = { readonly name: string; readonly type: AvroType }

type Json = Readonly<Record<string, unknown>>

const PRIMITIVE = ['null', 'boolean', 'int', 'long', 'float', 'double', 'bytes', 'string'] as const

/** Reads the JSON of a schema. @throws RangeError where it is none, or uses what is not there */
export function readSchema(json: string): AvroType {
  let written: unknown
  try {
    written = JSON.parse(json)
  } catch (error) {
    throw new RangeError(`The schema is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  return typeOf(written, new Map())
}

/** Named types are found by their last name, as all of a file are in one schema. */
function typeOf(written: unknown, named: Map<string, AvroType>): AvroType {
  if (Array.isArray(written)) return { kind: 'union', of: written.map(one => typeOf(one, named)) }
  if (typeof written === 'string') return simpleType(written, {}, named)
  if (typeof written !== 'object' || written === null) throw new RangeError('The schema has a type that is no type')
  const map = written as Json
  switch (map.type) {
    case 'record':
    case 'error':
      return recordType(map, named)
    case 'enum':
      return remembered(map, named, { kind: 'enum', symbols: listOf(map.symbols).map(String) })
    case 'fixed':
      return remembered(map, named, { kind: 'fixed', size: Number(map.size), ...logicalOf(map) })
    case 'array':
      return { kind: 'array', items: typeOf(map.items, named) }
    case 'map':
      return { kind: 'map', values: typeOf(map.values, named) }
    default:
      return typeof map.type === 'string' ? simpleType(map.type, map, named) : typeOf(map.type, named)
  }
}

function simpleType(name: string, map: Json, named: ReadonlyMap<string, AvroType>): AvroType {
  const kind = PRIMITIVE.find(one => one === name)
  if (kind === 'int' || kind === 'long' || kind === 'bytes') return { kind, ...logicalOf(map) }
  if (kind !== undefined) return { kind }
  const found = named.get(lastName(name))
  if (found === undefined) throw new RangeError(`The schema has no type ${name}`)
  return found
}

function recordType(map: Json, named: Map<string, AvroType>): AvroType {
  const fields: AvroField[] = []
  const record = remembered(map, named, { kind: 'record', name: String(map.name ?? 'row'), fields })
  for (const field of listOf(map.fields)) {
    const { name, type } = field as { readonly name?: unknown; readonly type?: unknown }
    fields.push({ name: String(name), type: typeOf(type, named) })
  }
  return record
}

function remembered(map: Json, named: Map<string, AvroType>, type: AvroType): AvroType {
  named.set(lastName(String(map.name)), type)
  return type
}

const logicalOf = ({ logicalType, scale }: Json): { readonly logical?: string; readonly scale?: number } =>
  typeof logicalType === 'string' ? { logical: logicalType, scale: typeof scale === 'number' ? scale : 0 } : {}

const lastName = (name: string): string => name.slice(name.lastIndexOf('.') + 1)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
