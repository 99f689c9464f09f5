import { describe, expect, it } from 'vitest'
import { openTexts, outputsOf, runTree } from '../../../src/ui/outputs/runTree'
import { ended, execution, failed, looped, OUTLINE, success, taskRun } from './runs'

describe('the tree of a run', () => {
  it('lists the tasks in flow order with their states', () => {
    const { tasks } = runTree(failed(), OUTLINE, true)
    expect(tasks.map(({ id, state }) => [id, state])).toEqual([
      ['api', 'SUCCESS'],
      ['python', 'FAILED'],
      ['sqlQuery', 'not-run'],
    ])
  })

  it('says of tasks whose turn has not come that they wait', () => {
    expect(runTree(failed(), OUTLINE, false).tasks.at(-1)?.state).toBe('waiting')
  })

  it('adds tasks that the outline does not know', () => {
    expect(runTree(success(), [], true).tasks.map(task => task.id)).toEqual(['api', 'python', 'sqlQuery'])
  })

  it('puts outputs of passes under the value of their loop', () => {
    expect(outputsOf(looped())).toMatchObject({
      paint: { red: { length: 3 }, gold: { length: 4 } },
      after: { value: 'done' },
    })
  })

  it('nests values of loops inside loops, the outer one first', () => {
    const state = ended('SUCCESS', 0, 1)
    const nested = execution(state, [
      taskRun('outer', state),
      taskRun('inner', state, { id: 'i', parentTaskRunId: 'run-outer', value: 'x' }),
      taskRun('leaf', state, { id: 'l', parentTaskRunId: 'i', value: 'y', outputs: { value: 1 } }),
    ])
    expect(outputsOf(nested)).toEqual({ leaf: { x: { y: { value: 1 } } } })
  })

  it('leaves out context that holds nothing', () => {
    expect(runTree(success(), OUTLINE, true).context.map(({ name }) => name)).toEqual(['inputs', 'execution', 'flow'])
  })
})

it('texts are made ready once as long as the outputs are the same', () => {
  const open = openTexts()
  const outputs = { body: '{"a":1}' }
  expect(open(outputs)).toBe(open(outputs))
})
