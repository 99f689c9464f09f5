import { describe, expect, it } from 'vitest'
import {
  cellText,
  fractionDigits,
  isTabular,
  kindOf,
  numberOf,
  tableOfList,
  tsvOf,
} from '../../../src/ui/outputs/preview/table'

describe('a list of maps', () => {
  it('is a table of all its keys, in the order of first sight', () => {
    const { columns, rows, complete } = tableOfList([{ a: 1 }, { b: 'x', a: null }], 10)
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'int'],
      ['b', 'string'],
    ])
    expect(rows).toEqual([
      [1, undefined],
      [null, 'x'],
    ])
    expect(complete).toBe(true)
  })

  it('is cut at the limit', () => {
    expect(tableOfList([{ a: 1 }, { a: 2 }], 1)).toMatchObject({ rows: [[1]], complete: false })
  })

  it('gives one type to whole and broken numbers, and says mixed of others', () => {
    const types = (list: readonly unknown[]) => tableOfList(list, 10).columns.map(column => column.type)
    expect(types([{ a: 1 }, { a: 1.5 }])).toEqual(['number'])
    expect(types([{ a: 1 }, { a: 'x' }])).toEqual(['mixed'])
    expect(types([{ a: null }])).toEqual(['null'])
  })
})

it('only lists whose items are maps are tables', () => {
  expect([[{ a: 1 }, null], [1, 2], [], {}, [[1]], [{ $java: 'Long', value: '1' }]].map(isTabular)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

it('columns are treated by the word of their type', () => {
  expect(['int', 'double', 'decimal', 'BIGINT', 'string', 'timestamp', 'boolean', 'list', 'map'].map(kindOf)).toEqual([
    'number',
    'number',
    'number',
    'number',
    'text',
    'date',
    'boolean',
    'nested',
    'nested',
  ])
})

describe('a cell', () => {
  it('is one line of text, numbers with the digits of their column', () => {
    expect(cellText({ $java: 'Double', value: '224.0' }, 2)).toBe('224.00')
    expect(cellText({ $java: 'BigDecimal', value: '1.10' })).toBe('1.10')
    expect(cellText({ a: [1, 2] })).toBe('{"a":[1,2]}')
  })

  it('sorts as a number when it reads as one', () => {
    expect([numberOf('1.5'), numberOf({ $java: 'Long', value: '7' }), numberOf(3n)]).toEqual([1.5, 7, 3])
    expect([numberOf(null), numberOf(''), numberOf('x')].every(Number.isNaN)).toBe(true)
  })
})

it('a column prints as many digits as its longest number, in full beyond four', () => {
  expect(fractionDigits([[1], [2.25], [null]], 0)).toBe(2)
  expect(fractionDigits([[{ $java: 'Double', value: '224.0' }], [7.58]], 0)).toBe(2)
  expect(fractionDigits([[0.12345]], 0)).toBeUndefined()
  expect(fractionDigits([['1.5']], 0)).toBeUndefined()
})

it('rows are copied with tabs, breaks inside cells become spaces', () => {
  expect(tsvOf([['a\nb', null, 1.5]])).toBe('a b\t\t1.5')
})
