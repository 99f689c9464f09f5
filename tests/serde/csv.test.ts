import { expect, test } from 'vitest'
import { readCsv, writeCsv } from '../../src/serde'
import { all } from './rows'

const read = (text: string, options?: Parameters<typeof readCsv>[1]) => all(readCsv(new Blob([text]), options))
const write = async (rows: readonly unknown[], options?: Parameters<typeof writeCsv>[1]) =>
  (await writeCsv(rows, options)).text()

test.each([
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a\r1\r', [['a'], ['1']]],
  ['a\n"x\ny"', [['a'], ['x\ny']]],
  ['"a ""b""",c\n', [['a "b"', 'c']]],
  ['\ufeffa\n1', [['a'], ['1']]],
  ['a\n\nb\n', [['a'], [''], ['b']]],
  ['', []],
])('reads %j', async (text, records) => {
  expect(await read(text)).toEqual(records)
})

test('passes over empty lines when told to', async () => {
  expect(await read('a,b\r\n\r\n1,\n\n', { skipEmptyLines: true })).toEqual([
    ['a', 'b'],
    ['1', ''],
  ])
})

test('reads other separators and quotes', async () => {
  expect(await read("a;'b;c'\n", { separator: ';', quote: "'" })).toEqual([['a', 'b;c']])
})

test('reads a record that goes over the border of two pieces', async () => {
  const long = `é"",\n${'x'.repeat(3_000_000)}`
  expect(await read(`a,"${long}"\nb,c`)).toEqual([
    ['a', long.replace('""', '"')],
    ['b', 'c'],
  ])
})

test('reads another charset', async () => {
  expect(await all(readCsv(new Blob([new Uint8Array([0xe9])]), { charset: 'latin1' }))).toEqual([['é']])
})

test('writes the keys of the first row, then values by position', async () => {
  expect(
    await write([
      { a: 1, b: 'x' },
      { a: null, b: 2.5 },
    ]),
  ).toBe('a,b\n1,x\n,2.5\n')
})

test('quotes only fields that need it', async () => {
  expect(await write([['a,b', 'say "x"', ' pad ', 'two\nlines', '']], { header: false })).toBe(
    '"a,b","say ""x"""," pad ","two\nlines",\n'.replace('" pad "', ' pad '),
  )
})

test.each([
  ['ALWAYS', '"1","x",""\n'],
  ['NON_NUMERIC', '1,"x",""\n'],
  ['REQUIRED', '1,x,\n'],
] as const)('quote mode %s', async (quoteMode, text) => {
  expect(await write([[1, 'x', null]], { header: false, quoteMode })).toBe(text)
})

test('writes numbers with all their digits, and maps as JSON', async () => {
  const row = [9007199254740993n, { $java: 'BigDecimal', value: '1.10' }, { a: [1] }]
  expect(await write([row], { header: false })).toBe('9007199254740993,1.10,"{""a"":[1]}"\n')
})

test('refuses a header for rows that are lists', async () => {
  await expect(write([[1]])).rejects.toThrow('Invalid data of type List with header')
})
