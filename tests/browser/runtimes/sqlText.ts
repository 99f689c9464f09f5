import { readSqlType, type SqlType } from '../../../src/runtimes/sqlType'

/** A value as DuckDB prints it, from the value that a task gets: to compare with what native DuckDB printed. */
export const sqlText = (value: unknown, type: string): string | null => textOf(value, readSqlType(type))

function textOf(value: unknown, type: SqlType): string | null {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'list':
    case 'array':
      return `[${(value as readonly unknown[]).map(item => nested(item, type.of)).join(', ')}]`
    case 'struct': {
      const row = value as Readonly<Record<string, unknown>>
      if (type.fields[0]?.name === '1') {
        return `(${type.fields.map(field => nested(row[field.name], field.type)).join(', ')})`
      }
      return `{${type.fields.map(field => `'${field.name}': ${nested(row[field.name], field.type)}`).join(', ')}}`
    }
    case 'map':
      return `{${Object.entries(value)
        .map(([key, item]) => `${key}=${nested(item, type.value)}`)
        .join(', ')}}`
    case 'scalar':
      return scalarText(value, type.name)
    default:
      return type satisfies never
  }
}

/** Inside another value, texts with signs of their own are in quotes. */
function nested(value: unknown, type: SqlType): string {
  const text = textOf(value, type) ?? 'NULL'
  return type.kind === 'scalar' && /^TIME/.test(type.name) && text !== 'NULL' ? `'${text}'` : text
}

function scalarText(value: unknown, name: string): string {
  const plain = typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : value
  switch (name) {
    case 'FLOAT':
    case 'DOUBLE':
      return doubleText(Number(plain), String(plain))
    case 'TIME':
      return withoutZeros(String(plain))
    case 'TIMESTAMP WITH TIME ZONE':
      return `${momentText(String(plain))}+00`
    case 'BLOB':
      return blobText(value as Uint8Array)
    default:
      return name.startsWith('TIMESTAMP') ? momentText(String(plain)) : String(plain)
  }
}

function doubleText(value: number, text: string): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  return text
}

const momentText = (text: string): string => withoutZeros(text.replace('T', ' ').replace(/Z(?:\[UTC\])?$/, ''))

const withoutZeros = (text: string): string => text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')

const blobText = (bytes: Uint8Array): string =>
  Array.from(Object.values(bytes), byte =>
    byte >= 32 && byte < 127 && byte !== 34 && byte !== 39 && byte !== 92
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('')
