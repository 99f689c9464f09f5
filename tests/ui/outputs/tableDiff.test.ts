import { describe, expect, it } from 'vitest'
import type { Table, TableRow } from '../../../src/ui/outputs/preview/table'
import { diffTables, keysOf } from '../../../src/ui/outputs/preview/tableDiff'

const table = (rows: readonly TableRow[], ...names: readonly string[]): Table => ({
  columns: names.map(name => ({ name, type: 'x', kind: name === 'price' ? 'number' : 'text' })),
  rows,
  complete: true,
})

const BEFORE = table(
  [
    ['Lumen', 219.5],
    ['Cobalt', 61],
    ['Osier', 132],
  ],
  'brand',
  'price',
)
const AFTER = table(
  [
    ['Lumen', 224],
    ['Osier', 132],
    ['Fernhill', 48],
  ],
  'brand',
  'price',
)

describe('two tables', () => {
  it('are matched by the column that tells rows apart in both, text before numbers', () => {
    expect(keysOf(BEFORE, AFTER)).toEqual(['brand', 'price'])
    expect(keysOf(table([['a'], ['a']], 'brand'), table([['a']], 'brand'))).toEqual([])
  })

  it('tell what changed, what came and what went, in the order of the newer one', () => {
    const { rows } = diffTables(BEFORE, AFTER, 'brand')
    expect(rows).toEqual([
      { kind: 'changed', before: ['Lumen', 219.5], after: ['Lumen', 224], columns: [1] },
      { kind: 'removed', before: ['Cobalt', 61] },
      { kind: 'same', before: ['Osier', 132], after: ['Osier', 132] },
      { kind: 'added', after: ['Fernhill', 48] },
    ])
  })

  it('are compared by place without a key', () => {
    const { rows } = diffTables(BEFORE, AFTER, undefined)
    expect(rows.map(({ kind }) => kind)).toEqual(['changed', 'changed', 'changed'])
  })

  it('keep columns that only one of them has', () => {
    const { columns, rows } = diffTables(
      table([['a', 1]], 'brand', 'price'),
      table([['a', 'x']], 'brand', 'note'),
      'brand',
    )
    expect(columns.map(({ name }) => name)).toEqual(['brand', 'note', 'price'])
    expect(rows).toEqual([
      { kind: 'changed', before: ['a', undefined, 1], after: ['a', 'x', undefined], columns: [1, 2] },
    ])
  })

  it('match null with null', () => {
    const { rows } = diffTables(table([[null, 1]], 'brand', 'price'), table([[null, 1]], 'brand', 'price'), 'brand')
    expect(rows.map(({ kind }) => kind)).toEqual(['same'])
  })
})
