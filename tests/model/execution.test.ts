import { describe, expect, test } from 'vitest'
import {
  allowed,
  createState,
  durationOf,
  type Execution,
  type ExecutionEvent,
  reduceExecution,
  type TaskRun,
  withState,
  worstOf,
} from '../../src/model'

const DATE = '2026-01-01T00:00:00.000000Z'

const execution: Execution = {
  id: 'e',
  workspaceId: 'w',
  number: 1,
  namespace: 'company.team',
  flowId: 'flow',
  flowRevision: 1,
  version: '2.0',
  source: '',
  state: createState('CREATED', DATE),
  taskRuns: [],
  inputs: {},
  labels: [],
}

const taskRun = (id: string, state: TaskRun['state'] = createState('CREATED', DATE)): TaskRun => ({
  id,
  taskId: id,
  attempts: [],
  state,
})

const changed = (run: TaskRun): ExecutionEvent => ({ type: 'taskrun-changed', executionId: 'e', taskRun: run })
const created: ExecutionEvent = { type: 'execution-created', executionId: 'e', execution }
const ids = ({ taskRuns }: Execution): readonly string[] => taskRuns.map(({ id }) => id)

describe('folding events', () => {
  test('puts new task runs at the end and known ones in their place', () => {
    const running = withState(createState('CREATED', DATE), 'RUNNING', DATE)
    const folded = reduceExecution(undefined, [
      created,
      changed(taskRun('a')),
      changed(taskRun('b')),
      changed(taskRun('a', running)),
    ])
    expect(folded.taskRuns.map(({ id, state }) => [id, state.current])).toEqual([
      ['a', 'RUNNING'],
      ['b', 'CREATED'],
    ])
  })

  test('comes to the same one by one and in batches of any size', () => {
    const names = Array.from({ length: 40 }, (_, index) => `t${index % 17}`)
    const events = [created, ...names.map(name => changed(taskRun(name)))]
    const oneByOne = events.reduce<Execution | undefined>(reduceExecution, undefined)
    for (const size of [2, 5, 13, events.length]) {
      let folded: Execution | undefined
      for (let at = 0; at < events.length; at += size) folded = reduceExecution(folded, events.slice(at, at + size))
      expect(folded).toEqual(oneByOne)
    }
  })

  test('takes out task runs that were removed', () => {
    const removed: ExecutionEvent = { type: 'taskrun-removed', executionId: 'e', taskRunId: 'a' }
    const events = [created, ...['a', 'b', 'c', 'd', 'f', 'g'].map(name => changed(taskRun(name))), removed]
    expect(ids(reduceExecution(undefined, events))).toEqual(['b', 'c', 'd', 'f', 'g'])
  })

  test('refuses events of an execution that it does not know', () => {
    expect(() => reduceExecution(undefined, changed(taskRun('a')))).toThrow('unknown execution e')
  })
})

describe('states', () => {
  test('a group is as its worst member, and well when it has none', () => {
    expect(worstOf([])).toBe('SUCCESS')
    expect(worstOf(['SUCCESS', 'SKIPPED'])).toBe('SUCCESS')
    expect(worstOf(['SUCCESS', 'WARNING', 'FAILED'])).toBe('FAILED')
    expect(worstOf(['FAILED', 'KILLED'])).toBe('KILLED')
  })

  test('allowFailure and allowWarning soften an end', () => {
    expect(allowed('FAILED', {})).toBe('FAILED')
    expect(allowed('FAILED', { allowFailure: true })).toBe('WARNING')
    expect(allowed('FAILED', { allowFailure: true, allowWarning: true })).toBe('SUCCESS')
    expect(allowed('KILLED', { allowFailure: true })).toBe('KILLED')
  })

  test('last from their first hop to their last, or to now while they go on', () => {
    const running = withState(createState('CREATED', DATE), 'RUNNING', '2026-01-01T00:00:01.000000Z')
    expect(durationOf(running, Date.parse('2026-01-01T00:00:05Z'))).toBe(5000)
    expect(durationOf(withState(running, 'SUCCESS', '2026-01-01T00:00:02.500000Z'), Number.NaN)).toBe(2500)
  })
})
