import { cellText, type Table, type TableColumn, type TableRow } from './table'

/** A row of two tables: in both and alike, in both and changed, in the newer alone, in the older alone. */
export type DiffRow =
  | { readonly kind: 'same'; readonly before: TableRow; readonly after: TableRow }
  | {
      readonly kind: 'changed'
      readonly before: TableRow
      readonly after: TableRow
      readonly columns: readonly number[]
    }
  | { readonly kind: 'added'; readonly after: TableRow }
  | { readonly kind: 'removed'; readonly before: TableRow }

/** Columns of two tables side by side, and their rows in the order of the newer one. Cells are by these columns. */
export type TableDiff = { readonly columns: readonly TableColumn[]; readonly rows: readonly DiffRow[] }

/** Names of the columns that tell rows apart in both tables, the likeliest first. */
export function keysOf(before: Table, after: Table): readonly string[] {
  const shared = before.columns.filter(({ name }) => after.columns.some(column => column.name === name))
  const unique = shared.filter(({ name }) => isUnique(before, name) && isUnique(after, name))
  const rank = ({ kind }: TableColumn): number => (kind === 'text' ? 0 : kind === 'number' ? 2 : 1)
  return [...unique].sort((one, other) => rank(one) - rank(other)).map(({ name }) => name)
}

function isUnique({ columns, rows }: Table, name: string): boolean {
  const at = columns.findIndex(column => column.name === name)
  return new Set(rows.map(row => textOf(row[at]))).size === rows.length
}

const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '\u0000' : cellText(cell))

/**
 * Compares two tables.
 * @param key the column that rows are matched by; by their place when absent
 */
export function diffTables(before: Table, after: Table, key: string | undefined): TableDiff {
  const columns = [
    ...after.columns,
    ...before.columns.filter(({ name }) => !after.columns.some(column => column.name === name)),
  ]
  const [older, newer] = [arranged(before, columns), arranged(after, columns)]
  const at = key === undefined ? -1 : columns.findIndex(({ name }) => name === key)
  const keyOf = (row: TableRow, index: number): string => (at < 0 ? String(index) : textOf(row[at]))
  const known = new Map(older.map((row, index) => [keyOf(row, index), row]))
  const rows = newer.map((row, index): DiffRow => {
    const match = known.get(keyOf(row, index))
    if (!match) return { kind: 'added', after: row }
    known.delete(keyOf(row, index))
    const changed = columns.flatMap((_, column) => (textOf(match[column]) === textOf(row[column]) ? [] : [column]))
    return changed.length === 0
      ? { kind: 'same', before: match, after: row }
      : { kind: 'changed', before: match, after: row, columns: changed }
  })
  return { columns, rows: withRemoved(rows, older, new Set(known.values())) }
}

/** Rows of a table by other columns. */
function arranged({ columns, rows }: Table, wanted: readonly TableColumn[]): readonly TableRow[] {
  const places = wanted.map(({ name }) => columns.findIndex(column => column.name === name))
  return rows.map(row => places.map(at => (at < 0 ? undefined : row[at])))
}

/** Puts rows that are gone behind the row that stood before them. */
function withRemoved(rows: readonly DiffRow[], older: readonly TableRow[], gone: ReadonlySet<TableRow>): DiffRow[] {
  const after = new Map<TableRow | undefined, TableRow[]>()
  let last: TableRow | undefined
  for (const row of older) {
    if (!gone.has(row)) last = row
    else after.set(last, [...(after.get(last) ?? []), row])
  }
  const removed = (row: TableRow | undefined): DiffRow[] =>
    (after.get(row) ?? []).map(before => ({ kind: 'removed', before }))
  return [...removed(undefined), ...rows.flatMap(row => ('before' in row ? [row, ...removed(row.before)] : [row]))]
}
