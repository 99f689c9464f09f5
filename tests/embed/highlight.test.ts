import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlightLine } from '../../src/embed'

const kinds = (line: string) => highlightLine(line).map(({ kind, text }) => `${kind} ${text.trim()}`)

describe('a coloured line', () => {
  it('keeps every character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), line => {
        expect(
          highlightLine(line)
            .map(({ text }) => text)
            .join(''),
        ).toBe(line)
      }),
    )
  })

  it('tells keys, strings, numbers, comments and expressions apart', () => {
    expect(kinds('  - id: api # calls')).toEqual(['key - id', 'text : api', 'comment # calls'])
    expect(kinds('limit: 10')).toContain('number 10')
    expect(kinds('uri: "{{ inputs.api_url }}"')).toContain('expression {{ inputs.api_url }}')
    expect(kinds("name: 'x'")).toContain("string 'x'")
  })
})
