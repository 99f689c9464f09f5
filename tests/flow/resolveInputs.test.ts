import { describe, expect, test } from 'vitest'
import { resolveInputs, toInputs } from '../../src/flow'
import type { KestraVersion } from '../../src/model'

const INPUTS = toInputs([
  { id: 's', type: 'STRING', defaults: 'abc' },
  { id: 'i', type: 'INT', defaults: 5 },
  { id: 'f', type: 'FLOAT', defaults: 1.5 },
  { id: 'b', type: 'BOOL', defaults: true },
  { id: 'dt', type: 'DATETIME', defaults: '2024-05-06T07:08:09Z' },
  { id: 'd', type: 'DATE', defaults: '2024-05-06' },
  { id: 't', type: 'TIME', defaults: '07:08:09' },
  { id: 'du', type: 'DURATION', defaults: 'PT5M6S' },
  { id: 'j', type: 'JSON', defaults: '{"a": [1, 2], "b": null, "c": 1.50}' },
  { id: 'y', type: 'YAML', defaults: 'k: v\nl: [1, 2]' },
  { id: 'u', type: 'URI', defaults: 'https://example.com/x?y=1' },
  { id: 'sel', type: 'SELECT', values: ['one', 'two'], defaults: 'one' },
  { id: 'ms', type: 'MULTISELECT', values: ['red', 'green', 'blue'], defaults: ['red', 'blue'] },
  { id: 'arr', type: 'ARRAY', itemType: 'INT', defaults: [1, 2, 3] },
  { id: 'sec', type: 'SECRET', defaults: 'hush' },
  { id: 'em', type: 'EMAIL', defaults: 'a@example.com' },
  { id: 'opt', type: 'STRING', required: false },
  { id: 'nested.one', type: 'STRING', defaults: 'n1' },
  { id: 'dflt_expr', type: 'STRING', defaults: 'now {{ inputs.s }}', dependsOn: { inputs: ['s'] } },
  { id: 'pre', type: 'STRING', prefill: 'editable', required: false },
])

const effects = {
  render: async (text: string, inputs: Readonly<Record<string, unknown>>) =>
    text.replace(/\{\{ inputs\.(\w+) \}\}/g, (_, name: string) => String(inputs[name])),
  putFile: async (id: string) => `kestra:///${id}`,
}

const resolved = (given: Readonly<Record<string, unknown>>, version: KestraVersion = '2.0', inputs = INPUTS) =>
  resolveInputs(inputs, given, version, effects)

async function firstProblem(given: Readonly<Record<string, unknown>>, version: KestraVersion, inputs = INPUTS) {
  const answer = await resolved(given, version, inputs)
  return answer.ok ? undefined : answer.problems[0]?.message
}

test('defaults become values of their types', async () => {
  const answer = await resolved({})
  expect(answer).toMatchObject({
    ok: true,
    secrets: [{ text: 'hush', written: true }],
    values: {
      s: 'abc',
      i: 5,
      f: 1.5,
      b: true,
      dt: '2024-05-06T07:08:09.000000Z',
      d: '2024-05-06',
      t: '07:08:09',
      du: { $java: 'Double', value: '306.0' },
      j: { a: [1, 2], b: null, c: 1.5 },
      y: { k: 'v', l: [1, 2] },
      u: 'https://example.com/x?y=1',
      sel: 'one',
      ms: ['red', 'blue'],
      arr: [1, 2, 3],
      sec: 'hush',
      em: 'a@example.com',
      opt: null,
      nested: { one: 'n1' },
      dflt_expr: 'now abc',
      pre: null,
    },
  })
})

test('texts become values of their types', async () => {
  const answer = await resolved({
    i: '42',
    f: '2',
    b: 'false',
    dt: '2025-01-02T03:04:05+02:00',
    t: '23:59',
    du: 'PT1H',
    j: '[1,2]',
    y: '- a\n- b',
    ms: '["green"]',
    arr: '[4,5]',
    'nested.one': 'over',
  })
  expect(answer).toMatchObject({
    values: {
      i: 42,
      f: { $java: 'Double', value: '2.0' },
      b: false,
      dt: '2025-01-02T01:04:05.000000Z',
      t: '23:59:00',
      du: { value: '3600.0' },
      j: [1, 2],
      y: ['a', 'b'],
      ms: ['green'],
      arr: [4, 5],
      nested: { one: 'over' },
    },
  })
})

test('a boolean takes any text and only true is true', async () => {
  expect(await resolved({ b: 'yes' })).toMatchObject({ values: { b: false } })
  expect(await resolved({ b: 'TRUE' })).toMatchObject({ values: { b: true } })
})

test('an input that the flow does not have is passed over and told', async () => {
  expect(await resolved({ zzz: '1' })).toMatchObject({ ok: true, unknown: ['zzz'] })
})

