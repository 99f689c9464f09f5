import { describe, expect, test } from 'vitest'
import type { Input } from '../../../src/model'
import { acceptOf, hintOf } from '../../../src/ui/inputs/hint'
import { choicesOf, handedOver, listOf, needAsking, shownValue } from '../../../src/ui/inputs/values'

const input = (type: string, more: Partial<Input> = {}): Input => ({ id: 'a', type, required: true, ...more })

describe('a field shows', () => {
  test('what was given, else the default, else the prefill, else the first of the values where that is taken', () => {
    expect(shownValue(input('STRING', { defaults: 'd' }), 'given')).toBe('given')
    expect(shownValue(input('STRING', { defaults: 'd' }), undefined)).toBe('d')
    expect(shownValue(input('STRING', { prefill: 'p' }), undefined)).toBe('p')
    expect(shownValue(input('SELECT', { values: ['x', 'y'], autoSelectFirst: true }), undefined)).toBe('x')
    expect(shownValue(input('MULTISELECT', { values: ['x', 'y'], autoSelectFirst: true }), undefined)).toEqual(['x'])
  })

  test('nothing where it was cleared', () => {
    expect(shownValue(input('STRING', { prefill: 'p' }), null)).toBeNull()
  })

  test('a default as it was rendered', () => {
    const asked = { id: 'a', asked: true, first: 'rendered' }
    expect(shownValue(input('STRING', { defaults: '{{ x }}' }), undefined, asked)).toBe('rendered')
  })
})

test('values to choose from are texts, or have labels of their own, or come from an expression', () => {
  const values = [1, { value: 'b', label: 'Bee' }, { value: 'c' }]
  expect(choicesOf(input('SELECT', { values }))).toEqual([
    { value: '1', label: '1' },
    { value: 'b', label: 'Bee' },
    { value: 'c', label: 'c' },
  ])
  const asked = { id: 'a', asked: true, choices: ['x'] }
  expect(choicesOf(input('SELECT', { expression: '{{ y }}' }), asked)).toEqual([{ value: 'x', label: 'x' }])
})

test.each([
  [
    ['a', 1],
    ['a', '1'],
  ],
  ['["a", 2]', ['a', '2']],
  ['a', ['a']],
  ['', []],
  [undefined, []],
])('the list of %j is %j', (value, list) => {
  expect(listOf(value)).toEqual(list)
})

test('only inputs that depend on others or hold expressions are asked about', () => {
  expect(needAsking([input('STRING', { defaults: 'plain' }), input('SELECT', { values: ['{'] })])).toBe(false)
  expect(needAsking([input('STRING', { defaults: '{{ inputs.b }}' })])).toBe(true)
  expect(needAsking([input('SELECT', { expression: '{{ x }}' })])).toBe(true)
  expect(needAsking([input('STRING', { dependsOn: { inputs: ['b'] } })])).toBe(true)
})

describe('a form hands over', () => {
  const optional = input('STRING', { required: false, prefill: 'p' })

  test('a prefill that nobody cleared, and nothing that was cleared', () => {
    expect(handedOver([optional], {})).toEqual({ a: 'p' })
    expect(handedOver([optional], { a: null })).toEqual({ a: null })
  })

  test('false for a box that is not ticked and must have a value', () => {
    expect(handedOver([input('BOOL')], {})).toEqual({ a: false })
    expect(handedOver([input('BOOL', { required: false })], {})).toEqual({})
    expect(handedOver([input('BOOL', { defaults: true })], {})).toEqual({})
  })

  test('nothing for what is not asked for', () => {
    expect(handedOver([optional], {}, [{ id: 'a', asked: false }])).toEqual({})
  })
})

test.each([
  [input('INT', { min: 1, max: 10 }), 'From 1 to 10'],
  [input('FLOAT', { min: 0 }), 'From 0 on'],
  [input('DATE', { before: '2025-01-01' }), 'Up to 2025-01-01'],
  [input('DURATION'), 'Such as PT1H30M'],
  [input('ARRAY', { itemType: 'INT' }), 'Each item is of type INT'],
  [input('STRING', { required: false, description: 'A name' }), 'A name. May stay empty'],
])('%j has the hint %s', (one, hint) => {
  expect(hintOf(one, false)).toBe(hint)
})

test('files are chosen among the kinds that are written', () => {
  expect(acceptOf(input('FILE', { allowedFileExtensions: ['.csv', '.json'] }))).toBe('.csv, .json')
  expect(acceptOf(input('FILE', { accept: 'text/*' }))).toBe('text/*')
  expect(acceptOf(input('FILE'))).toBeUndefined()
})
