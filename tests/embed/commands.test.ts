import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../src/embed'

describe('a command of the page around', () => {
  it('is read field by field', () => {
    expect(readCommand({ type: 'theme', value: 'dark', more: 1 })).toEqual({ type: 'theme', value: 'dark' })
    expect(readCommand({ type: 'inputs', values: { a: 'x', b: 3 } })).toEqual({ type: 'inputs', values: { a: 'x' } })
    expect(readCommand({ type: 'run' })).toEqual({ type: 'run' })
  })

  it('with a field of another kind is none', () => {
    expect(readCommand({ type: 'theme', value: 'pink' })).toBeUndefined()
    expect(readCommand({ type: 'flow', yaml: 7 })).toBeUndefined()
    expect(readCommand({ type: 'select' })).toBeUndefined()
    expect(readCommand({ type: 'eval', expression: 'x' })).toBeUndefined()
  })

  it('never breaks the embed, whatever is sent', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), data => {
        const command = readCommand(data)
        expect(command === undefined || command.type === data.type).toBe(true)
      }),
    )
  })
})
