import { describe, expect, it } from 'vitest'
import { pressSort, type Sort, sortRows } from '../../../src/ui/outputs/preview/sort'
import type { ColumnKind, TableRow } from '../../../src/ui/outputs/preview/table'
import { finish } from './finish'

const sorted = (rows: readonly TableRow[], sorts: readonly Sort[], ...kinds: readonly ColumnKind[]) => {
  const columns = kinds.map((kind, index) => ({ name: `c${index}`, type: kind, kind }))
  return [...finish(sortRows(rows, columns, sorts))].map(index => rows[index])
}
const up = (column: number): Sort => ({ column, descending: false })
const down = (column: number): Sort => ({ column, descending: true })

describe('sorting', () => {
  it('puts numbers in order by value, not by letters', () => {
    expect(sorted([[10], [9], ['100']], [up(0)], 'number')).toEqual([[9], [10], ['100']])
  })

  it('puts null and missing at the end in both directions', () => {
    expect(sorted([[null], [1], [undefined], [2]], [up(0)], 'number')).toEqual([[1], [2], [null], [undefined]])
    expect(sorted([[null], [1], [undefined], [2]], [down(0)], 'number')).toEqual([[2], [1], [null], [undefined]])
  })

  it('does not tell capitals from small letters, and keeps equal rows as they were', () => {
    expect(sorted([['b'], ['A'], ['a'], ['B']], [up(0)], 'text')).toEqual([['A'], ['a'], ['b'], ['B']])
  })

  it('takes the second column where the first is alike', () => {
    const rows: readonly TableRow[] = [
      ['x', 1],
      ['y', 1],
      ['x', 2],
    ]
    expect(sorted(rows, [up(0), down(1)], 'text', 'number')).toEqual([
      ['x', 2],
      ['x', 1],
      ['y', 1],
    ])
  })

  it('agrees with a plain sort over many runs that are merged', () => {
    const rows = Array.from({ length: 50_001 }, (_, index) => [(index * 7919) % 10_007])
    const numbers = sorted(rows, [up(0)], 'number').map(row => Number(row?.[0]))
    expect(numbers).toEqual(rows.map(([value]) => Number(value)).sort((one, other) => one - other))
  })
})

it('a press on a header goes through ascending, descending and none', () => {
  expect(pressSort([], 1, false)).toEqual([up(1)])
  expect(pressSort([up(1)], 1, false)).toEqual([down(1)])
  expect(pressSort([down(1)], 1, false)).toEqual([])
  expect(pressSort([up(0)], 1, true)).toEqual([up(0), up(1)])
  expect(pressSort([up(0)], 1, false)).toEqual([up(1)])
})
