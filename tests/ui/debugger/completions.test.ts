import { describe, expect, it } from 'vitest'
import { keysAt, type Option, openExpression, wordsOf } from '../../../src/ui/debugger/completions'
import { runTree } from '../../../src/ui/outputs/runTree'
import { OUTLINE, success } from '../outputs/runs'

const { root } = runTree(success(), OUTLINE, true)
const keys = (text: string) => keysAt(root, text, text.length)?.map(option => option.label)
const applied = (text: string, option: Option | undefined) =>
  option && `${text.slice(0, option.from)}${option.apply}${text.slice(option.to)}`

describe('keys at the cursor', () => {
  it('are those that the run really has', () => {
    expect(keys('{{ outputs.')).toEqual(['api', 'python', 'sqlQuery'])
    expect(keys('{{ outputs.sqlQuery.')).toEqual(['uri', 'size', 'row'])
    expect(keys('{{ inputs.api')).toEqual(['api_url'])
  })

  it('carry their type and value', () => {
    expect(keysAt(root, '{{ outputs.api.co', 17)).toEqual([
      { label: 'code', apply: 'code', from: 15, to: 17, type: 'int', detail: '200' },
    ])
  })

  it('go into brackets when they are no names', () => {
    const text = '{{ outputs.python.outputFiles.'
    expect(applied(text, keysAt(root, text, text.length)?.[0])).toBe("{{ outputs.python.outputFiles['products.csv']")
  })

  it('are none inside JSON text, which Pebble does not open', () => {
    expect(keys('{{ outputs.api.body.')).toBeUndefined()
    expect(keys('{{ outputs.api.body.products.')).toBeUndefined()
  })

  it('are none outside of braces, and none behind a filter', () => {
    expect(keys('outputs.')).toBeUndefined()
    expect(keys('{{ a }} outputs.')).toBeUndefined()
    expect(keys('{{ outputs.api.code | ')).toBeUndefined()
  })
})

it('words of the language are those that begin with what is typed', () => {
  const options = [
    { label: 'first', kind: 'filter', documentation: 'The first item.\n\nExample' },
    { label: 'json', kind: 'filter' },
  ] as const
  expect(wordsOf({ from: 5, to: 7, options }, '{{ a|fi')).toEqual([
    { label: 'first', apply: 'first', from: 5, to: 7, detail: 'The first item.' },
  ])
})

it('an expression is open from its braces to the cursor', () => {
  expect(openExpression('x {{ a | ', 9)).toBe(' a | ')
  expect(openExpression('{{ a }} b', 9)).toBeUndefined()
})
