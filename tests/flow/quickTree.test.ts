import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeTree, parseDocuments } from '../../src/flow/compose'
import type { YamlNode } from '../../src/flow/node'
import { readQuickTree } from '../../src/flow/quickTree'

/** A tree as the library makes it; undefined when it finds anything wrong. */
function slowTree(text: string): YamlNode | undefined {
  const [document, second] = parseDocuments(text)
  if (document === undefined || second !== undefined || document.errors.length > 0) return undefined
  return composeTree(document)
}

/** What counts of a tree: values, styles, and where scalars and keys stand. */
function shapeOf(node: YamlNode | undefined): unknown {
  if (node === undefined) return null
  switch (node.kind) {
    case 'scalar': {
      const place = node.text === '' && node.style === 'plain' ? [] : [node.start, ...(isBlock(node) ? [] : [node.end])]
      return [node.style, node.value, node.text, ...place]
    }
    case 'list':
      return node.items.map(shapeOf)
    case 'map':
      return { start: node.start, pairs: node.pairs.map(({ key, value }) => [shapeOf(key), shapeOf(nothing(value))]) }
    case 'alias':
      return node.name
    default:
      return node satisfies never
  }
}

const isBlock = ({ style }: { readonly style: string }) => style === 'literal' || style === 'folded'
/** A value that is not written is told as nothing by one reader, as an empty scalar by the other. */
const nothing = (node: YamlNode | undefined) => (node?.kind === 'scalar' && node.end === node.start ? undefined : node)

function agree(text: string): boolean {
  const quick = readQuickTree(text)
  if (quick === undefined) return false
  expect(shapeOf(quick)).toEqual(shapeOf(slowTree(text)))
  return true
}

const folder = new URL('./blueprints/', import.meta.url)

describe('the quick reader agrees with the library', () => {
  test('on flows as people write them, most of which it reads', () => {
    const files = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'))
    expect(files.filter(agree).length).toBeGreaterThan(files.length * 0.8)
  })

  test.each([
    'a: 1\nb:\n  c: 2\n',
    'a:\n- 1\n- b: 2\n  c: 3\nd: 4',
    'a:\n  -\n    b: 1\n  -\n  - c',
    'a: |\n  one\n   two\n\n  three\n\nb: 1\n',
    'a: |-\n  one\n\nb: |+\n  two\n\nc: 1\n',
    'a: |\n\n  one\nb: |\n  two\n',
    'a: |\n   \n  one\nb: 1\n',
    'a:\n  b: |\n    x\n  # comment\n  c: 1\n',
    'a: >\n  one\n  two\nb: 1\n',
    'a: "one\n  two"\nb: 1\n',
    'a: one\n  two\nb: 1\n',
    'a: [1, "two", {b: c}, [x]]\nd: {e: https://x.y/z, f: "g"}\n',
    'a: [1,\n  2]\nb: 1\n',
    "a: 'it''s' # comment\nb: x#y # z\n",
    'a: "tab\\t \\u00e9 \\"q\\""\nb: "\\x41"\n',
    'a:\n\nb: ~\nc: # nothing\nd: ""\n',
    '- a\n- b\n',
    'a: b: c\n',
    'a:\n   b: 1\n  c: 2\n',
    'a: -1\nb: - 1\n',
    'a: x\n- y\n',
    'a:\n  - b\n   - c\n',
    'a: {b: 1} c\n',
    'a: "b"#c\n',
    'a: @b\n',
    'a: 1\n b: 2\n',
    'a: !!str 1\nb: 1\n',
    'a: &x 1\nb: *x\n',
    'a: {b: 1,}\nc: [,]\n',
    'a: [a b, c: d]\n',
    'a: ":"\nb: http://x\n',
    'a : 1\n"b" : 2\n',
    'a: |\n  x',
    'a: |2\n  x\n',
    'a:\n  b:\n  - 1\n  c: 1\n',
    '? a\n: b\n',
    'a: {{ b }}\n',
    'a: "{{ b }}"\nc: x {{ y }} z\n',
    '# only\na: 1 # x\n# end\n',
  ])('or leaves it to the library: %j', text => {
    agree(text)
  })

  const word = fc.constantFrom(
    'a',
    'b: c',
    '1',
    'yes',
    '"q"',
    "'s'",
    'x #y',
    '#z',
    '- d',
    '|',
    '>',
    '[1, 2]',
    '{e: f}',
    '&a',
    '*a',
    '"o',
    '{{ t }}',
    '',
    '~',
    'k:',
    '-',
    'm: |',
    ': ',
  )
  const line = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom('', '- ', 'k: ', '- k: ', 'j:', '-'), word)
  const text = fc
    .array(line, { maxLength: 12 })
    .map(lines => lines.map(([indent, start, end]) => `${' '.repeat(indent)}${start}${end}`).join('\n'))

  test('on texts at random', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(text, written => {
        agree(`a: 1\n${written}\n`)
      }),
      { numRuns: 3000 },
    )
  })

  test('on flows with a part taken out or put elsewhere', { timeout: 60_000 }, () => {
    const files = readdirSync(folder).map(name => readFileSync(new URL(name, folder), 'utf8'))
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.nat(), fc.nat({ max: 30 }), fc.nat(), (file, at, length, to) => {
        const start = at % file.length
        const rest = file.slice(0, start) + file.slice(start + length)
        const place = to % (rest.length + 1)
        agree(rest)
        agree(rest.slice(0, place) + file.slice(start, start + length) + rest.slice(place))
      }),
      { numRuns: 400 },
    )
  })
})
