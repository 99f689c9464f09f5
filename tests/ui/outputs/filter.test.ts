import { describe, expect, it } from 'vitest'
import { filterRows, readFilter, sqlOfFilters } from '../../../src/ui/outputs/preview/filter'
import type { ColumnKind, TableColumn } from '../../../src/ui/outputs/preview/table'
import { finish } from './finish'

const column = (name: string, kind: ColumnKind): TableColumn => ({ name, kind, type: kind })

const kept = (text: string, kind: ColumnKind, cells: readonly unknown[]) =>
  cells.filter(cell => readFilter(text, column('c', kind))?.holds(cell))

describe('a filter over a column', () => {
  it('looks for text anywhere, whatever its capitals', () => {
    expect(kept('um', 'text', ['Lumen', 'LUMBER', 'Osier', null])).toEqual(['Lumen', 'LUMBER'])
  })

  it('compares numbers by value, also those that are text or tagged', () => {
    expect(kept('>= 10', 'number', [9, 10, '100', 11n, { $java: 'BigDecimal', value: '10.5' }, null])).toEqual([
      10,
      '100',
      11n,
      { $java: 'BigDecimal', value: '10.5' },
    ])
    expect(kept('10..20', 'number', [9, 10, 15, 20, 21])).toEqual([10, 15, 20])
    expect(kept('= 84', 'number', [84, 84.5])).toEqual([84])
    expect(kept('!= 84', 'number', [84, 84.5, null])).toEqual([84.5])
  })

  it('compares dates by their text', () => {
    expect(kept('> 2026-02-01', 'date', ['2026-01-31', '2026-02-02'])).toEqual(['2026-02-02'])
    expect(kept('2026-01-01..2026-01-31', 'date', ['2026-01-31', '2026-02-02'])).toEqual(['2026-01-31'])
  })

  it('finds what is null or missing, and what is not', () => {
    expect(kept('null', 'text', ['a', null, undefined])).toEqual([null, undefined])
    expect(kept('not null', 'text', ['a', null, undefined])).toEqual(['a'])
  })

  it('lets nothing through where a number is compared with a word, and waits for an operand', () => {
    expect(kept('> many', 'number', [1, 2])).toEqual([])
    expect(readFilter('>', column('c', 'number'))).toBeUndefined()
    expect(readFilter('  ', column('c', 'text'))).toBeUndefined()
  })
})

const COLUMNS = [column('brand', 'text'), column('avg price', 'number')]

it('filters are joined, and read as SQL', () => {
  const rows = [
    ['Lumen', 224],
    ['Tideform', 183],
    ['Lumber', 12],
  ]
  const filters = [
    { column: 0, text: "lum'" },
    { column: 1, text: '> 100' },
  ]
  expect([...finish(filterRows(rows, COLUMNS, [{ column: 0, text: 'lum' }, ...filters.slice(1)]))]).toEqual([0])
  expect(sqlOfFilters(COLUMNS, filters)).toBe(`WHERE brand ILIKE '%lum''%' AND "avg price" > 100`)
  expect(sqlOfFilters(COLUMNS, [])).toBeUndefined()
  expect(sqlOfFilters(COLUMNS, [{ column: 1, text: '1..2' }])).toBe('WHERE "avg price" BETWEEN 1 AND 2')
  expect(sqlOfFilters(COLUMNS, [{ column: 1, text: '10%' }])).toBe(
    `WHERE CAST("avg price" AS VARCHAR) ILIKE '%10\\%%' ESCAPE '\\'`,
  )
})
