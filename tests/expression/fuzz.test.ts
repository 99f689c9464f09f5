import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createRenderer,
  ExpressionError,
  languageOf,
  type Renderer,
  readTemplate,
  type Variables,
} from '../../src/expression'
import { exampleHost } from './exampleHost'

const RUNS = 20_000

const language = languageOf('2.0')
const VARIABLES: Variables = {
  s: 'Hello World',
  n: 7,
  f: 2.5,
  list: [3, 1, 'x', null],
  map: { a: 1, b: { c: [10, 20] }, 'x-y': 'z' },
  nothing: null,
  flow: { id: 'hello', namespace: 'company.team' },
}

const small = { dialect: '2.0', host: exampleHost, limits: { steps: 20_000, output: 100_000, items: 20_000 } } as const
const renderers: readonly Renderer[] = [createRenderer(small), createRenderer({ ...small, dialect: '1.3' })]

/** Pieces of templates, put side by side in any order: most are wrong, some are not. */
const piece = fc.oneof(
  fc.constantFrom('{{', '}}', '{%', '%}', '{#', '#}', '{{-', '-}}', '-%}', ' ', '\n', '(', ')', '[', ']', '{', '}'),
  fc.constantFrom('.', ',', ':', '|', '~', '..', '?', '??', '???', '==', '!=', '<', '>=', '+', '-', '*', '/', '%', '='),
  fc.constantFrom('and', 'or', 'not', 'is', 'is not', 'contains', 'isIn', 'equals', 'in', 'if', 'else', 'elseif'),
  fc.constantFrom(
    'endif',
    'for',
    'endfor',
    'set',
    'macro',
    'endmacro',
    'block',
    'endblock',
    'filter',
    'endfilter',
    'raw',
  ),
  fc.constantFrom('s', 'n', 'f', 'list', 'map', 'nothing', 'absent', 'loop', 'a', 'b', 'c', 'constructor', '__proto__'),
  fc.constantFrom("'text'", '"a#{n}b"', "'\\''", "'", '"', '0', '1', '2.5', '-1', '99999999999999999999', '1L', 'null'),
  fc.constantFrom(...language.filters.keys()),
  fc.constantFrom(...language.functions.keys()),
  fc.constantFrom(...language.tests.keys()),
  fc.string({ maxLength: 4, unit: 'grapheme' }),
)
const soup = fc.array(piece, { maxLength: 25 }).map(pieces => pieces.join(' '))

/** Expressions that parse, mostly. */
const expression = fc.letrec<{ readonly any: string }>(tie => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      's',
      'n',
      'f',
      'list',
      'map',
      'map.b.c',
      "map['x-y']",
      'nothing',
      'absent',
      '1',
      '2.5',
      "'x'",
      '[]',
    ),
    fc.tuple(tie('any'), fc.constantFrom(...language.filters.keys())).map(([input, name]) => `${input} | ${name}`),
    fc
      .tuple(tie('any'), fc.constantFrom(...language.filters.keys()), tie('any'))
      .map(([input, name, argument]) => `(${input}) | ${name}(${argument})`),
    fc.tuple(fc.constantFrom(...language.functions.keys()), tie('any')).map(([name, one]) => `${name}(${one})`),
    fc
      .tuple(
        tie('any'),
        fc.constantFrom('+', '-', '*', '/', '%', '~', '==', '<', 'and', 'or', '??', 'contains'),
        tie('any'),
      )
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
    fc.tuple(tie('any'), tie('any'), tie('any')).map(([one, two, three]) => `(${one} ? ${two} : ${three})`),
    fc.tuple(tie('any'), fc.constantFrom(...language.tests.keys())).map(([input, name]) => `${input} is ${name}`),
    fc.tuple(tie('any'), tie('any')).map(([one, two]) => `[${one}, {'k': ${two}}]`),
    fc
      .tuple(tie('any'), fc.constantFrom('length', 'size()', 'toString()', 'get(0)', 'a'))
      .map(([one, key]) => `${one}.${key}`),
  ),
})).any

async function fails(text: string): Promise<unknown> {
  for (const renderer of renderers) {
    try {
      await renderer.render(text, VARIABLES)
    } catch (error) {
      if (!(error instanceof ExpressionError)) return error
      const { span } = error.data
      if (span && (span.start < 0 || span.end > text.length || span.start > span.end)) return error
    }
  }
  return undefined
}

describe('a random template', () => {
  it('renders or fails with an ExpressionError whose span lies in the text', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          soup,
          expression.map(text => `{{ ${text} }}`),
        ),
        async text => {
          expect(await fails(text)).toBeUndefined()
        },
      ),
      { numRuns: RUNS },
    )
  })

  it('is read by the editor without a throw', () => {
    fc.assert(
      fc.property(soup, text => {
        readTemplate(text, '2.0')
      }),
      { numRuns: RUNS / 4 },
    )
  })
})

describe('a template that goes on and on', () => {
  it.each([
    ['steps', '{% for a in range(1, 2000) %}{% for b in range(1, 2000) %}{{ a + b }}{% endfor %}{% endfor %}'],
    ['depth', '{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}'],
    ['output', '{% for a in range(1, 1000) %}{{ range(1, 100) }}{% endfor %}'],
    ['items', '{% set l = [1, 2] %}{% for i in range(1, 80) %}{% set l = l + l %}{% endfor %}'],
    ['items', "{% set t = 'ab' %}{% for i in range(1, 80) %}{% set t = t ~ t %}{% endfor %}"],
  ])('is stopped by the limit on %s, which the error names', async (name, template) => {
    await expect(createRenderer(small).render(template, VARIABLES)).rejects.toThrow(`limit on ${name}`)
  })

  it('is stopped when it is nested too deeply', async () => {
    const deep = `{{ ${'('.repeat(5000)}1${')'.repeat(5000)} }}`
    await expect(createRenderer(small).render(deep, VARIABLES)).rejects.toThrow(ExpressionError)
  })
})

describe('names of JavaScript', () => {
  it.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    '%s is no key',
    async name => {
      for (const of of ['map', 'flow']) {
        await expect(createRenderer(small).render(`{{ ${of}.${name} }}`, VARIABLES)).rejects.toThrow('Unable to find')
        await expect(createRenderer(small).render(`{{ ${of}['${name}'] }}`, VARIABLES)).rejects.toThrow(
          'Unable to find',
        )
      }
      await expect(createRenderer(small).render(`{{ ${name} }}`, VARIABLES)).rejects.toThrow('Unable to find')
    },
  )
})
