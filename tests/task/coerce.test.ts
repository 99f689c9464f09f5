import { expect, test } from 'vitest'
import { CoerceError, coerce, coerceValues, type Property } from '../../src/task'

const title = 'A property.'
const NUMBER = { kind: 'number', integer: true, title } as const

test.each<[string, Property, unknown, unknown]>([
  ['a number as text', { kind: 'string', title }, 12, '12'],
  ['a tagged double as text', { kind: 'string', title }, { $java: 'Double', value: '1.0' }, '1.0'],
  ['text as a number', NUMBER, ' 12 ', 12],
  ['a tagged double as a number', NUMBER, { $java: 'Double', value: '2.0' }, 2],
  ['text as a boolean', { kind: 'boolean', title }, 'TRUE', true],
  ['a choice in other letters', { kind: 'choice', of: ['GET', 'POST'], title }, 'post', 'POST'],
  ['seconds as a duration', { kind: 'duration', title }, 5, 'PT5S'],
  ['JSON text as a list', { kind: 'list', of: NUMBER, title }, '[1, "2"]', [1, 2]],
  ['JSON text as a map', { kind: 'map', of: NUMBER, title }, '{"a": "1"}', { a: 1 }],
  [
    'text as the first kind that fits',
    {
      kind: 'oneOf',
      of: [
        { kind: 'list', of: NUMBER, title },
        { kind: 'string', title },
      ],
      title,
    },
    'x',
    'x',
  ],
  ['nothing', NUMBER, null, null],
])('%s', (_, property, value, expected) => {
  expect(coerce(property, value, 'x')).toEqual(expected)
})

test.each<[string, Property, unknown]>([
  ['words as a number', NUMBER, 'two'],
  ['a map as a number', NUMBER, {}],
  ['words as a boolean', { kind: 'boolean', title }, 'maybe'],
  ['another choice', { kind: 'choice', of: ['GET'], title }, 'PUT'],
  ['words as a duration', { kind: 'duration', title }, '5 minutes'],
  ['words as a list', { kind: 'list', of: NUMBER, title }, 'a, b'],
  ['a list as a map', { kind: 'map', of: NUMBER, title }, []],
])('%s cannot be read, and the property is named', (_, property, value) => {
  expect(() => coerce(property, value, 'x')).toThrow(CoerceError)
  try {
    coerce(property, value, 'x')
  } catch (error) {
    expect((error as CoerceError).property).toBe('x')
  }
})

test('defaults stand in for what is not written, late properties are left alone', () => {
  const late = () => Promise.resolve(1)
  const values = coerceValues(
    {
      a: { kind: 'number', default: 3, title },
      b: { kind: 'string', dynamic: 'late', title },
      c: { kind: 'boolean', title },
    },
    { b: late, other: 'kept' },
  )
  expect(values).toEqual({ a: 3, b: late, other: 'kept' })
})
