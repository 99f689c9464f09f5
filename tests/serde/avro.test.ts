import { describe, expect, test } from 'vitest'
import { readAvro, Unreadable, writeAvro } from '../../src/serde'

async function back(rows: readonly unknown[], schema?: object): Promise<readonly unknown[]> {
  const read: unknown[] = []
  for await (const row of readAvro(await writeAvro(rows, schema && JSON.stringify(schema)))) read.push(row)
  return read
}

const record = (...fields: readonly object[]) => ({ type: 'record', name: 'row', fields })
const tagged = ($java: string, value: string) => ({ $java, value })

/** Two rows in one deflated block, written by fastavro 1.13. */
const FOREIGN = Uint8Array.from(
  atob(
    [
      'T2JqAQQUYXZyby5jb2RlYw5kZWZsYXRlFmF2cm8uc2NoZW1hvgl7InR5cGUiOiAicmVjb3JkIiwgIm5hbWUiOiAicm93Iiwg',
      'Im5hbWVzcGFjZSI6ICJhLmIiLCAiZmllbGRzIjogW3sibmFtZSI6ICJpZCIsICJ0eXBlIjogImxvbmcifSwgeyJuYW1lIjog',
      'Im5hbWUiLCAidHlwZSI6IFsibnVsbCIsICJzdHJpbmciXX0sIHsibmFtZSI6ICJwcmljZSIsICJ0eXBlIjogeyJ0eXBlIjog',
      'ImJ5dGVzIiwgImxvZ2ljYWxUeXBlIjogImRlY2ltYWwiLCAicHJlY2lzaW9uIjogOSwgInNjYWxlIjogMn19LCB7Im5hbWUi',
      'OiAiYXQiLCAidHlwZSI6IHsidHlwZSI6ICJsb25nIiwgImxvZ2ljYWxUeXBlIjogInRpbWVzdGFtcC1taWxsaXMifX0sIHsi',
      'bmFtZSI6ICJkYXkiLCAidHlwZSI6IHsidHlwZSI6ICJpbnQiLCAibG9naWNhbFR5cGUiOiAiZGF0ZSJ9fSwgeyJuYW1lIjog',
      'ImtpbmQiLCAidHlwZSI6IHsidHlwZSI6ICJlbnVtIiwgIm5hbWUiOiAia2luZCIsICJzeW1ib2xzIjogWyJ4IiwgInkiXX19',
      'LCB7Im5hbWUiOiAiYWdhaW4iLCAidHlwZSI6ICJhLmIua2luZCJ9LCB7Im5hbWUiOiAidGFncyIsICJ0eXBlIjogeyJ0eXBl',
      'IjogImFycmF5IiwgIml0ZW1zIjogInN0cmluZyJ9fSwgeyJuYW1lIjogInJlYWwiLCAidHlwZSI6ICJkb3VibGUifV19ADAx',
      'MjM0NTY3ODlhYmNkZWYEYGNiYkvMy2PKO/bg5umXyZO2MTExsDAVMBUyQIEDKwPLxgfn+RkZmKAiD/YDAIkADDAxMjM0NTY3',
      'ODlhYmNkZWY=',
    ].join(''),
  ),
  letter => letter.charCodeAt(0),
)

describe('an Avro file', () => {
  test('of another writer is read, compressed, with a type used by its name', async () => {
    const rows: unknown[] = []
    for await (const row of readAvro(new Blob([FOREIGN]))) rows.push(row)
    expect(rows).toEqual([
      {
        id: 1,
        name: 'ann',
        price: tagged('BigDecimal', '1.10'),
        at: tagged('Instant', '2024-05-06T07:08:09.123Z'),
        day: tagged('LocalDate', '2024-05-06'),
        kind: 'y',
        again: 'x',
        tags: ['p', 'q'],
        real: tagged('Double', '2.0'),
      },
      {
        id: -3,
        name: null,
        price: tagged('BigDecimal', '-200.00'),
        at: tagged('Instant', '1969-12-31T23:59:59Z'),
        day: tagged('LocalDate', '1969-12-31'),
        kind: 'x',
        again: 'y',
        tags: [],
        real: -0.5,
      },
    ])
  })

  test('without a schema gives back what was written, lists and maps as text', async () => {
    const rows = [
      { id: 1, big: 9007199254740993n, n: 1.5, ok: true, s: 'é', day: tagged('LocalDate', '2024-05-06'), none: null },
      { id: -65, big: 2n, n: 2.5, ok: false, s: '', day: null, none: null, list: [1, 2] },
    ]
    expect(await back(rows)).toEqual([
      { ...rows[0], list: null },
      { ...rows[1], big: 2, list: '[1,2]' },
    ])
  })

  test('with a schema takes every kind of type', async () => {
    const schema = record(
      { name: 'colour', type: { type: 'enum', name: 'colour', symbols: ['red', 'blue'] } },
      { name: 'tags', type: { type: 'array', items: 'string' } },
      { name: 'counts', type: { type: 'map', values: 'int' } },
      { name: 'price', type: { type: 'bytes', logicalType: 'decimal', precision: 9, scale: 2 } },
      { name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } },
      { name: 'local', type: { type: 'long', logicalType: 'local-timestamp-millis' } },
      { name: 'time', type: { type: 'int', logicalType: 'time-millis' } },
      { name: 'hash', type: { type: 'fixed', name: 'two', size: 2 } },
      { name: 'either', type: ['null', 'long', 'string'] },
      {
        name: 'inside',
        type: { type: 'record', name: 'inside', fields: [{ name: 'other', type: ['null', 'colour'] }] },
      },
    )
    const row = {
      colour: 'blue',
      tags: ['a', 'b'],
      counts: { x: 1, y: -2 },
      price: tagged('BigDecimal', '-12.30'),
      at: tagged('Instant', '2024-05-06T07:08:09.123456Z'),
      local: tagged('LocalDateTime', '1969-12-31T23:59:59.500'),
      time: tagged('LocalTime', '07:08:09.001'),
      hash: Uint8Array.of(1, 255),
      either: 'text',
      inside: { other: 'red' },
    }
    expect(await back([row, { ...row, either: 5, tags: [], inside: { other: null } }], schema)).toEqual([
      row,
      { ...row, either: 5, tags: [], inside: { other: null } },
    ])
  })

  test('of many rows is written in blocks', async () => {
    const rows = Array.from({ length: 2_500 }, (_, n) => ({ n }))
    expect(await back(rows)).toEqual(rows)
  })

  test('refuses a value that does not fit, by the name of its field', async () => {
    await expect(back([{ n: 'x' }], record({ name: 'n', type: 'int' }))).rejects.toThrow(
      'Field n takes int, but a row has x',
    )
    await expect(back([{}], record({ name: 'n', type: 'int' }))).rejects.toThrow('Field n takes int')
  })

  test('that is none, or ends too early, is told so', async () => {
    const read = async (file: Blob) => {
      for await (const _row of readAvro(file));
    }
    await expect(read(new Blob(['id,name\n']))).rejects.toThrow(Unreadable)
    const whole = await writeAvro([{ n: 1 }])
    await expect(read(whole.slice(0, whole.size - 3))).rejects.toThrow('it ends too early')
  })
})
