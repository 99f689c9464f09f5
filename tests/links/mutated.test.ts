import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeLink, encodeLink, type LinkContent, type LinkRecording, LinkUnreadable } from '../../src/links'

const text = fc.string({ unit: 'grapheme', maxLength: 400 })

const recordings: fc.Arbitrary<LinkRecording> = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  url: fc.webUrl(),
  status: fc.integer({ min: 100, max: 599 }),
  headers: fc.array(fc.tuple(fc.stringMatching(/^[a-z-]{1,10}$/), fc.string())),
  body: text,
})

/** Workspaces as a link may carry them: several flows, files of bytes, inputs, a view. */
const workspaces: fc.Arbitrary<LinkContent> = fc.record(
  {
    flows: fc.array(
      text.filter(flow => flow.trim() !== ''),
      { minLength: 1, maxLength: 3 },
    ),
    files: fc.array(
      fc.record({
        path: fc.string({ minLength: 1 }).filter(path => !path.includes('\0')),
        content: fc.uint8Array({ maxLength: 300 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    version: fc.constantFrom('1.3', '2.0', 'auto'),
    inputs: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.oneof(text, fc.integer(), fc.boolean())),
    stubs: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue()),
    ),
    recordings: fc.array(recordings, { maxLength: 3 }),
    results: fc.jsonValue(),
    view: fc.record({ tab: fc.constantFrom('outputs', 'logs'), select: text, line: fc.integer({ min: 1, max: 999 }) }),
  },
  { requiredKeys: ['flows'] },
)

describe('a workspace in a link', () => {
  it('comes back as it went in, byte for byte', () => {
    fc.assert(
      fc.property(workspaces, content => {
        expect(JSON.parse(JSON.stringify(decodeLink(encodeLink(content))))).toEqual(
          JSON.parse(JSON.stringify({ content, complete: true })),
        )
      }),
      { numRuns: 300 },
    )
  })
})

describe('a link that was changed on its way', () => {
  const link = encodeLink({
    flows: ['id: hello\nnamespace: company.team\ntasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n'],
    inputs: { name: 'Ada' },
    recordings: [{ method: 'GET', url: 'https://example.com/', status: 200, headers: [], body: '{}' }],
    results: { format: 'flowyard-run', execution: { id: 'x' } },
  })
  const mutation = fc.oneof(
    fc.record({ at: fc.nat(link.length), remove: fc.nat(40), insert: fc.string({ maxLength: 8 }) }),
    fc.record({ at: fc.nat(link.length), remove: fc.constant(link.length), insert: fc.constant('') }),
  )

  it('opens with what is left of it or says what is wrong, and nothing else happens', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), mutations => {
        const changed = mutations.reduce(
          (before, { at, remove, insert }) => before.slice(0, at) + insert + before.slice(at + remove),
          link,
        )
        try {
          const { content } = decodeLink(changed)
          expect(content.flows.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toBeInstanceOf(LinkUnreadable)
          expect(String(error)).toMatch(/[a-z]\.$/)
        }
      }),
      { numRuns: 10_000 },
    )
  })
})
