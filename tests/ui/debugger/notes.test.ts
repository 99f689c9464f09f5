import { describe, expect, it } from 'vitest'
import type { EvaluationStage } from '../../../src/engine'
import { noteOn } from '../../../src/ui/debugger/notes'

const stage = (source: string, value: unknown): EvaluationStage => ({
  source,
  value,
  type: '',
  span: { start: 0, end: source.length },
})

describe('the note on a result', () => {
  it('says that a jq path leads nowhere, and which keys there are', () => {
    const stages = [stage('outputs.api.body', '{"products":[],"total":0}'), stage("jq('.product')", [null])]
    expect(noteOn(stages, null)).toBe('jq gave [null]. There is no key product. Keys here: products, total.')
  })

  it('says nothing of a key that is there and null', () => {
    expect(noteOn([stage('a', { b: null }), stage("jq('.b')", [null])], null)).toBeUndefined()
  })

  it('tells which key some items lack', () => {
    expect(noteOn([], [{ a: 1, b: 1 }, { a: 2, b: 2 }, { a: 3 }])).toBe('b is in 2 of 3 items')
  })
})
