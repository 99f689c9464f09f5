import { useEffect, useState } from 'react'
import { inSlices } from '../slices'
import { type Filter, filterRows } from './filter'
import { type Sort, sortRows } from './sort'
import { type ColumnStatistics, statisticsOf } from './statistics'
import type { Table } from './table'

/** The rows that a table's filters let through, under its sorts; undefined while all stand as they are read. */
export function useRowOrder(table: Table, sorts: readonly Sort[], filters: readonly Filter[]): Uint32Array | undefined {
  const [sorted, setSorted] = useState<{ readonly of: Table; readonly order: Uint32Array }>()
  useEffect(() => {
    if (sorts.length === 0 && filters.length === 0) {
      setSorted(undefined)
      return
    }
    return inBackground(orderOf(table, sorts, filters), order => setSorted({ of: table, order }))
  }, [table, sorts, filters])
  return sorted?.of === table ? sorted.order : undefined
}

function* orderOf(
  { rows, columns }: Table,
  sorts: readonly Sort[],
  filters: readonly Filter[],
): Generator<void, Uint32Array> {
  const kept = yield* filterRows(rows, columns, filters)
  return yield* sortRows(rows, columns, sorts, kept)
}

/** What the header tells of every column; empty until it is counted. */
export function useStatistics(table: Table): readonly ColumnStatistics[] {
  const [counted, setCounted] = useState<readonly ColumnStatistics[]>([])
  useEffect(() => inBackground(countColumns(table), setCounted), [table])
  return counted
}

function* countColumns({ columns, rows }: Table): Generator<void, readonly ColumnStatistics[]> {
  const all: ColumnStatistics[] = []
  for (const [index, column] of columns.entries()) {
    all.push(statisticsOf(column, index, rows))
    yield
  }
  return all
}

/** Works in slices and answers once; the returned function stops it. */
function inBackground<T>(work: Generator<unknown, T>, done: (answer: T) => void): () => void {
  const leaving = new AbortController()
  inSlices(work, leaving.signal).then(done, (error: unknown) => {
    if (!leaving.signal.aborted) throw error
  })
  return () => leaving.abort()
}
