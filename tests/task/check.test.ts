import { describe, expect, test } from 'vitest'
import {
  type CheckOptions,
  checkProperties,
  checkProperty,
  type Finding,
  type Properties,
  type Property,
} from '../../src/task'

const options = (report: (finding: Finding) => void, version: '1.3' | '2.0' = '2.0'): CheckOptions => ({
  version,
  className: 'Thing',
  label: path => path.join('.'),
  task: () => undefined,
  report,
})

function found(property: Property, value: unknown): readonly string[] {
  const findings: Finding[] = []
  checkProperty(
    property,
    value,
    ['x'],
    options(finding => findings.push(finding)),
  )
  return findings.map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`)
}

function foundIn(properties: Properties, value: Readonly<Record<string, unknown>>, version: '1.3' | '2.0' = '2.0') {
  const findings: Finding[] = []
  checkProperties(
    properties,
    value,
    [],
    options(finding => findings.push(finding), version),
  )
  return findings
}

const codes = (properties: Properties, value: Readonly<Record<string, unknown>>, version: '1.3' | '2.0' = '2.0') =>
  foundIn(properties, value, version).map(({ severity, code, path }) => `${severity} ${code} ${path.join('.')}`)

const title = 'A property.'
const TEXT = { kind: 'string', title } as const
const COUNT = { kind: 'number', integer: true, minimum: 1, title } as const
const LEVEL = { kind: 'choice', of: ['INFO', 'WARN'], title } as const

describe('a value is checked by its kind', () => {
  test.each<[string, Property, unknown, readonly string[]]>([
    ['a text', TEXT, 'a', []],
    ['a number as text', TEXT, 12, []],
    ['a double as text', TEXT, { $java: 'Double', value: '1.0' }, []],
    ['a list as text', TEXT, [], ['error wrong-kind x']],
    ['a pattern met', { ...TEXT, pattern: '[a-z]+' }, 'abc', []],
    ['a pattern met in part only', { ...TEXT, pattern: '[a-z]+' }, 'abc1', ['error pattern x']],
    ['a number', COUNT, 2, []],
    ['a number in text', COUNT, '2', []],
    ['a number that is none', COUNT, 'two', ['error wrong-kind x']],
    ['a fraction for a whole number', COUNT, 1.5, ['error wrong-kind x']],
    ['a number too small', COUNT, 0, ['error too-small x']],
    ['a template where none is rendered', COUNT, '{{ n }}', ['error wrong-kind x']],
    ['a template where it is rendered', { ...COUNT, dynamic: true }, '{{ n }}', []],
    ['a wrong value where it is rendered', { ...COUNT, dynamic: true }, 'two', ['warning wrong-kind x']],
    ['a boolean', { kind: 'boolean', title }, true, []],
    ['a boolean in text', { kind: 'boolean', title }, 'false', []],
    ['text for a boolean', { kind: 'boolean', title }, 'maybe', ['error wrong-kind x']],
    ['a choice', LEVEL, 'WARN', []],
    ['a choice in other letters', LEVEL, 'warn', ['error wrong-choice x']],
    ['a duration', { kind: 'duration', title }, 'PT1H30M', []],
    ['seconds as a duration', { kind: 'duration', title }, 5, []],
    ['words as a duration', { kind: 'duration', title }, '5 minutes', ['error wrong-kind x']],
    ['a list', { kind: 'list', of: TEXT, title }, ['a', 1], []],
    ['a map in a list of texts', { kind: 'list', of: TEXT, title }, ['a', {}], ['error wrong-kind x.1']],
    ['text for a list', { kind: 'list', of: TEXT, title }, 'a', ['error wrong-kind x']],
    ['JSON text for a rendered list', { kind: 'list', of: TEXT, dynamic: true, title }, '["a"]', []],
    ['an empty list', { kind: 'list', of: TEXT, notEmpty: true, title }, [], ['error missing-property x']],
    ['a map', { kind: 'map', of: COUNT, title }, { a: 1 }, []],
    ['a wrong value in a map', { kind: 'map', of: COUNT, title }, { a: 'x' }, ['error wrong-kind x.a']],
    ['one of several kinds', { kind: 'oneOf', of: [TEXT, { kind: 'list', of: TEXT, title }], title }, ['a'], []],
    ['none of several kinds', { kind: 'oneOf', of: [COUNT, LEVEL], title }, {}, ['error wrong-kind x']],
    ['nothing', COUNT, null, []],
    ['anything', { kind: 'any', title }, { a: [] }, []],
  ])('%s', (_, property, value, expected) => {
    expect(found(property, value)).toEqual(expected)
  })
})

describe('the properties of a map', () => {
  test('that are missing are told, defaults or not', () => {
    expect(codes({ a: { ...TEXT, required: true } }, {})).toEqual(['error missing-property a'])
    expect(codes({ a: { ...TEXT, required: true } }, { a: null })).toEqual(['error missing-property a'])
  })

  test('that are unknown are told with the name that was meant', () => {
    expect(foundIn({ message: TEXT }, { mesage: 'x' })[0]).toMatchObject({
      code: 'unknown-property',
      message: 'Unrecognized field "mesage" (class Thing), not marked as ignorable (1 known properties: "message")',
      replace: 'message',
    })
  })

  test('of another version are unknown', () => {
    const properties: Properties = { old: { ...TEXT, only: ['1.3'] } }
    expect(codes(properties, { old: 'x' }, '1.3')).toEqual([])
    expect(codes(properties, { old: 'x' }, '2.0')).toEqual(['error unknown-property old'])
  })

  test('have older names', () => {
    const properties: Properties = { maxAttempts: { ...COUNT, required: true, aliases: ['maxAttempt'] } }
    expect(codes(properties, { maxAttempt: 3 })).toEqual(['info old-name maxAttempt'])
  })

  test('may be deprecated, or kept without use', () => {
    expect(codes({ a: { ...TEXT, deprecated: 'Use b.' } }, { a: 'x' })).toEqual(['warning deprecated-property a'])
    expect(codes({ a: { ...TEXT, ignored: 'Not used here.' } }, { a: 'x' })).toEqual(['info ignored-property a'])
  })

  test('of an open object may have any name, but a near miss is told', () => {
    const open: Properties = { options: { kind: 'object', properties: { timeout: TEXT }, title } }
    expect(codes(open, { options: { other: 1 } })).toEqual([])
    expect(codes(open, { options: { timeuot: 1 } })).toEqual(['warning unknown-property options.timeuot'])
  })
})
