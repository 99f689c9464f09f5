import type { AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import { type DataType, type RecordBatch, Type } from 'apache-arrow'
import type { SqlColumn, SqlResult } from './runtimes'
import { carried, quotedName, readSqlType, sqlTypeName } from './sqlType'
import { cellReader } from './sqlValue'

/** Statements whose result is a table worth keeping; others answer a count or nothing. */
const HAS_ROWS =
  /^(?:SELECT|WITH|FROM|VALUES|TABLE|SHOW|DESCRIBE|DESC|SUMMARIZE|PIVOT|UNPIVOT|CALL|EXPLAIN|PRAGMA|\()|\bRETURNING\b/i

/** Statements that DuckDB can describe without running them. */
const DESCRIBABLE = /^(?:SELECT|WITH|FROM|VALUES|TABLE|PIVOT|UNPIVOT|\()/i

const stripComments = (sql: string): string => sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '')

/** Runs a statement and reads its rows; undefined where it has none. Cancelled by the connection's `cancelSent`. */
export async function runStatement(
  connection: AsyncDuckDBConnection,
  statement: string,
): Promise<SqlResult | undefined> {
  const sql = statement.replace(/;\s*$/, '')
  const bare = stripComments(sql)
  const hasRows = HAS_ROWS.test(bare)
  const described = hasRows && DESCRIBABLE.test(bare) ? await describeColumns(connection, sql) : undefined
  const reader = await connection.send(described ? withTexts(sql, described) : sql, true)
  await reader.open()
  const { schema } = reader
  const batches: RecordBatch[] = []
  for await (const batch of reader) batches.push(batch as RecordBatch)
  if (!hasRows) return undefined
  const columns = schema.fields.map((field, at) => ({
    name: field.name,
    type: described?.[at]?.type ?? nameOfArrow(field.type),
  }))
  return { columns, rows: batches.flatMap(batch => readRows(batch, columns)) }
}

/** The statement with texts in place of columns that Arrow does not carry exactly. */
function withTexts(sql: string, columns: readonly SqlColumn[]): string {
  const casts = columns.flatMap(({ name, type }) => {
    const written = readSqlType(type)
    const safe = carried(written)
    return safe === written ? [] : [`CAST(${quotedName(name)} AS ${sqlTypeName(safe)}) AS ${quotedName(name)}`]
  })
  if (casts.length === 0) return sql
  return `SELECT * REPLACE (${casts.join(', ')}) FROM (${sql}\n)`
}

/** DuckDB's own names of the column types; undefined where it cannot tell, the statement then says why. */
async function describeColumns(
  connection: AsyncDuckDBConnection,
  sql: string,
): Promise<readonly SqlColumn[] | undefined> {
  const table = await connection.query(`DESCRIBE ${sql}`).catch(() => undefined)
  return table?.toArray().map(row => ({ name: String(row.column_name), type: String(row.column_type) }))
}

function readRows(batch: RecordBatch, columns: readonly SqlColumn[]): unknown[][] {
  const readers = columns.map(({ type }, at) => {
    const data = batch.data.children[at]
    return data ? cellReader(data, carried(readSqlType(type))) : () => null
  })
  return Array.from({ length: batch.numRows }, (_, row) => readers.map(read => read(row)))
}

/** DuckDB's name of a type by what Arrow carries, for statements that cannot be described. */
function nameOfArrow(type: DataType): string {
  switch (type.typeId) {
    case Type.Bool:
      return 'BOOLEAN'
    case Type.Int: {
      const { bitWidth, isSigned } = type as DataType & { bitWidth: number; isSigned: boolean }
      const name = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' }[bitWidth] ?? 'BIGINT'
      return isSigned ? name : `U${name}`
    }
    case Type.Float:
      return (type as DataType & { precision: number }).precision === 1 ? 'FLOAT' : 'DOUBLE'
    case Type.Decimal: {
      const { precision, scale } = type as DataType & { precision: number; scale: number }
      return `DECIMAL(${precision},${scale})`
    }
    case Type.Date:
      return 'DATE'
    case Type.Time:
      return 'TIME'
    case Type.Timestamp:
      return (type as DataType & { timezone?: string | null }).timezone ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP'
    case Type.Binary:
      return 'BLOB'
    case Type.List:
      return `${nameOfArrow(type.children[0]?.type as DataType)}[]`
    case Type.Struct:
      return `STRUCT(${type.children.map(child => `${quotedName(child.name)} ${nameOfArrow(child.type)}`).join(', ')})`
    default:
      return 'VARCHAR'
  }
}
