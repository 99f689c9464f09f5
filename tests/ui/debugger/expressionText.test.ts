import { describe, expect, it } from 'vitest'
import { partsOf, reachesOut, withBraces } from '../../../src/ui/debugger/expressionText'

const parts = (text: string) => partsOf(text).map(part => `${part.kind} ${part.text}`)

describe('the parts of a text', () => {
  it('are expressions and what stands around them', () => {
    expect(parts('a {{ b }} c {{ d }}')).toEqual(['text a ', 'expression {{ b }}', 'text  c ', 'expression {{ d }}'])
  })

  it('join up to the whole again', () => {
    const text = 'x {{ y }}{{ z'
    expect(
      partsOf(text)
        .map(part => part.text)
        .join(''),
    ).toBe(text)
  })

  it('do not end at braces inside quotes', () => {
    expect(parts(`{{ "}}" }}`)).toEqual([`expression {{ "}}" }}`])
  })

  it('let an expression that is not closed reach to the end', () => {
    expect(parts('{{ a')).toEqual(['expression {{ a'])
  })
})

it('expressions that call other servers or read files are found', () => {
  expect(reachesOut("{{ http('https://x') }}")).toBe('http')
  expect(reachesOut('{{ read(outputs.a.uri) }}')).toBe('read')
  expect(reachesOut('read(x) {{ outputs.read }}')).toBeUndefined()
})

it('text without braces is read as an expression', () => {
  expect(withBraces('outputs.a')).toBe('{{ outputs.a }}')
  expect(withBraces('x {{ a }}')).toBe('x {{ a }}')
})
