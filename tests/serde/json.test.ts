import { expect, test } from 'vitest'
import { jsonText, readJson, writeJson } from '../../src/serde'
import { all, tagged } from './rows'

const lines = (text: string) => all(readJson(new Blob([text]), { lines: true }))
const whole = (text: string) => all(readJson(new Blob([text]), { lines: false }))

test('reads one value a line, in any number of digits', async () => {
  expect(await lines('{"a":9007199254740993}\r\n\n{"a":1.0,"b":[1.5,null]}\n')).toEqual([
    { a: 9007199254740993n },
    { a: tagged('Double', '1.0'), b: [1.5, null] },
  ])
})
test('reads the items of a list, or the one value', async () => {
  expect(await whole('[{"a":1},2]')).toEqual([{ a: 1 }, 2])
  expect(await whole('{"a":1}')).toEqual([{ a: 1 }])
})
test('tells the line that is not JSON', async () => {
  await expect(lines('{"a":1}\n{"a":')).rejects.toMatchObject({ name: 'Unreadable', format: 'JSON', row: 2 })
})
test('the last of two equal keys counts', async () => {
  expect(await whole('{"a":1,"a":2}')).toEqual([{ a: 2 }])
})

test('writes lines or a list', async () => {
  const rows = [{ a: 1 }, { a: 'é' }]
  expect(await (await writeJson(rows, { lines: true })).text()).toBe('{"a":1}\n{"a":"é"}\n')
  expect(await (await writeJson(rows, { lines: false })).text()).toBe('[{"a":1},{"a":"é"}]')
  expect(await (await writeJson([], { lines: false })).text()).toBe('[]')
})

test.each([
  [9007199254740993n, '9007199254740993'],
  [tagged('BigDecimal', '1.10'), '1.10'],
  [tagged('Double', '1.0'), '1.0'],
  [Number.NaN, '"NaN"'],
  [1e10, '10000000000'],
  [1.5e-9, '1.5E-9'],
  [tagged('LocalDate', '2024-05-06'), '"2024-05-06"'],
  [tagged('ZonedDateTime', '2024-05-06T07:08:09Z[UTC]'), '"2024-05-06T07:08:09Z"'],
  [new Uint8Array([1, 2, 3]), '"AQID"'],
  [
    new Map<string, unknown>([
      ['2', 1],
      ['1', undefined],
    ]),
    '{"2":1,"1":null}',
  ],
])('writes %o as %s', (value, text) => {
  expect(jsonText(value)).toBe(text)
})
