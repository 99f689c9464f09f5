import { cellText, openTable } from '../serde'
import type { EmbedRows } from './services'

const SHOWN = 200

/** The first rows of a file, as texts. */
export async function readRows(file: Blob, name: string): Promise<EmbedRows | undefined> {
  const table = await openTable(file, name)
  if (!table) return undefined
  const rows = await table.rows(0, SHOWN + 1)
  return {
    columns: table.columns().map(column => column.name),
    rows: rows.slice(0, SHOWN).map(row => row.map(value => (value === null ? '' : cellText(value)))),
    more: rows.length > SHOWN,
  }
}
