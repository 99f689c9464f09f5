import { cellText, numberOf, type Table, type TableColumn, type TableRow } from './table'

/** How rows are drawn. */
export type ChartKind = 'Bar' | 'Line' | 'Histogram' | 'Scatter'

/** What a chart draws: columns by their index. A histogram has no `y`. */
export type ChartChoice = { readonly kind: ChartKind; readonly x: number; readonly y: number | undefined }

/** One drawn row: `label` names it, null where the row has none; `row` is its index in the table. */
export type Mark = { readonly row: number; readonly x: number; readonly y: number; readonly label: string | null }

/** What is drawn. `sampled` tells that rows were left out, evenly. */
export type Marks = { readonly marks: readonly Mark[]; readonly drawable: number; readonly sampled: boolean }

const MOST_MARKS = 2000

const isNumber = ({ kind }: TableColumn): boolean => kind === 'number'
const isDate = ({ kind }: TableColumn): boolean => kind === 'date'
const isLabel = ({ kind }: TableColumn): boolean => kind === 'text' || kind === 'boolean'

/** Columns that can stand on the axes of a kind of chart, by their indexes; none where it cannot be drawn. */
export function axesOf(
  kind: ChartKind,
  columns: readonly TableColumn[],
): { readonly x: readonly number[]; readonly y: readonly number[] } {
  const all = (fits: (column: TableColumn) => boolean): readonly number[] =>
    columns.flatMap((column, index) => (fits(column) ? [index] : []))
  switch (kind) {
    case 'Bar':
      return { x: all(isNumber), y: all(column => isLabel(column) || isDate(column)) }
    case 'Line':
      return { x: all(column => isDate(column) || isNumber(column)), y: all(isNumber) }
    case 'Histogram':
      return { x: all(isNumber), y: [] }
    case 'Scatter':
      return { x: all(isNumber), y: all(isNumber) }
    default:
      return kind satisfies never
  }
}

/** A chart of this kind over the first columns that fit; undefined when none do. */
export function choiceOf(kind: ChartKind, columns: readonly TableColumn[]): ChartChoice | undefined {
  const { x, y } = axesOf(kind, columns)
  const [first] = x
  if (first === undefined) return undefined
  if (kind === 'Histogram') return { kind, x: first, y: undefined }
  const second = y.find(index => index !== first)
  return second === undefined ? undefined : { kind, x: first, y: second }
}

/** Kinds of charts that some columns allow, the most telling one first: bars, a line, points, a histogram. */
export function kindsOf(columns: readonly TableColumn[]): readonly ChartKind[] {
  const dated = columns.some(isDate) && columns.some(isNumber)
  const order: readonly ChartKind[] = columns.some(isLabel)
    ? ['Bar', 'Line', 'Scatter', 'Histogram']
    : dated
      ? ['Line', 'Bar', 'Scatter', 'Histogram']
      : ['Scatter', 'Line', 'Histogram', 'Bar']
  return order.filter(kind => choiceOf(kind, columns) !== undefined)
}

/** The rows of a table as marks. Rows without a number are left out; lines run along their x. */
export function marksOf(table: Table, choice: ChartChoice): Marks {
  const drawable = table.rows.flatMap((row, index) => markOf(row, index, choice, table.columns) ?? [])
  const step = Math.ceil(drawable.length / MOST_MARKS)
  const sampled = step > 1
  const marks = sampled ? drawable.filter((_, index) => index % step === 0) : drawable
  return {
    marks: choice.kind === 'Line' ? [...marks].sort((one, other) => one.x - other.x) : marks,
    drawable: drawable.length,
    sampled,
  }
}

function markOf(
  row: TableRow,
  index: number,
  { kind, x, y }: ChartChoice,
  columns: readonly TableColumn[],
): Mark | undefined {
  const across = positionOf(row[x], columns[x])
  if (!Number.isFinite(across)) return undefined
  if (kind === 'Bar') return { row: index, x: across, y: 0, label: labelOf(row[y ?? 0]) }
  const up = y === undefined ? 0 : positionOf(row[y], columns[y])
  return Number.isFinite(up) ? { row: index, x: across, y: up, label: labelOf(row[x]) } : undefined
}

const positionOf = (cell: unknown, column: TableColumn | undefined): number =>
  column?.kind === 'date' ? Date.parse(cellText(cell)) : numberOf(cell)

const labelOf = (cell: unknown): string | null => (cell === null || cell === undefined ? null : cellText(cell))

/** Ends and ticks of an axis over some values: round steps of 1, 2 or 5. */
export type Scale = { readonly from: number; readonly to: number; readonly ticks: readonly number[] }

/**
 * @param zero whether the axis begins at 0 at the latest, as bars need it
 * @param least the smallest step: 1 for counts
 */
export function scaleOf(values: readonly number[], zero: boolean, least = 0): Scale {
  if (values.length === 0) return { from: 0, to: 1, ticks: [0, 1] }
  const min = values.reduce((least, value) => Math.min(least, value), zero ? 0 : Number.POSITIVE_INFINITY)
  const max = values.reduce((largest, value) => Math.max(largest, value), zero ? 0 : Number.NEGATIVE_INFINITY)
  const span = max - min || Math.abs(max) || 1
  const step = Math.max(least, roundStep(span / MOST_TICKS))
  const from = Math.floor(min / step) * step
  const to = Math.max(from + step, Math.ceil(max / step) * step)
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => tidy(from + index * step))
  return { from, to, ticks }
}

const MOST_TICKS = 6

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const factor = [1, 2, 5, 10].find(each => each * power >= least) ?? 10
  return factor * power
}

const tidy = (value: number): number => Number(value.toPrecision(12))