test('a file becomes its address', async () => {
  const inputs = toInputs([{ id: 'file', type: 'FILE' }])
  expect(await resolved({ file: new Blob(['x']) }, '2.0', inputs)).toMatchObject({ values: { file: 'kestra:///file' } })
})

const errors = (text: string) => ` errors:\n\`\`\`\n${text}\n\`\`\``

test('a file of another kind than those allowed is refused', async () => {
  const inputs = toInputs([{ id: 'file', type: 'FILE', allowedFileExtensions: ['.csv', '.txt'] }])
  const give = (file: unknown) => resolved({ file }, '1.3', inputs)
  const refused = 'Invalid value for input `file`. Cause: File type not allowed. Accepted extensions: .csv, .txt'
  for (const file of [new File(['x'], 'a.exe'), 'kestra:///company/team/a.json', 'nsfile:///none']) {
    expect(await give(file)).toMatchObject({ ok: false, problems: [{ inputId: 'file', message: refused }] })
  }
  expect(await give(new File(['x'], 'A.CSV'))).toMatchObject({ ok: true })
  expect(await give('nsfile:///notes/a.txt')).toMatchObject({ ok: true, values: { file: 'nsfile:///notes/a.txt' } })
})

describe.each<[Readonly<Record<string, unknown>>, string, string]>([
  [
    { i: 'x1' },
    'Invalid value for input `i`. Cause: For input string: "x1"',
    "Invalid value for input `i`. Cause: Cannot convert value 'x1' to Integer",
  ],
  [
    { f: 'abc' },
    'Invalid value for input `f`. Cause: For input string: "abc"',
    "Invalid value for input `f`. Cause: Cannot convert value 'abc' to Float",
  ],
  [
    { d: '2024-13-01' },
    errors("Text '2024-13-01' could not be parsed: Invalid value for MonthOfYear (valid values 1 - 12): 13"),
    "Invalid value for input `d`. Cause: Cannot convert value '2024-13-01' to LocalDate",
  ],
  [
    { dt: 'yesterday' },
    errors("Text 'yesterday' could not be parsed at index 0"),
    "Invalid value for input `dt`. Cause: Cannot convert value 'yesterday' to Instant",
  ],
  [
    { t: '25:00' },
    errors("Text '25:00' could not be parsed: Invalid value for HourOfDay (valid values 0 - 23): 25"),
    "Invalid value for input `t`. Cause: Cannot convert value '25:00' to LocalTime",
  ],
  [
    { du: '5 minutes' },
    errors('Text cannot be parsed to a Duration'),
    "Invalid value for input `du`. Cause: Cannot convert value '5 minutes' to Duration",
  ],
])('%j', (given, old, current) => {
  test('is refused in the words of 1.3', async () => expect(await firstProblem(given, '1.3')).toBe(old))
  test('is refused in the words of 2.0', async () => expect(await firstProblem(given, '2.0')).toBe(current))
})

test.each<[Readonly<Record<string, unknown>>, string]>([
  [
    { j: '{oops' },
    errors(
      "Unexpected character ('o' (code 111)): was expecting double-quote to start field name\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]",
    ),
  ],
  [{ u: 'not a uri' }, 'Invalid value for input `u`. Cause: Illegal character in path at index 3: not a uri'],
  [{ sel: 'three' }, 'Invalid value for input `sel`. Cause: it must match the values `[one, two]`'],
  [
    { ms: '["pink"]' },
    "Invalid value for input `ms`. Cause: value `pink` doesn't match the values `[red, green, blue]`",
  ],
  [{ arr: '["a"]' }, 'Invalid value for input `arr`. Cause: Unable to parse array element as `INT` on `a`'],
  [{ em: 'nope' }, 'Invalid value for input `em`. Cause: The input must be a valid email'],
])('%j is refused in the same words by both versions', async (given, message) => {
  expect(await firstProblem(given, '1.3')).toBe(message)
  expect(await firstProblem(given, '2.0')).toBe(message)
})

const BOUNDS = toInputs([
  { id: 'n', type: 'INT', min: 1, max: 10, defaults: 5 },
  { id: 'fl', type: 'FLOAT', min: 0.5, max: 1.5, defaults: 1 },
  { id: 're', type: 'STRING', validator: '^[a-z]+$', defaults: 'abc' },
  { id: 'da', type: 'DATE', after: '2024-01-01', before: '2024-12-31', defaults: '2024-06-01' },
  { id: 'free', type: 'SELECT', values: ['a', 'b'], allowCustomValue: true, defaults: 'a' },
  { id: 'du', type: 'DURATION', min: 'PT60S', max: 'PT1H', defaults: 'PT5M' },
  { id: 'ti', type: 'TIME', after: '01:00:00', before: '11:59:59', defaults: '02:00' },
  { id: 'at', type: 'DATETIME', after: '2024-01-01T01:00:00+01:00', defaults: '2024-06-01T00:00:00Z' },
  { id: 'whole', type: 'FLOAT', max: 2, defaults: 1 },
])

