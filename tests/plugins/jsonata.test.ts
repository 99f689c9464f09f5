import { describe, expect, test } from 'vitest'
import { TransformItems } from '../../src/plugins/transform/jsonata/TransformItems'
import { TransformValue } from '../../src/plugins/transform/jsonata/TransformValue'
import { runTask } from '../support/runContext'

const value = async (from: string, expression: string, more: Readonly<Record<string, unknown>> = {}) =>
  (await runTask(TransformValue, { from, expression, ...more })).outputs?.value

describe('TransformValue', () => {
  test.each([
    ['{"a": [1, 2]}', '$sum(a)', 3],
    ['{"a": [{"b": 1}, {"b": 2}]}', 'a.b', [1, 2]],
    ['{"a": {"b": "x"}}', '{"c": a.b & "y"}', { c: 'xy' }],
    ['{"{{ flow.id }}": 1}', 'flow', 1],
    ['{}', 'missing', undefined],
    ['{"a": 1.50}', 'a', 1.5],
  ])('%s %s', async (from, expression, result) => {
    expect(await value(from, expression)).toEqual(result)
  })
  test('tells an expression that is none', async () => {
    await expect(value('{}', '{')).rejects.toThrow(/^Invalid JSONata expression\. Error: /)
  })
  test('tells what is no JSON', async () => {
    await expect(value('{a', 'a')).rejects.toThrow(
      'Failed to parse the JSON object passed through the `from` property.',
    )
  })
  test('tells a failing evaluation', async () => {
    await expect(value('{}', '$sum("x")')).rejects.toThrow(/^Failed to evaluate expression: /)
  })
  test('stops a function that calls itself for ever', async () => {
    await expect(value('{}', '($f := function($n) { 1 + $f($n) }; $f(1))')).rejects.toThrow('Failed to evaluate')
  })
  test('lets a function call itself as deep as allowed', async () => {
    const expression = '($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(40))'
    expect(await value('{}', expression)).toBe(40)
  })
})

describe('TransformItems', () => {
  const items = async (content: string, expression: string, more: Readonly<Record<string, unknown>> = {}) => {
    const { outputs, text } = await runTask(
      TransformItems,
      { from: '{{ files.a }}', expression, ...more },
      { files: { a: content }, version: '1.3' },
    )
    return [await text(outputs?.uri), outputs?.processedItemsTotal]
  }
  test.each([
    ['{id:1,n:1.10}\n{id:2,n:2e0}\n', '{"i": id, "m": n * 2}', {}, ['{i:1,m:2.2e0}\n{i:2,m:4}\n', 2]],
    ['{"products": [{"p": 1}, {"p": 2}]}', 'products.p', {}, ['1\n2\n', 2]],
    ['{"products": [{"p": 1}, {"p": 2}]}', 'products.p', { explodeArray: false }, ['[1,2]\n', 1]],
    ['{d:2024-05-06}\n', 'd', {}, ['"2024-05-06"\n', 1]],
  ])('%j %s %j', async (content, expression, more, expected) => {
    expect(await items(content, expression, more)).toEqual(expected)
  })
})
