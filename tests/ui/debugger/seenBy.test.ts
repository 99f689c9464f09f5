import { describe, expect, it } from 'vitest'
import { seersOf, unfinishedNote, usualSeer } from '../../../src/ui/debugger/seenBy'
import { FIRST_EXPRESSION, looped, OUTLINE, running, success } from '../outputs/runs'

describe('as seen by', () => {
  it('lists task runs, those of a loop with their value', () => {
    expect(
      seersOf(looped())
        .map(seer => seer.title)
        .slice(0, 3),
    ).toEqual(['each', 'paint, red', 'paint, green'])
  })

  it('starts with the task in whose text the expression stands', () => {
    expect(usualSeer(seersOf(success()), OUTLINE, FIRST_EXPRESSION)?.title).toBe('python')
    expect(usualSeer(seersOf(success()), OUTLINE, '{{ 1 }}')).toBeUndefined()
    expect(usualSeer(seersOf(success()), OUTLINE, '')).toBeUndefined()
  })
})

it('a task that still runs is named', () => {
  expect(unfinishedNote(running())).toBe('python has not finished. Showing what exists now.')
  expect(unfinishedNote(success())).toBeUndefined()
})
