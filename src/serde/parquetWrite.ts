import type { CompressionCodec, SchemaElement } from 'hyparquet'
import { type ColumnType, joined, typeOf } from './columnType'
import { cellText, entriesOf, isTagged, type Rows } from './value'

/** What a column of a Parquet file holds. */
export type ParquetType = 'boolean' | 'int' | 'long' | 'float' | 'double' | 'string' | 'bytes' | 'date' | 'timestamp'

export type ParquetColumn = { readonly name: string; readonly type: ParquetType }

export type ParquetOptions = {
  /** The columns to write; found out from the rows when absent. */
  readonly columns?: readonly ParquetColumn[]
  readonly codec: 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP'
}

/**
 * Writes rows that are maps as a Parquet file. Without columns they are found out from all rows; what has no type of
 * its own (decimals, lists, maps, mixed values) becomes text.
 * @throws RangeError where a value does not fit its column
 */
export async function writeParquet(rows: Rows, { columns, codec }: ParquetOptions): Promise<Blob> {
  const [{ parquetWriteBuffer }, { gzipSync }] = await Promise.all([import('hyparquet-writer'), import('fflate')])
  const maps: ReadonlyMap<string, unknown>[] = []
  for await (const row of rows) maps.push(new Map(entriesOf(row) ?? []))
  const written = columns ?? columnsOf(maps)
  const content = parquetWriteBuffer({
    schema: [{ name: 'root', num_children: written.length }, ...written.map(elementOf)],
    columnData: written.map(({ name, type }) => ({ name, data: maps.map(row => cell(row.get(name), type, name)) })),
    codec: codec as CompressionCodec,
    compressors: { GZIP: bytes => gzipSync(bytes) },
  })
  return new Blob([content], { type: 'application/vnd.apache.parquet' })
}

function columnsOf(rows: readonly ReadonlyMap<string, unknown>[]): readonly ParquetColumn[] {
  const types = new Map<string, ColumnType>()
  for (const row of rows) {
    for (const [name, value] of row) types.set(name, joined(types.get(name) ?? 'null', typeOf(value)))
  }
  return [...types].map(([name, type]) => ({ name, type: parquetType(type) }))
}

function parquetType(type: ColumnType): ParquetType {
  switch (type) {
    case 'boolean':
    case 'double':
    case 'date':
    case 'timestamp':
      return type
    case 'integer':
      return 'long'
    case 'binary':
      return 'bytes'
    default:
      return 'string'
  }
}

function elementOf({ name, type }: ParquetColumn): SchemaElement {
  const column = { name, repetition_type: 'OPTIONAL' } as const
  switch (type) {
    case 'boolean':
      return { ...column, type: 'BOOLEAN' }
    case 'int':
      return { ...column, type: 'INT32' }
    case 'long':
      return { ...column, type: 'INT64' }
    case 'float':
      return { ...column, type: 'FLOAT' }
    case 'double':
      return { ...column, type: 'DOUBLE' }
    case 'string':
      return { ...column, type: 'BYTE_ARRAY', converted_type: 'UTF8' }
    case 'bytes':
      return { ...column, type: 'BYTE_ARRAY' }
    case 'date':
      return { ...column, type: 'INT32', converted_type: 'DATE' }
    case 'timestamp':
      return { ...column, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' }
    default:
      return type satisfies never
  }
}

function cell(value: unknown, type: ParquetType, column: string): unknown {
  if (value === null || value === undefined) return null
  switch (type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : fits(booleanOf(String(value)), value, type, column)
    case 'int':
    case 'float':
    case 'double':
      return fits(numberOf(value), value, type, column)
    case 'long':
      return fits(bigIntOf(value), value, type, column)
    case 'string':
      return cellText(value)
    case 'bytes':
      return value instanceof Uint8Array ? value : new TextEncoder().encode(cellText(value))
    case 'date':
    case 'timestamp':
      return fits(dateOf(value), value, type, column)
    default:
      return type satisfies never
  }
}

function fits<T>(read: T | undefined, value: unknown, type: ParquetType, column: string): T {
  if (read !== undefined) return read
  throw new RangeError(`Column ${column} takes ${type}, but a row has ${cellText(value).slice(0, 80)}`)
}

const booleanOf = (text: string): boolean | undefined =>
  /^(?:t|true|enabled|1|on|yes)$/i.test(text) ? true : /^(?:f|false|disabled|0|off|no)$/i.test(text) ? false : undefined

function numberOf(value: unknown): number | undefined {
  const text = cellText(value)
  const number = text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(number) && text !== 'NaN' ? undefined : number
}

function bigIntOf(value: unknown): bigint | undefined {
  const text = cellText(value).trim()
  return /^[-+]?\d+$/.test(text) ? BigInt(text) : undefined
}

function dateOf(value: unknown): Date | undefined {
  const text = isTagged(value) ? String(value.value) : cellText(value)
  const date = new Date(text.replace(/\[[^\]]*\]$/, '').replace(/(T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)$/, '$1Z'))
  return Number.isNaN(date.getTime()) ? undefined : date
}
