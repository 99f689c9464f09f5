import { describe, expect, it } from 'vitest'
import { gapsText, statisticsOf } from '../../../src/ui/outputs/preview/statistics'
import type { ColumnKind, TableColumn } from '../../../src/ui/outputs/preview/table'

const column = (kind: ColumnKind, name = 'a'): TableColumn => ({ name, type: kind, kind })
const of = (kind: ColumnKind, ...cells: readonly unknown[]) =>
  statisticsOf(
    column(kind),
    0,
    cells.map(cell => [cell]),
  )

describe('statistics of a column', () => {
  it('of numbers are their range, the median and fourteen bins', () => {
    const statistics = of('number', 0, 14, 7, 7, null)
    expect(statistics).toMatchObject({ kind: 'number', min: 0, max: 14, median: 7, nulls: 1 })
    expect(statistics.kind === 'number' && statistics.bins).toEqual([1, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 1])
  })

  it('of an even count of numbers take the middle of the two middle ones', () => {
    expect(of('number', 1, 2)).toMatchObject({ median: 1.5 })
  })

  it('of one number put all in the first bin', () => {
    expect(of('number', 5, 5)).toMatchObject({ min: 5, max: 5, median: 5 })
  })

  it('of text are the distinct values and the commonest one', () => {
    expect(of('text', 'x', 'y', 'x', null, undefined)).toMatchObject({
      kind: 'text',
      distinct: 2,
      top: 'x',
      topCount: 2,
      nulls: 1,
      missing: 1,
    })
  })

  it('of booleans are their shares, of dates their range', () => {
    expect(of('boolean', true, false, 'true')).toMatchObject({ kind: 'boolean', yes: 2 })
    expect(of('date', '2026-02-01', '2025-01-01')).toMatchObject({ first: '2025-01-01', last: '2026-02-01' })
  })

  it('of a number column that holds no number are those of text', () => {
    expect(of('number', 'x')).toMatchObject({ kind: 'text', distinct: 1 })
  })
})

it('a table says which columns have gaps', () => {
  const columns = [column('text', 'brand'), column('number', 'price')]
  const statistics = [of('text', 'x', null), of('number', 1, 2)]
  expect(gapsText(columns, statistics)).toBe('1 row has no brand')
  expect(gapsText(columns, [of('text'), of('number')])).toBe('')
})
