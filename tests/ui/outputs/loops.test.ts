import { describe, expect, it } from 'vitest'
import { rootRows } from '../../../src/ui/outputs/columns'
import { loopsOf, outputsPath } from '../../../src/ui/outputs/loops'
import { runTree } from '../../../src/ui/outputs/runTree'
import { LOOP_OUTLINE, looped } from './runs'

const tree = runTree(looped(), LOOP_OUTLINE, true)

describe('a loop', () => {
  it('starts at its first pass', () => {
    const loops = loopsOf(tree, {}, [])
    expect(loops.loopOf('each')).toMatchObject({ index: 0, iterations: { length: 12 } })
    expect(outputsPath('paint', loops)).toEqual(['outputs', 'paint', 'red'])
  })

  it('shows the chosen pass for the tasks inside it', () => {
    expect(outputsPath('paint', loopsOf(tree, { each: 'blue' }, []))).toEqual(['outputs', 'paint', 'blue'])
  })

  it('shows the pass that the path leads into, whatever was chosen', () => {
    const loops = loopsOf(tree, { each: 'blue' }, ['outputs', 'paint', 'teal', 'value'])
    expect(loops.loopOf('each')?.index).toBe(5)
  })

  it('tells the state of a task in its pass', () => {
    const state = (value: string) =>
      rootRows(tree, loopsOf(tree, { each: value }, [])).find(row => row.kind === 'task' && row.task.id === 'paint')
    expect(state('pink')).toMatchObject({ state: 'FAILED', opens: false })
    expect(state('red')).toMatchObject({ state: 'SUCCESS', opens: true })
  })

  it('leaves tasks outside of it alone', () => {
    const loops = loopsOf(tree, { each: 'blue' }, [])
    expect(loops.loopOf('after')).toBeUndefined()
    expect(outputsPath('after', loops)).toEqual(['outputs', 'after'])
  })
})
