/** A type of DuckDB, taken apart. */
export type SqlType =
  | { readonly kind: 'scalar'; readonly name: string; readonly details: string }
  | { readonly kind: 'list'; readonly of: SqlType }
  | { readonly kind: 'array'; readonly of: SqlType; readonly size: number }
  | { readonly kind: 'struct'; readonly fields: readonly SqlField[] }
  | { readonly kind: 'map'; readonly key: SqlType; readonly value: SqlType }

export type SqlField = { readonly name: string; readonly type: SqlType }

/** Reads the name of a type as DuckDB prints it: `DECIMAL(10,2)`, `STRUCT(a INTEGER, "b c" VARCHAR[])[3]`. */
export function readSqlType(text: string): SqlType {
  const [, inner, size] = /^([\s\S]*)\[(\d*)\]$/.exec(text) ?? []
  if (inner !== undefined) {
    const of = readSqlType(inner)
    return size ? { kind: 'array', of, size: Number(size) } : { kind: 'list', of }
  }
  const open = text.indexOf('(')
  const name = open === -1 ? text : text.slice(0, open)
  const details = open === -1 ? '' : text.slice(open + 1, text.lastIndexOf(')'))
  if (name === 'STRUCT') return { kind: 'struct', fields: splitList(details).map(readField) }
  if (name === 'MAP') {
    const [key = 'VARCHAR', value = 'VARCHAR'] = splitList(details)
    return { kind: 'map', key: readSqlType(key), value: readSqlType(value) }
  }
  return { kind: 'scalar', name, details }
}

/** A field; those of a tuple have no names and get their places, from 1. */
function readField(text: string, at: number): SqlField {
  const [, quoted, plain, type] = /^(?:"((?:[^"]|"")*)"|([^\s(]+))\s+([\s\S]*)$/.exec(text) ?? []
  if (type === undefined) return { name: String(at + 1), type: readSqlType(text) }
  return { name: quoted?.replaceAll('""', '"') ?? plain ?? text, type: readSqlType(type) }
}

/** Splits at commas outside parentheses and quotes. */
function splitList(text: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  let quote: string | undefined
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote !== undefined) {
      if (character === quote) quote = undefined
    } else if (character === '"' || character === "'") quote = character
    else if (character === '(') depth++
    else if (character === ')') depth--
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  return [...parts, text.slice(start).trim()].filter(part => part !== '')
}

/** Types that Arrow does not carry exactly; DuckDB prints them. */
const AS_TEXT: ReadonlySet<string> = new Set([
  'ENUM',
  'INTERVAL',
  'BIT',
  'TIME WITH TIME ZONE',
  'TIME_NS',
  'BIGNUM',
  'VARINT',
  'UNION',
  'VARIANT',
  'GEOMETRY',
])

/** The same type with text in place of what Arrow does not carry exactly; the same object where there is none. */
export function carried(type: SqlType): SqlType {
  switch (type.kind) {
    case 'scalar':
      return AS_TEXT.has(type.name) ? TEXT : type
    case 'list': {
      const of = carried(type.of)
      return of === type.of ? type : { kind: 'list', of }
    }
    case 'array': {
      const of = carried(type.of)
      return of === type.of ? type : { ...type, of }
    }
    case 'struct': {
      const fields = type.fields.map(field => ({ name: field.name, type: carried(field.type) }))
      return fields.every((field, at) => field.type === type.fields[at]?.type) ? type : { kind: 'struct', fields }
    }
    case 'map': {
      const [key, value] = [carried(type.key), carried(type.value)]
      return key === type.key && value === type.value ? type : { kind: 'map', key, value }
    }
    default:
      return type satisfies never
  }
}

const TEXT: SqlType = { kind: 'scalar', name: 'VARCHAR', details: '' }

/** The name of a type as a cast takes it. */
export function sqlTypeName(type: SqlType): string {
  switch (type.kind) {
    case 'scalar':
      return type.details === '' ? type.name : `${type.name}(${type.details})`
    case 'list':
      return `${sqlTypeName(type.of)}[]`
    case 'array':
      return `${sqlTypeName(type.of)}[${type.size}]`
    case 'struct':
      return `STRUCT(${type.fields.map(field => `${quotedName(field.name)} ${sqlTypeName(field.type)}`).join(', ')})`
    case 'map':
      return `MAP(${sqlTypeName(type.key)}, ${sqlTypeName(type.value)})`
    default:
      return type satisfies never
  }
}

/** A name in the quotes of SQL. */
export const quotedName = (name: string): string => `"${name.replaceAll('"', '""')}"`
