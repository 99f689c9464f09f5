import { expect, it } from 'vitest'
import type { ExecutionEvent, TaskRun } from '../../../src/model'
import { foldEvents } from '../../../src/ui/state/fold'
import { ended, execution, taskRun } from '../outputs/runs'

const EMPTY = { runs: new Map(), logs: new Map(), metrics: new Map(), progress: new Map() }
const changed = (one: TaskRun): ExecutionEvent => ({ type: 'taskrun-changed', executionId: 'e', taskRun: one })

it('takes the events of one execution in one go, and copies its task runs once', () => {
  const begun = { ...execution(ended('RUNNING', 0, 0), []), id: 'e' }
  const done = ended('SUCCESS', 0, 1)
  const runs = Array.from({ length: 3 }, (_, at) => taskRun(`t${at}`, done))
  let reads = 0
  const counted = new Proxy(runs, {
    get: (target, key, receiver) => {
      if (key === Symbol.iterator) reads++
      return Reflect.get(target, key, receiver)
    },
  })
  const before = { ...EMPTY, runs: new Map([['e', { ...begun, taskRuns: counted }]]) }
  const after = foldEvents(before, [changed(taskRun('t3', done)), changed(taskRun('t4', done))])
  expect(after.runs.get('e')?.taskRuns.map(({ taskId }) => taskId)).toEqual(['t0', 't1', 't2', 't3', 't4'])
  expect(reads).toBe(1)
})

it('passes over what belongs to an execution that is not known', () => {
  const after = foldEvents(EMPTY, [changed(taskRun('t', ended('SUCCESS', 0, 1)))])
  expect(after.runs.size).toBe(0)
})
