import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ionText, readIon, writeIon } from '../../src/serde'
import { all, tagged } from './rows'

const bytes = (base64: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(base64), found => found.charCodeAt(0))
const read = (content: string | Uint8Array<ArrayBuffer>) => all(readIon(new Blob([content])))

/** The row of the recorded flow `duckdb-types`. */
const TYPES = {
  i: 3,
  bi: 4,
  d: 2.5,
  de: tagged('BigDecimal', '1.10'),
  b: true,
  s: 'x"y',
  da: tagged('LocalDate', '2024-05-06'),
  ti: tagged('LocalTime', '07:08:09'),
  ts: tagged('ZonedDateTime', '2024-05-06T07:08:09.123Z[UTC]'),
  tz: tagged('OffsetDateTime', '2024-05-06T05:08:09Z'),
  li: [1, 2, 3],
  st: { a: 1 },
  nu: null,
}
const TYPES_TEXT =
  '{i:3,bi:4,d:2.5e0,de:1.10,b:true,s:"x\\"y",da:2024-05-06,ti:LocalTime::"07:08:09",ts:ZonedDateTime::"2024-05-06T07:08:09.123Z[UTC]",tz:OffsetDateTime::"2024-05-06T05:08:09Z",li:[1,2,3],st:{a:1},nu:null}\n'
const TYPES_BINARY =
  '4AEA6u7UgYPe0Ie+zYFpgmJpgWSCZGWBYoFzgmRhgnRpiUxvY2FsVGltZYJ0c41ab25lZERhdGVUaW1lgnR6jo5PZmZzZXREYXRlVGltZYJsaYJzdIFhgm513v2KIQOLIQSMSEAEAAAAAAAAjVLCbo4Rj4N4InmQZcAP6IWGkeuBkogwNzowODowOZPuoYGUjp0yMDI0LTA1LTA2VDA3OjA4OjA5LjEyM1pbVVRDXZXumIGWjpQyMDI0LTA1LTA2VDA1OjA4OjA5Wpe2IQEhAiEDmNOZIQGaDw=='
const BRANDS_BINARY =
  '4AEA6u6XgYPek4e+kIVicmFuZIlhdmdfcHJpY2XemIqMQ2FsdmluIEtsZWlui0hAbDlHrhR64eABAOrul4GD3pOHvpCFYnJhbmSJYXZnX3ByaWNl3IoPi0hAZcj1wo9cKQ=='

describe('text Ion', () => {
  test('prints every type as recorded', async () => {
    expect(await (await writeIon([TYPES], 'text')).text()).toBe(TYPES_TEXT)
  })
  test('reads every type back', async () => {
    expect(await read(TYPES_TEXT)).toEqual([TYPES])
  })
  test.each([
    [null, 'null'],
    [100, '100'],
    [tagged('Double', '100.0'), '100e0'],
    [1e-7, '1.0E-7'],
    [Number.NaN, 'nan'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [12345678901234567890123n, '12345678901234567890123'],
    [tagged('BigDecimal', '10'), '10.'],
    [tagged('BigDecimal', '-0.05'), '-0.05'],
    [tagged('BigDecimal', '1E+3'), '1d3'],
    [tagged('Instant', '2024-05-06T07:08:09Z'), '2024-05-06T07:08:09Z'],
    [new Uint8Array([1, 2, 3]), '{{AQID}}'],
    ["it's\n\u0001", '"it\'s\\n\\x01"'],
    [{ 'a b': 1, null: 2, $1: 3, $x: 4, _y: 5 }, "{'a b':1,'null':2,'$1':3,$x:4,_y:5}"],
    [
      new Map<string, unknown>([
        ['2', 1],
        ['1', 2],
      ]),
      "{'2':1,'1':2}",
    ],
  ])('prints %o as %s', (value, text) => {
    expect(ionText(value)).toBe(text)
  })
  test('reads values that go over several lines', async () => {
    expect(await read('{\n  a: 1, // first\n  b: [x,\n y]\n}\n{a:2}')).toEqual([{ a: 1, b: ['x', 'y'] }, { a: 2 }])
  })
  test('tells the row that is not Ion', async () => {
    await expect(read('{a:1}\n{a:]}')).rejects.toMatchObject({ name: 'Unreadable', format: 'Ion', row: 2 })
  })
  test('an instant with an offset is told in UTC, its fraction whole', async () => {
    expect(await read('2024-05-06T01:00:00.123456789+02:00')).toEqual([
      tagged('Instant', '2024-05-05T23:00:00.123456789Z'),
    ])
  })
})

describe('binary Ion', () => {
  test('is byte for byte what Kestra 2.0 stores', async () => {
    const file = await writeIon([TYPES], 'binary')
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes(TYPES_BINARY))
  })
  test('keeps the sign of a decimal', async () => {
    const amounts = ['-1.50', '-300', '-0.01', '128.5', '-128.5', '0.00'].map(text => tagged('BigDecimal', text))
    expect(await all(readIon(await writeIon(amounts, 'binary')))).toEqual(amounts)
  })
  test.each([
    tagged('Instant', '2026-01-01T00:00:00.250Z'),
    tagged('Instant', '2026-11-26T23:59:59.000000001Z'),
    tagged('Instant', '0099-12-31T00:00:00Z'),
    tagged('LocalDate', '2024-02-29'),
    tagged('LocalTime', '07:08:09'),
    Number.MAX_SAFE_INTEGER,
    -(2n ** 64n),
    'é'.repeat(100),
    { name: 'a system symbol', [`${'long'.repeat(20)}`]: [1, [2, [3, 'x'.repeat(200)]]] },
  ])('%o is read back', async value => {
    expect(await all(readIon(await writeIon([value], 'binary')))).toEqual([value])
  })
  test('a date that Ion does not have stays as text', async () => {
    const file = await writeIon([tagged('LocalDate', 'infinity'), tagged('LocalDate', '+12026-01-01')], 'binary')
    expect(await all(readIon(file))).toEqual(['infinity', '+12026-01-01'])
  })
  test('each row has symbols of its own', async () => {
    const rows = [
      { brand: 'Calvin Klein', avg_price: 225.79 },
      { brand: null, avg_price: 174.28 },
    ]
    expect(await read(bytes(BRANDS_BINARY))).toEqual(rows)
    const written = await writeIon(rows, 'binary')
    expect(new Uint8Array(await written.arrayBuffer())).toEqual(bytes(BRANDS_BINARY))
  })
})

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.string({ unit: 'binary' }).filter(text => text.isWellFormed()),
  fc.integer(),
  fc.bigInt().filter(value => !Number.isSafeInteger(Number(value))),
  fc.double().filter(value => !Number.isInteger(value)),
  fc.uint8Array().map(found => Uint8Array.from(found)),
  fc.tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 1, max: 6 })).map(([whole, scale]) => {
    const text = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0')
    return tagged('BigDecimal', `${whole < 0n ? '-' : ''}${text.slice(0, -scale)}.${text.slice(-scale)}`)
  }),
)
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('tree')), fc.dictionary(fc.string(), tie('tree'))),
}))
const row = fc.dictionary(fc.string(), tree).filter(found => !hasOddKeys(found))
const hasOddKeys = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, item]) => /^\d+$/.test(key) || key === '__proto__' || hasOddKeys(item))

test.each(['text', 'binary'] as const)(
  'whatever is written as %s Ion is read back',
  async form => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), async rows => {
        const plain = rows.map(found => ({ ...found }))
        expect(await all(readIon(await writeIon(plain, form)))).toEqual(plain)
      }),
      { numRuns: 100 },
    )
  },
  60_000,
)
