import { describe, expect, it } from 'vitest'
import {
  childrenOf,
  copyOf,
  jsonOf,
  OutputText,
  readJson,
  shortOf,
  textOf,
  typeOf,
} from '../../../src/ui/outputs/values'

describe('the type of a value', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [null, 'null'],
    [undefined, 'null'],
    [1, 'int'],
    [10n, 'int'],
    [1.5, 'number'],
    [true, 'boolean'],
    ['x', 'string'],
    ['{"a":1}', 'string'],
    ['kestra:///a/b.csv', 'file'],
    [[], 'list'],
    [{}, 'map'],
    [new Map(), 'map'],
    [new Uint8Array(), 'binary'],
    [new OutputText('{"a":1}'), 'string · json'],
    [new OutputText('{no'), 'string'],
    [{ $java: 'Long', value: '1' }, 'int'],
    [{ $java: 'BigDecimal', value: '1.10' }, 'number'],
    [{ $java: 'Duration', value: 'PT1S' }, 'duration'],
    [{ $java: 'LocalDate', value: '2026-01-02' }, 'date'],
  ]
  it('is the word on its badge', () => {
    expect(cases.map(([value]) => typeOf(value))).toEqual(cases.map(([, type]) => type))
  })
})

describe('JSON', () => {
  it('keeps the digits of numbers, the order of maps and the zeros of decimals', () => {
    const value = new Map<string, unknown>([
      ['2', 9007199254740993n],
      ['1', { $java: 'BigDecimal', value: '1.10' }],
    ])
    expect(jsonOf(value)).toBe('{\n  "2": 9007199254740993,\n  "1": 1.10\n}')
  })

  it('is indented by level, and empty containers stay on their line', () => {
    expect(jsonOf({ a: [1, { b: 'x' }], c: [], d: {} })).toBe(
      JSON.stringify({ a: [1, { b: 'x' }], c: [], d: {} }, null, 2),
    )
  })

  it('is read only where a list or a map begins', () => {
    expect(readJson(' [1]')).toEqual([1])
    expect(readJson('1')).toBeUndefined()
    expect(readJson('{broken')).toBeUndefined()
  })

  it('is copied as the text it was', () => {
    expect(copyOf(new OutputText('{ "a":1 }'))).toBe('{ "a":1 }')
  })
})

it('children of a list of maps carry a label', () => {
  expect(childrenOf([{ id: 3, title: 'Lamp' }, { id: 4 }, 5])).toEqual([
    { key: 0, value: { id: 3, title: 'Lamp' }, label: 'Lamp' },
    { key: 1, value: { id: 4 }, label: '4' },
    { key: 2, value: 5 },
  ])
})

it('short values fit beside a key, long ones answer nothing', () => {
  expect([shortOf(14), shortOf(''), shortOf('abc'), shortOf('x'.repeat(25)), shortOf([1]), shortOf(null)]).toEqual([
    '14',
    '""',
    'abc',
    undefined,
    '1 item',
    undefined,
  ])
})

it('a tagged value is its text', () => {
  expect(textOf({ $java: 'Instant', value: '2026-01-02T03:04:05Z' })).toBe('2026-01-02T03:04:05Z')
})