test.each<[Readonly<Record<string, unknown>>, string | undefined]>([
  [{}, undefined],
  [{ free: 'zzz' }, undefined],
  [{ n: 0 }, 'Invalid value for input `n`. Cause: it must be more than `1`'],
  [{ n: '11' }, 'Invalid value for input `n`. Cause: it must be less than `10`'],
  [{ re: 'ABC' }, 'Invalid value for input `re`. Cause: it must match the pattern `^[a-z]+$`'],
  [{ da: '2023-01-01' }, 'Invalid value for input `da`. Cause: it must be after `2024-01-01`'],
  [{ da: '2025-01-01' }, 'Invalid value for input `da`. Cause: it must be before `2024-12-31`'],
  [{ fl: '2.0' }, 'Invalid value for input `fl`. Cause: it must be less than `1.5`'],
  [{ du: 'PT2H' }, 'Invalid value for input `du`. Cause: It must be less than `PT1H`'],
  [{ du: 'PT1S' }, 'Invalid value for input `du`. Cause: It must be more than `PT1M`'],
  [{ ti: '00:00:01' }, 'Invalid value for input `ti`. Cause: it must be after `01:00`'],
  [{ ti: '12:00' }, 'Invalid value for input `ti`. Cause: it must be before `11:59:59`'],
  [{ at: '2023-01-01T00:00:00Z' }, 'Invalid value for input `at`. Cause: it must be after `2024-01-01T00:00:00Z`'],
  [{ whole: 3 }, 'Invalid value for input `whole`. Cause: it must be less than `2.0`'],
  [{ n: 0, re: 'X1' }, 'Invalid value for input `n`. Cause: it must be more than `1`'],
])('%j keeps within the bounds, or is told: %s', async (given, message) => {
  expect(await firstProblem(given, '1.3', BOUNDS)).toBe(message)
})

const LABELLED = toInputs([
  { id: 'one', type: 'SELECT', values: [{ label: 'Production', value: 123 }, 'dev'], autoSelectFirst: true },
  { id: 'many', type: 'MULTISELECT', values: [{ label: 'Production', value: 123 }, 'dev'], required: false },
])

test('values with labels are chosen by value', async () => {
  expect(await resolved({ many: ['123', 'dev'] }, '2.0', LABELLED)).toMatchObject({
    values: { one: '123', many: ['123', 'dev'] },
  })
  expect(await firstProblem({ one: 'Production' }, '2.0', LABELLED)).toBe(
    'Invalid value for input `one`. Cause: it must match the values `[123, dev]`',
  )
})

const REQUIRED = toInputs([
  { id: 'must', type: 'STRING' },
  { id: 'opt', type: 'INT', required: false },
])

test('a required input without a value is missing, and null is no value', async () => {
  expect(await firstProblem({}, '2.0', REQUIRED)).toBe('Missing required input:must')
  expect(await firstProblem({ must: null }, '2.0', REQUIRED)).toBe('Missing required input:must')
})

test('an empty text is a value', async () => {
  expect(await resolved({ must: '' }, '2.0', REQUIRED)).toMatchObject({ values: { must: '', opt: null } })
})

const DEPENDS = toInputs([
  { id: 'kind', type: 'SELECT', values: ['vm', 'lambda'], defaults: 'vm' },
  {
    id: 'size',
    type: 'SELECT',
    values: ['small', 'large'],
    defaults: 'small',
    dependsOn: { inputs: ['kind'], condition: '{{ isVm }}' },
  },
  { id: 'sel', type: 'SELECT', expression: '{{ list }}', defaults: 'q' },
])

const dependent = (given: Readonly<Record<string, unknown>>) =>
  resolveInputs(DEPENDS, given, '2.0', {
    ...effects,
    render: async (text, inputs) => (text === '{{ list }}' ? ['p', 'q'] : inputs.kind === 'vm'),
  })

test('an input whose condition does not hold has its default, whatever is given', async () => {
  expect(await dependent({})).toMatchObject({ values: { kind: 'vm', size: 'small', sel: 'q' } })
  const answer = await dependent({ kind: 'lambda', size: 'large' })
  expect(answer).toMatchObject({ values: { kind: 'lambda', size: 'small', sel: 'q' } })
})

test('values of a select may come from an expression', async () => {
  expect(await dependent({ sel: 'z' })).toEqual({
    ok: false,
    problems: [{ inputId: 'sel', message: 'Invalid value for input `sel`. Cause: it must match the values `[p, q]`' }],
  })
})
