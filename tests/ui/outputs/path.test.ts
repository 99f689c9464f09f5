import { describe, expect, it } from 'vitest'
import { locate, pathExpression, samePath, templateOf, type ValuePath } from '../../../src/ui/outputs/path'
import { OutputText } from '../../../src/ui/outputs/values'

describe('the expression of a path', () => {
  const cases: readonly (readonly [ValuePath, string])[] = [
    [['outputs', 'api', 'code'], 'outputs.api.code'],
    [['outputs', 'python', 'outputFiles', 'products.csv'], "outputs.python.outputFiles['products.csv']"],
    [['outputs', 'my-task', 'uri'], "outputs['my-task'].uri"],
    [['outputs', 'a', 'rows', 0, 'b'], 'outputs.a.rows[0].b'],
    [['outputs', 'a', 'is'], "outputs.a['is']"],
    [['outputs', 'a', 'not'], "outputs.a['not']"],
    [['outputs', 'each', '1', 'value'], "outputs.each['1'].value"],
    [['outputs', 'a', "it's"], "outputs.a['it\\'s']"],
    [['inputs', 'x'], 'inputs.x'],
  ]
  it.each(cases)('%j is %s', (path, expression) => {
    expect(pathExpression(path)).toBe(expression)
  })

  it('reads what lies inside JSON text with jq', () => {
    expect(templateOf(['outputs', 'api', 'body', 'products', 0, 'title'], 3)).toBe(
      "{{ outputs.api.body | jq('.products[0].title') | first }}",
    )
  })

  it('starts a jq path with a dot, and quotes keys that are no names', () => {
    expect(pathExpression(['outputs', 'a', 'b', 0], 3)).toBe("outputs.a.b | jq('.[0]') | first")
    expect(pathExpression(['outputs', 'a', 'b', 'x y'], 3)).toBe('outputs.a.b | jq(\'.["x y"]\') | first')
  })
})

describe('locate', () => {
  const root = { outputs: { api: { body: new OutputText('{"list":[{"a":1}]}'), plain: { x: null } } } }

  it('walks maps, and tells null from nothing', () => {
    expect(locate(root, ['outputs', 'api', 'plain', 'x'])).toEqual({ value: null })
    expect(locate(root, ['outputs', 'api', 'plain', 'y'])).toBeUndefined()
  })

  it('walks into JSON text and says where it began', () => {
    expect(locate(root, ['outputs', 'api', 'body', 'list', 0, 'a'])).toEqual({ value: 1, jsonAt: 3 })
  })

  it('does not say so of the text itself', () => {
    expect(locate(root, ['outputs', 'api', 'body'])?.jsonAt).toBeUndefined()
  })

  it('takes no property that a list or map only inherits', () => {
    expect(locate(root, ['outputs', 'toString'])).toBeUndefined()
    expect(locate({ list: [1] }, ['list', 'length'])).toBeUndefined()
  })
})

it('paths are the same when all their keys are', () => {
  expect(samePath(['a', 0], ['a', 0])).toBe(true)
  expect(samePath(['a', 0], ['a', '0'])).toBe(false)
})
