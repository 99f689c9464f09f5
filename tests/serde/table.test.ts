import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { convertFile, openTable, type Table, writeIon } from '../../src/serde'
import { tagged } from './rows'

const open = async (content: BlobPart, name: string): Promise<Table> => {
  const table = await openTable(new Blob([content]), name)
  if (!table) throw new Error(`${name} is no table`)
  return table
}
const types = (table: Table) => Object.fromEntries(table.columns().map(({ name, type }) => [name, type]))

describe('a table', () => {
  test('of CSV has typed columns and exact texts', async () => {
    const table = await open('id,price,day,ok,name\n1,0.10,2024-05-06,true,ann\n2,,2024-05-07,false,007\n', 'x.csv')
    expect(await table.rows(0, 10)).toEqual([
      ['1', '0.10', '2024-05-06', 'true', 'ann'],
      ['2', null, '2024-05-07', 'false', '007'],
    ])
    expect(types(table)).toEqual({ id: 'integer', price: 'double', day: 'date', ok: 'boolean', name: 'string' })
    expect(table.known()).toEqual({ rows: 2, complete: true })
  })
  test('knows the columns of a CSV file without rows', async () => {
    const table = await open('a,b\n', 'x.csv')
    expect(await table.rows(0, 10)).toEqual([])
    expect(table.columns().map(({ name }) => name)).toEqual(['a', 'b'])
  })
  test('finds the separator of the first line', async () => {
    expect(await (await open('a;b\n1;2,5\n', 'x.csv')).rows(0, 1)).toEqual([['1', '2,5']])
  })
  test('keeps columns of equal or no name apart', async () => {
    const table = await open('a,,a\n1,2,3\n', 'x.csv')
    await table.rows(0, 1)
    expect(table.columns().map(({ name }) => name)).toEqual(['a', 'column_2', 'a_3'])
  })
  test('gets columns as rows bring them', async () => {
    const table = await open('{"a":1}\n{"b":"x","a":2.5}\n', 'x.jsonl')
    expect(await table.rows(0, 10)).toEqual([[1], [2.5, 'x']])
    expect(types(table)).toEqual({ a: 'double', b: 'string' })
  })
  test('of binary Ion is known by its first bytes', async () => {
    const row = { n: 9007199254740993n, d: tagged('BigDecimal', '1.10'), t: tagged('LocalTime', '07:08:09') }
    const table = await open(await writeIon([row], 'binary'), 'data.tmp')
    expect(await table.rows(0, 1)).toEqual([[row.n, row.d, row.t]])
    expect(types(table)).toEqual({ n: 'integer', d: 'decimal', t: 'time' })
  })
  test('reads no further than somebody looks', async () => {
    const lines = Array.from({ length: 1_000 }, (_, id) => `{"id":${id}}`)
    const table = await open([...lines, 'broken'].join('\n'), 'x.jsonl')
    expect(await table.rows(500, 2)).toEqual([[500], [501]])
    expect(table.known()).toEqual({ rows: 503, complete: false })
    await expect(table.rows(990, 20)).rejects.toMatchObject({ row: 1_001 })
  })
  test('of lists and of single values has columns too', async () => {
    expect(await (await open('[[1,2],3]', 'x.json')).rows(0, 2)).toEqual([
      [1, 2],
      [undefined, undefined, 3],
    ])
  })
  test('is nothing that a text file is', async () => {
    expect(await openTable(new Blob(['hello']), 'x.txt')).toBeUndefined()
  })
})

test('reads Parquet exactly', async () => {
  const content = parquetWriteBuffer({
    columnData: [
      { name: 'big', data: [9007199254740993n, 2n], type: 'INT64' },
      { name: 'real', data: [1, 2.5], type: 'DOUBLE' },
      { name: 'text', data: ['é', null], type: 'STRING' },
      { name: 'at', data: [new Date(Date.UTC(2024, 4, 6, 7, 8, 9, 123)), null], type: 'TIMESTAMP' },
    ],
  })
  const table = await open(content, 'x.parquet')
  expect(await table.rows(0, 5)).toEqual([
    [9007199254740993n, tagged('Double', '1.0'), 'é', tagged('Instant', '2024-05-06T07:08:09.123Z')],
    [2, 2.5, null, null],
  ])
})

describe('a download', () => {
  const rows = [
    { a: 1, d: tagged('BigDecimal', '1.10') },
    { b: 'x,y', a: null },
  ]
  test.each([
    ['csv', 'a,d,b\n1,1.10,\n,,"x,y"\n'],
    ['json', '[{"a":1,"d":1.10},{"b":"x,y","a":null}]'],
    ['jsonl', '{"a":1,"d":1.10}\n{"b":"x,y","a":null}\n'],
    ['ion', '{a:1,d:1.10}\n{b:"x,y",a:null}\n'],
  ] as const)('of binary Ion as %s', async (to, text) => {
    expect(await (await convertFile(await writeIon(rows, 'binary'), 'ion', to)).text()).toBe(text)
  })
  test('of CSV as JSON', async () => {
    expect(await (await convertFile(new Blob(['a,b\n01,\n']), 'csv', 'json')).text()).toBe('[{"a":"01","b":null}]')
  })
})
