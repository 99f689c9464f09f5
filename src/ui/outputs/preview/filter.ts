import { cellText, numberOf, type TableColumn, type TableRow } from './table'

/** What a person typed over a column: `phone`, `= 200`, `> 10`, `10..20`, `null`, `not null`. */
export type Filter = { readonly column: number; readonly text: string }

/** How a cell is told from others, with the SQL it equals. */
export type Condition = { readonly holds: (cell: unknown) => boolean; readonly sql: string }

const OPERATORS = /^(<=|>=|!=|<>|=|<|>)\s*(.*)$/
const RANGE = /^(\S+)\s*\.\.\s*(\S+)$/

/** Reads a filter; undefined when nothing is typed yet. */
export function readFilter(text: string, column: TableColumn): Condition | undefined {
  const typed = text.trim()
  if (typed === '') return undefined
  const name = sqlName(column.name)
  if (/^null$/i.test(typed)) return { holds: isEmpty, sql: `${name} IS NULL` }
  if (/^(not null|!null|!= ?null)$/i.test(typed)) return { holds: cell => !isEmpty(cell), sql: `${name} IS NOT NULL` }
  const [, low, high] = RANGE.exec(typed) ?? []
  if (low !== undefined && high !== undefined && comparable(column)) {
    const [least, most] = [ordering(low, column), ordering(high, column)]
    return {
      holds: cell => !isEmpty(cell) && least(cell) >= 0 && most(cell) <= 0,
      sql: `${name} BETWEEN ${sqlValue(low, column)} AND ${sqlValue(high, column)}`,
    }
  }
  const [, operator = '', operand = ''] = OPERATORS.exec(typed) ?? []
  if (operator === '') return containing(typed, name, column)
  if (operand === '') return undefined
  const order = ordering(operand, column)
  const compare = COMPARISONS[operator] ?? (() => false)
  const written = operator === '!=' ? '<>' : operator
  return {
    holds: cell => !isEmpty(cell) && compare(order(cell)),
    sql: `${name} ${written} ${sqlValue(operand, column)}`,
  }
}

const isEmpty = (cell: unknown): boolean => cell === null || cell === undefined

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0,
  '!=': order => order !== 0,
  '<>': order => order !== 0,
  '<': order => order < 0,
  '>': order => order > 0,
  '<=': order => order <= 0,
  '>=': order => order >= 0,
}

const comparable = ({ kind }: TableColumn): boolean => kind === 'number' || kind === 'date'

/** How a cell stands to an operand: below, alike or above; NaN, which fits nothing, where they cannot be compared. */
function ordering(operand: string, { kind }: TableColumn): (cell: unknown) => number {
  if (kind === 'number') {
    const wanted = Number(operand)
    return cell => numberOf(cell) - wanted
  }
  const wanted = unquoted(operand).toLowerCase()
  return cell => {
    const text = cellText(cell).toLowerCase()
    return text < wanted ? -1 : text > wanted ? 1 : 0
  }
}

const unquoted = (text: string): string => /^(["'])(.*)\1$/.exec(text)?.[2] ?? text

function containing(typed: string, name: string, { kind }: TableColumn): Condition {
  const wanted = typed.toLowerCase()
  const escaped = typed.replaceAll(/[\\%_]/g, '\\$&')
  const pattern = `${sqlText(`%${escaped}%`)}${escaped === typed ? '' : " ESCAPE '\\'"}`
  return {
    holds: cell => !isEmpty(cell) && cellText(cell).toLowerCase().includes(wanted),
    sql: `${kind === 'text' ? name : `CAST(${name} AS VARCHAR)`} ILIKE ${pattern}`,
  }
}

const sqlName = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`)

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`

const sqlValue = (operand: string, { kind }: TableColumn): string =>
  kind === 'number' && operand.trim() !== '' && Number.isFinite(Number(operand)) ? operand : sqlText(unquoted(operand))

/** The condition of all filters as SQL; undefined when none is set. */
export function sqlOfFilters(columns: readonly TableColumn[], filters: readonly Filter[]): string | undefined {
  const conditions = conditionsOf(columns, filters)
  return conditions.length === 0 ? undefined : `WHERE ${conditions.map(({ condition }) => condition.sql).join(' AND ')}`
}

const conditionsOf = (columns: readonly TableColumn[], filters: readonly Filter[]) =>
  filters.flatMap(({ column, text }) => {
    const at = columns[column]
    const condition = at && readFilter(text, at)
    return condition ? [{ column, condition }] : []
  })

const SLICE = 8192

/** Indexes of the rows that all filters let through. Yields between pieces of work of a few milliseconds. */
export function* filterRows(
  rows: readonly TableRow[],
  columns: readonly TableColumn[],
  filters: readonly Filter[],
): Generator<void, Uint32Array> {
  const conditions = conditionsOf(columns, filters)
  const kept: number[] = []
  for (const [index, row] of rows.entries()) {
    if (conditions.every(({ column, condition }) => condition.holds(row[column]))) kept.push(index)
    if (index % SLICE === SLICE - 1) yield
  }
  return Uint32Array.from(kept)
}
