import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFlow, complete, hover } from '../../src/editor'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'

const folder = new URL('./blueprints/', import.meta.url)
const flows = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'))

const BITS = [
  '{{',
  '}}',
  '{%',
  '%}',
  '"',
  "'",
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  '\t',
  '#',
  '|',
  '>',
  '&a',
  '*a',
  '[',
  ']',
  '{',
  '}',
  '\u0000',
  '\ud800',
  '😀',
  'outputs.',
  '<<: *a',
  '---\n',
  '!!',
  '? ',
  '__proto__: 1',
  'type: ',
  'id: ',
]

/** A flow with parts taken out, doubled, and odd bits put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...flows),
    fc.array(fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.constantFrom('', ...BITS)), { maxLength: 4 }),
  )
  .map(([flow, cuts]) =>
    cuts.reduce((text, [at, length, bit]) => {
      const start = at % (text.length + 1)
      return text.slice(0, start) + bit + text.slice(start + length)
    }, flow),
  )

const anyText = fc.oneof(
  damaged,
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...BITS, 'a', 'tasks', ' ', '1'), { maxLength: 60 }).map(bits => bits.join('')),
  fc.json(),
)

const isInside = (text: string, { start, end }: { readonly start: number; readonly end: number }): boolean =>
  0 <= start && start <= end && end <= Math.max(text.length, 1)

describe('whatever the text', () => {
  test('a check answers, and every place it tells is inside the text', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, text => {
        const { problems, outline, ready } = checkFlow(text, { registry, elsewhere, version: 'auto' })
        const lines = text.split('\n').length
        const spans = [
          ...problems.map(({ span }) => span),
          ...problems.flatMap(({ fix }) => (fix === undefined ? [] : [fix.span])),
          ...outline.flatMap(({ expressions }) => expressions.map(({ span }) => span)),
        ]
        expect(spans.filter(span => !isInside(text, span))).toEqual([])
        const places = [
          ...outline.map(({ line }) => line),
          ...outline.map(({ lastLine }) => lastLine),
          ...ready.map(({ line }) => line ?? 1),
        ]
        expect(places.filter(line => line < 1 || line > lines)).toEqual([])
      }),
      { numRuns: 700 },
    )
  })

  test('completion and hover answer at every offset', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, at) => {
        const offset = at % (text.length + 1)
        const answer = complete(text, offset, registry, 'auto')
        expect(answer === undefined || (answer.from <= offset && offset <= answer.to && answer.from >= 0)).toBe(true)
        const found = hover(text, offset, registry, 'auto')
        expect(found === undefined || isInside(text, found.span)).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})
