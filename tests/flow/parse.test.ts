import { describe, expect, test } from 'vitest'
import { parseYaml } from '../../src/flow'
import { told } from './support'

const plainOf = (text: string) => parseYaml(text).value
const codes = (text: string) => parseYaml(text).problems.map(({ severity, code }) => `${severity} ${code}`)

describe('scalars are those of YAML 1.1, as SnakeYAML reads them', () => {
  test.each<[string, unknown]>([
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['~', null],
    ['', null],
    ['12', 12],
    ['010', 8],
    ['0x1F', 31],
    ['1_000', 1000],
    ['1:30', 90],
    ['1.5', 1.5],
    ['1.0', { $java: 'Double', value: '1.0' }],
    ['9007199254740993', 9007199254740993n],
    ['2024-01-02', '2024-01-02'],
    ['"yes"', 'yes'],
    ["'it''s'", "it's"],
    ['1e3', { $java: 'Double', value: '1e3' }],
    ['.inf', { $java: 'Double', value: 'Infinity' }],
    ['1.2.3', '1.2.3'],
    ['PT5M', 'PT5M'],
  ])('%s', (written, value) => {
    expect(plainOf(`a: ${written}`)).toEqual({ a: value })
  })

  test('a key is the text of what YAML makes of it', () => {
    expect(plainOf('true: 1\n12: 2\nyes: 3')).toEqual({ true: 3, 12: 2 })
  })

  test('a key of the prototype is a key like any other', () => {
    const value = plainOf('__proto__: 1\nconstructor: 2')
    expect(Object.entries(value as object)).toEqual([
      ['__proto__', 1],
      ['constructor', 2],
    ])
  })

  test('merge keys are merged, own keys win', () => {
    expect(plainOf('base: &b {x: 1, y: 2}\na:\n  <<: *b\n  y: 3')).toEqual({
      base: { x: 1, y: 2 },
      a: { x: 1, y: 3 },
    })
  })
})

describe('a text that is no flow gives one clear problem', () => {
  test.each([
    ['nothing', '', 'yaml-empty'],
    ['a comment', '# nothing\n', 'yaml-empty'],
    ['a tab for indentation', 'a:\n\tb: 1', 'yaml-syntax'],
    ['an open quote', 'a: "b', 'yaml-syntax'],
    ['an open bracket', 'a: [1, 2', 'yaml-syntax'],
    ['a map where none may be', 'a: b: c', 'yaml-syntax'],
    ['a wrong indentation', 'a:\n  b: 1\n c: 2', 'yaml-syntax'],
    ['an at sign', 'a: @b', 'yaml-syntax'],
    ['an alias of nothing', 'a: *b', 'yaml-syntax'],
    ['two documents', 'a: 1\n---\nb: 2', 'yaml-documents'],
    ['a binary file', 'PK\u0003\u0004\u0000\u0000', 'yaml-binary'],
    ['twenty megabytes', `a: ${'x'.repeat(20_000_000)}`, 'yaml-too-large'],
    ['deep lists', '['.repeat(5000), 'yaml-depth'],
    ['deep maps', '{a: '.repeat(5000), 'yaml-depth'],
    ['deep items', '- '.repeat(5000), 'yaml-depth'],
    ['lists as deep as SnakeYAML refuses', `a: ${'['.repeat(60)}${']'.repeat(60)}`, 'yaml-depth'],
    ['an alias of itself', 'a: &a [*a]', 'yaml-aliases'],
    [
      'aliases of aliases',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefgh'[index]}`).join(',')}]`).join('\n')}`,
      'yaml-aliases',
    ],
  ])('%s', (_, text, code) => {
    const found = told(text).map(line => line.split(' ').slice(0, 2).join(' '))
    expect(found).toEqual([`error ${code}`])
  })
})

test('a key that stands twice is refused, as Jackson does', () => {
  expect(codes('a: 1\na: 2')).toEqual(['error duplicate-key'])
  expect(plainOf('a: 1\na: 2')).toEqual({ a: 2 })
})

test('tabs can be changed to spaces', () => {
  const [problem] = parseYaml('a:\n\tb: 1').problems
  expect(problem?.fix).toEqual({ title: 'Change tabs to spaces', span: { start: 3, end: 4 }, text: '  ' })
})

test('a text that is no map is told to be no flow', () => {
  expect(told('- a\n- b')).toEqual(['error not-a-flow - a'])
  expect(told('just text')).toEqual(['error not-a-flow just text'])
})

test('a map of another kind of file is told once', () => {
  const compose = 'services:\n  web:\n    image: nginx\nvolumes: {}\n'
  expect(codes(compose)).toEqual([])
  expect(told(compose)).toEqual(['error not-a-flow services'])
  expect(told('apiVersion: v1\nkind: ConfigMap\n')).toHaveLength(1)
})

test('a beginning of a flow is told what is missing', () => {
  expect(told('description: a')).toHaveLength(3)
})

describe('a template without quotes', () => {
  test.each([
    ['id: {{ x }}\nb: 1', 'id: "{{ x }}"\nb: 1'],
    ['a:\n  - {{ x | f("y") }}', `a:\n  - '{{ x | f("y") }}'`],
    ['id: {{ x }} text\nb: 1', 'id: "{{ x }} text"\nb: 1'],
    ['id: {% if x %}y{% endif %}', 'id: "{% if x %}y{% endif %}"'],
  ])('%j can be put right', (text, right) => {
    const [problem, ...others] = parseYaml(text).problems
    expect(others).toEqual([])
    expect(problem?.code).toBe('yaml-syntax')
    const { span, text: put } = problem?.fix ?? { span: { start: 0, end: 0 }, text: '' }
    expect(text.slice(0, span.start) + put + text.slice(span.end)).toBe(right)
  })
})
