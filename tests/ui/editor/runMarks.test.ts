import { describe, expect, it } from 'vitest'
import type { OutlineTask } from '../../../src/engine'
import type { Execution, StateType, TaskRun } from '../../../src/model'
import { runMarks } from '../../../src/ui/editor/runMarks'

const source = `id: a
tasks:
  - id: api
    uri: x
  - id: query
    store: true
`

const task = (id: string, line: number, lastLine: number): OutlineTask => ({
  id,
  type: 't',
  name: 't',
  line,
  lastLine,
  depth: 0,
  branch: 'tasks',
  expressions: [],
})
const outline = [task('api', 3, 4), task('query', 5, 6)]

const taskRun = (taskId: string, current: StateType, outputs = {}): TaskRun => ({
  id: taskId,
  taskId,
  attempts: [],
  outputs,
  state: {
    current,
    histories: [
      { state: 'CREATED', date: '2026-11-25T01:00:00.000Z' },
      { state: current, date: '2026-11-25T01:00:00.410Z' },
    ],
  },
})

const execution = (current: StateType, taskRuns: readonly TaskRun[]): Execution => ({
  id: 'x',
  workspaceId: 'w',
  number: 1,
  namespace: 'n',
  flowId: 'a',
  flowRevision: 1,
  version: '2.0',
  source,
  state: { current, histories: [] },
  taskRuns,
  inputs: {},
  labels: [],
})

const values = (run: Execution, text = source): readonly string[] =>
  runMarks(text, outline, run, [], Date.parse('2026-11-25T01:00:09.000Z'), []).values.map(
    value => `${value.line} ${value.text}`,
  )

describe('marks beside the code', () => {
  it('say how long a task took and how many rows it stored', () => {
    const run = execution('SUCCESS', [taskRun('api', 'SUCCESS'), taskRun('query', 'SUCCESS', { size: 14 })])
    expect(values(run)).toEqual(['3 0.41 s', '5 0.41 s', '6 14 rows'])
  })

  it('count while a task runs and name what the next one waits for', () => {
    expect(values(execution('RUNNING', [taskRun('api', 'RUNNING')]))).toEqual(['3 9.0 s', '5 waits for api'])
  })

  it('say where a run was stopped and what did not run', () => {
    expect(values(execution('KILLED', [taskRun('api', 'KILLED')]))).toEqual(['3 stopped at 0.41 s', '5 not run'])
  })

  it('go from a task whose text changed and stay at the others', () => {
    const run = execution('SUCCESS', [taskRun('api', 'SUCCESS'), taskRun('query', 'SUCCESS')])
    expect(values(run, source.replace('uri: x', 'uri: y'))).toEqual(['5 0.41 s'])
  })

  it('keep the states of tasks whose text changed', () => {
    const run = execution('FAILED', [taskRun('api', 'FAILED')])
    const { states } = runMarks(source.replace('uri: x', 'uri: y'), outline, run, [], 0, [])
    expect([...states]).toEqual([
      [3, 'FAILED'],
      [5, 'not-run'],
    ])
  })
})
