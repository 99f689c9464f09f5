import { cellText, numberOf, type TableColumn, type TableRow } from './table'

/** What the header of a column tells about its values. */
export type ColumnStatistics =
  | (Counts & {
      readonly kind: 'number'
      readonly min: number
      readonly median: number
      readonly max: number
      /** Numbers per bin, from the smallest to the largest value. */
      readonly bins: readonly number[]
    })
  | (Counts & { readonly kind: 'text'; readonly distinct: number; readonly top: string; readonly topCount: number })
  | (Counts & { readonly kind: 'boolean'; readonly yes: number })
  | (Counts & { readonly kind: 'range'; readonly first: string; readonly last: string })

type Counts = { readonly rows: number; readonly nulls: number; readonly missing: number }

export const BINS = 14

/** Counts the values of a column. */
export function statisticsOf(column: TableColumn, index: number, rows: readonly TableRow[]): ColumnStatistics {
  let nulls = 0
  let missing = 0
  const cells: unknown[] = []
  for (const row of rows) {
    const cell = row[index]
    if (cell === undefined) missing++
    else if (cell === null) nulls++
    else cells.push(cell)
  }
  const counts: Counts = { rows: rows.length, nulls, missing }
  if (column.kind === 'number') return numbers(counts, cells) ?? texts(counts, cells)
  if (column.kind === 'boolean') return { ...counts, kind: 'boolean', yes: cells.filter(isTrue).length }
  if (column.kind === 'date' && cells.length > 0) return range(counts, cells)
  return texts(counts, cells)
}

const isTrue = (cell: unknown): boolean => cell === true || cell === 'true'

function numbers(counts: Counts, cells: readonly unknown[]): ColumnStatistics | undefined {
  const values = Float64Array.from(cells, numberOf).filter(Number.isFinite).sort()
  const min = values[0]
  const max = values.at(-1)
  if (min === undefined || max === undefined) return undefined
  const half = Math.floor(values.length / 2)
  const upper = values[half] ?? min
  const median = values.length % 2 === 1 ? upper : ((values[half - 1] ?? upper) + upper) / 2
  return { ...counts, kind: 'number', min, median, max, bins: binsOf(values, min, max) }
}

/** How many of some sorted values lie in each of the bins between two ends. */
export function binsOf(values: Float64Array, min: number, max: number): readonly number[] {
  const bins = new Array<number>(BINS).fill(0)
  const width = (max - min) / BINS
  for (const value of values) {
    const bin = width === 0 ? 0 : Math.min(BINS - 1, Math.floor((value - min) / width))
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return bins
}

function texts(counts: Counts, cells: readonly unknown[]): ColumnStatistics {
  const seen = new Map<string, number>()
  for (const cell of cells) {
    const text = cellText(cell)
    seen.set(text, (seen.get(text) ?? 0) + 1)
  }
  let top = ''
  let topCount = 0
  for (const [text, count] of seen) {
    if (count > topCount) [top, topCount] = [text, count]
  }
  return { ...counts, kind: 'text', distinct: seen.size, top, topCount }
}

function range(counts: Counts, cells: readonly unknown[]): ColumnStatistics {
  let first = cellText(cells[0])
  let last = first
  for (const cell of cells) {
    const text = cellText(cell)
    if (text < first) first = text
    if (text > last) last = text
  }
  return { ...counts, kind: 'range', first, last }
}

/**
 * What a table lacks, for its footer: `1 row has no brand`. The columns with most nulls come first, two at most.
 */
export function gapsText(columns: readonly TableColumn[], statistics: readonly ColumnStatistics[]): string {
  const gaps = columns
    .map((column, index) => ({ name: column.name, rows: emptyRows(statistics[index]) }))
    .filter(gap => gap.rows > 0)
    .sort((one, other) => other.rows - one.rows)
  return gaps
    .slice(0, 2)
    .map(gap => `${gap.rows} ${gap.rows === 1 ? 'row has' : 'rows have'} no ${gap.name}`)
    .join(', ')
}

const emptyRows = (statistics: ColumnStatistics | undefined): number =>
  statistics ? statistics.nulls + statistics.missing : 0
