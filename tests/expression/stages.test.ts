import { describe, expect, it } from 'vitest'
import { createRenderer, stagesOf, versionWarnings } from '../../src/expression'
import { exampleHost } from './exampleHost'

const renderer = createRenderer({ dialect: '2.0', host: exampleHost })
const variables = { outputs: { api: { body: '{"products":[{"id":1},{"id":2}]}' } } }

describe('the stages of a pipe', () => {
  it('are what goes in and what each filter gives, with their places', async () => {
    const text = "{{ outputs.api.body | jq('.products') | first | length }}"
    const stages = await stagesOf(renderer, text, variables)
    expect(stages.map(({ source, javaClass, value }) => [source, javaClass, value])).toEqual([
      ['outputs.api.body', 'java.lang.String', variables.outputs.api.body],
      ["jq('.products')", 'java.util.ArrayList', [[{ id: 1 }, { id: 2 }]]],
      ['first', 'java.util.ArrayList', [{ id: 1 }, { id: 2 }]],
      ['length', 'java.lang.Integer', 2],
    ])
    for (const { source, span } of stages) expect(text.slice(span.start, span.end)).toBe(source)
  })

  it('are one for a value without filters', async () => {
    expect(await stagesOf(renderer, '{{ 1 + 2 }}', {})).toMatchObject([
      { source: '1 + 2', javaClass: 'java.lang.Long' },
    ])
  })

  it('are none for a text with several parts', async () => {
    expect(await stagesOf(renderer, 'a {{ 1 }}', {})).toEqual([])
  })
})

describe('a template read by the other version', () => {
  it('warns of words that are gone', () => {
    expect(versionWarnings("{{ json('[1]') }}", '1.3').map(({ message }) => message)).toEqual([
      expect.stringContaining('1.3'),
    ])
  })

  it('warns where a coalescing operator stands beside a filter', () => {
    expect(versionWarnings('{{ a ?? b | upper }}', '2.0')).toHaveLength(1)
    expect(versionWarnings("{{ a ?? 'b' }}", '2.0')).toEqual([])
  })
})
