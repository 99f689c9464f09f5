import type { Outputs } from '../../model'
import type { SqlResult } from '../../runtimes'
import { entriesOf, isTagged, itemsOf, mapOf, writeIon } from '../../serde'
import type { RunContext } from '../../task'
import { inZone } from './zone'

export type FetchType = 'NONE' | 'FETCH' | 'FETCH_ONE' | 'STORE'

/** What a statement's result becomes in the outputs, and how many rows were taken. */
export type Fetched = { readonly outputs: Outputs; readonly size: number }

/** Takes the rows of a result as the fetch type says. Source: Kestra `AbstractJdbcQuery.run`. */
export async function fetchRows(
  result: SqlResult,
  fetchType: FetchType,
  zone: string | undefined,
  { storage, tempName, version }: RunContext,
): Promise<Fetched> {
  const rows = rowMaps(result, zone)
  switch (fetchType) {
    case 'NONE':
      return { outputs: {}, size: 0 }
    case 'FETCH':
      return { outputs: { rows: rows.map(withoutNulls), size: rows.length }, size: rows.length }
    case 'FETCH_ONE': {
      const [row] = rows
      const size = row === undefined ? 0 : 1
      const kept = version === '1.3' && row !== undefined ? withoutNulls(row) : row
      return { outputs: { row: kept ?? null, size }, size }
    }
    case 'STORE': {
      const file = await writeIon(rows, version === '1.3' ? 'text' : 'binary')
      return { outputs: { uri: await storage.put(tempName('.ion'), file), size: rows.length }, size: rows.length }
    }
    default:
      return fetchType satisfies never
  }
}

/** Rows as maps by column name; of two columns with one name the later stays. */
function rowMaps({ columns, rows }: SqlResult, zone: string | undefined): readonly unknown[] {
  const names = columns.map(({ name }) => name)
  return rows.map(row => mapOf(names.map((name, at) => [name, cellValue(row[at], zone)] as const)))
}

/** Null columns are absent from the rows of outputs, as Kestra drops null values of maps below the first level. */
const withoutNulls = (row: unknown): unknown => mapOf((entriesOf(row) ?? []).filter(([, value]) => value !== null))

function cellValue(value: unknown, zone: string | undefined): unknown {
  if (isTagged(value) && value.$java === 'ZonedDateTime') return inZone(value, zone)
  const items = itemsOf(value)
  if (items) return items.map(item => cellValue(item, zone))
  return entriesOf(value) ? structValue(value) : value
}

/**
 * A struct of plain numbers is a map; any other one is the text that DuckDB's driver prints: Kestra reads that text as
 * JSON, which fails at the first text inside.
 */
const structValue = (value: unknown): unknown => (isPlain(value) ? value : structText(value))

function isPlain(value: unknown): boolean {
  const parts = itemsOf(value) ?? entriesOf(value)?.map(([, part]) => part)
  if (parts) return parts.every(isPlain)
  if (isTagged(value)) return value.$java === 'Double' || value.$java === 'BigDecimal'
  return value === null || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
}

function structText(value: unknown): string {
  const items = itemsOf(value)
  if (items) return `[${items.map(structText).join(', ')}]`
  const entries = entriesOf(value)
  if (entries) return `{${entries.map(([name, part]) => `'${name}': ${structText(part)}`).join(', ')}}`
  if (value === null) return 'NULL'
  return isTagged(value) ? String(value.value) : String(value)
}
