import { cellText as csvText } from '../../../serde'
import { typeOf } from '../values'

/** A column of a table; `type` is the word on its badge: of the database where known, of the values otherwise. */
export type TableColumn = { readonly name: string; readonly type: string; readonly kind: ColumnKind }

/** How a column is drawn, sorted and counted. */
export type ColumnKind = 'number' | 'text' | 'boolean' | 'date' | 'nested'

/** A column that is shown, with its place in the table. */
export type ShownColumn = TableColumn & { readonly at: number }

/** Cells by column. `undefined` is a key that the row does not have, `null` a value that is null. */
export type TableRow = readonly unknown[]

/** Rows as far as they are read. `complete` tells that no more follow. */
export type Table = {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  readonly complete: boolean
}

/** Answers whether a value reads well as a table: a list of maps, most of them. */
export function isTabular(value: unknown): value is readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) return false
  return value.slice(0, 100).every(item => item === null || isRecord(item)) && value.some(isRecord)
}

const isRecord = (item: unknown): item is Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown> =>
  typeof item === 'object' &&
  item !== null &&
  !Array.isArray(item) &&
  !(item instanceof Uint8Array) &&
  !Object.hasOwn(item, '$java')

/** A list of maps as a table: columns are all their keys in the order of first sight. Items that are null are empty. */
export function tableOfList(list: readonly unknown[], limit: number): Table {
  const items = list.slice(0, limit)
  const names = new Set<string>()
  for (const item of items) for (const key of keysOf(item)) names.add(key)
  const order = [...names]
  const rows = items.map(item => order.map(name => cellOf(item, name)))
  const columns = order.map((name, index) => columnOf(name, rows, index))
  return { columns, rows, complete: items.length === list.length }
}

const keysOf = (item: unknown): readonly string[] =>
  !isRecord(item) ? [] : item instanceof Map ? [...item.keys()].map(String) : Object.keys(item)

const cellOf = (item: unknown, name: string): unknown =>
  !isRecord(item) ? undefined : item instanceof Map ? item.get(name) : Reflect.get(item, name)

function columnOf(name: string, rows: readonly TableRow[], index: number): TableColumn {
  const types = new Set<string>()
  for (const row of rows) {
    const cell = row[index]
    if (cell !== null && cell !== undefined) types.add(typeOf(cell))
    if (types.size > 2) break
  }
  const type = wordOf(types)
  return { name, type, kind: kindOf(type) }
}

function wordOf(types: ReadonlySet<string>): string {
  if (types.size === 0) return 'null'
  const [only = 'null'] = types
  if (types.size === 1) return only === 'string · json' ? 'string' : only
  return [...types].every(type => type === 'int' || type === 'number') ? 'number' : 'mixed'
}

const NUMBER =
  /^(tiny|small|big|huge|u)*int(eger)?\d*$|^(number|double|float\d*|real|decimal.*|numeric.*|long|short|byte)$/
const DATE = /^(date|time|timestamp|instant|datetime).*$/

/** How a column of this type word is treated. */
export function kindOf(type: string): ColumnKind {
  const word = type.toLowerCase()
  if (NUMBER.test(word)) return 'number'
  if (DATE.test(word)) return 'date'
  if (word === 'boolean' || word === 'bool') return 'boolean'
  if (/^(list|map|struct|nested|array|mixed)/.test(word) || word.endsWith('[]')) return 'nested'
  return 'text'
}

/** A cell as a number; NaN when it is none. Numbers too long for JavaScript lose digits here, never in what is shown. */
export function numberOf(cell: unknown): number {
  if (typeof cell === 'number') return cell
  if (typeof cell === 'bigint') return Number(cell)
  if (cell === null || cell === undefined || cell === '') return Number.NaN
  if (typeof cell === 'string') return Number(cell)
  if (typeof cell !== 'object' || !('$java' in cell) || !('value' in cell)) return Number.NaN
  return typeof cell.value === 'string' ? Number(cell.value) : Number.NaN
}

/** A cell as the grid prints it: one line. null and missing are drawn by the grid. */
export function cellText(cell: unknown, fixed?: number): string {
  if (cell === null || cell === undefined) return ''
  if (fixed !== undefined) {
    const number = numberOf(cell)
    if (Number.isFinite(number)) return number.toFixed(fixed)
  }
  return typeof cell === 'number' ? String(cell) : csvText(cell)
}

/**
 * How many digits after the point a column of numbers is printed with, so that its points stand under each other:
 * as many as its longest number has, four at most; undefined when a number has more, and all are printed in full.
 */
export function fractionDigits(rows: readonly TableRow[], column: number): number | undefined {
  let digits = 0
  for (const row of rows) {
    const cell = row[column]
    if (cell === null || cell === undefined) continue
    const number = doubleOf(cell)
    if (number === undefined || !Number.isFinite(number) || Math.abs(number) >= 1e15) return undefined
    const text = String(number)
    if (text.includes('e')) return undefined
    const point = text.indexOf('.')
    if (point >= 0) digits = Math.max(digits, text.length - point - 1)
    if (digits > 4) return undefined
  }
  return digits
}

/** A number that JavaScript holds exactly: a number, or a double that is tagged because it is whole. */
function doubleOf(cell: unknown): number | undefined {
  if (typeof cell === 'number') return cell
  if (typeof cell !== 'object' || cell === null || !('$java' in cell)) return undefined
  return cell.$java === 'Double' || cell.$java === 'Float' ? numberOf(cell) : undefined
}

/** Rows as tab-separated text, for a spreadsheet: null is empty, breaks and tabs inside cells become spaces. */
export const tsvOf = (rows: readonly TableRow[]): string =>
  rows.map(row => row.map(cell => cellText(cell).replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n')
