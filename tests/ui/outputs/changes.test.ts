import { describe, expect, it } from 'vitest'
import { changeAt, filePairs, removedAt } from '../../../src/ui/outputs/changes'
import { OutputText } from '../../../src/ui/outputs/values'

const FILE = 'kestra:///a/b/executions/1/tasks/write/2/x.csv'
const OTHER = 'kestra:///a/b/executions/3/tasks/write/4/x.csv'
const before = {
  outputs: { api: { code: 200, body: new OutputText('{"a":1,"b":[1,2]}') }, write: { uri: FILE }, gone: { value: 1 } },
}
const after = {
  outputs: {
    api: { code: 404, body: new OutputText('{"a":1,"b":[1,3]}') },
    write: { uri: OTHER },
    late: { x: 1, y: 2 },
  },
}
const unknown = (): undefined => undefined
const at = (...path: readonly (string | number)[]) => changeAt(before, after, ['outputs', ...path], unknown)

describe('two runs', () => {
  it('differ where a value does, and around it, with how many values do', () => {
    expect(at('api')).toEqual({ sign: '~', count: 2 })
    expect(at('api', 'code')).toEqual({ sign: '~', count: 1 })
    expect(at('api', 'body', 'b')).toEqual({ sign: '~', count: 1 })
    expect(at('api', 'body', 'a')).toBeUndefined()
    expect(at('api', 'body', 'b', 0)).toBeUndefined()
  })

  it('say what came and what went', () => {
    expect(at('late')).toEqual({ sign: '+', count: 2 })
    expect(at('gone')).toBeUndefined()
    expect(removedAt(before, after, ['outputs'])).toEqual(['gone'])
  })

  it('compare files by their bytes, once these are known', () => {
    expect(filePairs(before, after)).toEqual([[FILE, OTHER]])
    const write = ['outputs', 'write'] as const
    expect(at('write')).toBeUndefined()
    expect(changeAt(before, after, write, () => true)).toBeUndefined()
    expect(changeAt(before, after, write, () => false)).toEqual({ sign: '~', count: 1 })
  })
})
