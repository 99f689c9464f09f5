import { describe, expect, it } from 'vitest'
import { diffLines } from '../../../src/ui/diff'
import { addProgress, parseProgress, readProgress, writeProgress } from '../../../src/ui/lessons/progress'

const settings = () => {
  const kept = new Map<string, string>()
  return { read: (name: string) => kept.get(name), write: (name: string, value: string) => void kept.set(name, value) }
}

describe('the solution as a diff', () => {
  it('names the lines to take out and to put in, and leaves the others', () => {
    expect(diffLines('a\nb\nc', 'a\nB\nc\nd').map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'same a',
      'removed b',
      'added B',
      'same c',
      'added d',
    ])
  })

  it('has only equal lines when there is nothing to change', () => {
    expect(diffLines('a\nb\n', 'a\nb').every(({ kind }) => kind === 'same')).toBe(true)
  })
})

describe('progress', () => {
  it('adds to what was done before, and goes through a file', () => {
    const own = settings()
    addProgress(own, ['outputs/1'])
    const all = addProgress(own, ['files/2'])
    expect([...readProgress(own)].sort()).toEqual(['files/2', 'outputs/1'])
    expect(parseProgress(writeProgress(all))).toEqual(all)
  })

  it('refuses a file that is something else', () => {
    expect(parseProgress('{"products": []}')).toBeUndefined()
    expect(parseProgress('no JSON')).toBeUndefined()
  })
})
