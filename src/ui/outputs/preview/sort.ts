import { cellText, numberOf, type TableColumn, type TableRow } from './table'

/** Which column sorts, and how. */
export type Sort = { readonly column: number; readonly descending: boolean }

const RUN = 8192

/**
 * The order of the rows under some sorts, the first one first; rows that are alike keep their order, null and missing
 * stand at the end whichever the direction. Yields between pieces of work of a few milliseconds; the last answer is
 * the order, as indexes into the rows.
 * @param order the rows to sort, by their indexes; all when absent
 */
export function* sortRows(
  rows: readonly TableRow[],
  columns: readonly TableColumn[],
  sorts: readonly Sort[],
  order: Uint32Array = Uint32Array.from(rows.keys()),
): Generator<void, Uint32Array> {
  const keys: SortKeys[] = []
  for (const sort of sorts) {
    const column = columns[sort.column]
    if (!column) continue
    keys.push(yield* keysOf(rows, column, sort))
  }
  if (keys.length === 0) return order
  const compare = (one: number, other: number): number => {
    for (const key of keys) {
      const difference = key.compare(one, other)
      if (difference !== 0) return difference
    }
    return one - other
  }
  let runs: Uint32Array[] = []
  for (let start = 0; start < order.length; start += RUN) {
    runs.push(order.slice(start, start + RUN).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: Uint32Array[] = []
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* merge(runs[index], runs[index + 1], compare))
    }
    runs = merged
  }
  return runs[0] ?? order
}

type SortKeys = { readonly compare: (one: number, other: number) => number }

function* keysOf(rows: readonly TableRow[], column: TableColumn, sort: Sort): Generator<void, SortKeys> {
  const sign = sort.descending ? -1 : 1
  const empty = new Uint8Array(rows.length)
  if (column.kind === 'number') {
    const numbers = new Float64Array(rows.length)
    for (const [index, row] of rows.entries()) {
      const value = numberOf(row[sort.column])
      numbers[index] = value
      empty[index] = Number.isNaN(value) ? 1 : 0
      if (index % RUN === RUN - 1) yield
    }
    return { compare: comparing(empty, (one, other) => sign * ((numbers[one] ?? 0) - (numbers[other] ?? 0))) }
  }
  const texts: string[] = []
  for (const [index, row] of rows.entries()) {
    const cell = row[sort.column]
    empty[index] = cell === null || cell === undefined ? 1 : 0
    texts.push(cellText(cell).toLowerCase())
    if (index % RUN === RUN - 1) yield
  }
  return { compare: comparing(empty, (one, other) => sign * compareText(texts[one] ?? '', texts[other] ?? '')) }
}

const comparing =
  (empty: Uint8Array, compare: (one: number, other: number) => number) =>
  (one: number, other: number): number => {
    const gap = (empty[one] ?? 0) - (empty[other] ?? 0)
    if (gap !== 0) return gap
    return empty[one] === 1 ? 0 : compare(one, other)
  }

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

function* merge(
  one: Uint32Array | undefined,
  other: Uint32Array | undefined,
  compare: (one: number, other: number) => number,
): Generator<void, Uint32Array> {
  if (!one || !other) return one ?? other ?? new Uint32Array()
  const merged = new Uint32Array(one.length + other.length)
  let left = 0
  let right = 0
  for (let at = 0; at < merged.length; at++) {
    const fromLeft = right >= other.length || (left < one.length && compare(one[left] ?? 0, other[right] ?? 0) <= 0)
    merged[at] = (fromLeft ? one[left++] : other[right++]) ?? 0
    if (at % RUN === RUN - 1) yield
  }
  return merged
}

/** The sorts after a header was pressed: ascending, descending, none. With `add` the other columns keep theirs. */
export function pressSort(sorts: readonly Sort[], column: number, add: boolean): readonly Sort[] {
  const known = sorts.find(sort => sort.column === column)
  const others = add ? sorts.filter(sort => sort.column !== column) : []
  if (!known) return [...others, { column, descending: false }]
  return known.descending ? others : [...others, { column, descending: true }]
}
