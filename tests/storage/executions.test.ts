import { describe, expect, test, vi } from 'vitest'
import {
  createState,
  type Execution,
  type ExecutionEvent,
  type StateType,
  type TaskRun,
  withState,
} from '../../src/model'
import { createExecutionStore, createFileStore, executionFolder } from '../../src/storage'
import { newDatabase } from './database'

const DATE = '2024-01-01T00:00:00Z'
const execution = (id: string, more: Partial<Execution> = {}): Execution => ({
  id,
  workspaceId: 'w',
  number: 1,
  namespace: 'company.team',
  flowId: 'flow',
  flowRevision: 1,
  version: '2.0',
  source: 'id: flow',
  state: createState('CREATED', DATE),
  taskRuns: [],
  inputs: {},
  labels: [],
  ...more,
})
const created = (id: string, more?: Partial<Execution>): ExecutionEvent => ({
  executionId: id,
  type: 'execution-created',
  execution: execution(id, more),
})
const changed = (id: string, state: StateType, more: object = {}): ExecutionEvent => ({
  executionId: id,
  type: 'execution-changed',
  state: withState(createState('CREATED', DATE), state, DATE),
  ...more,
})
const taskRun = (id: string, state: StateType, outputs = {}): TaskRun => ({
  id,
  taskId: id,
  attempts: [],
  state: createState(state, DATE),
  outputs,
})
const ran = (id: string, run: TaskRun): ExecutionEvent => ({ executionId: id, type: 'taskrun-changed', taskRun: run })
const logged = (id: string, index: number): ExecutionEvent => ({
  executionId: id,
  type: 'log',
  entry: { index, executionId: id, level: 'INFO', date: DATE, message: `line ${index}` },
})
const measured = (id: string, name: string): ExecutionEvent => ({
  executionId: id,
  type: 'metric',
  entry: { executionId: id, taskId: 't', taskRunId: 't', name, type: 'counter', value: 1, tags: {}, date: DATE },
})

const open = async () => {
  const database = await newDatabase()
  const files = createFileStore(database)
  const told: string[] = []
  const store = createExecutionStore(database, files, change => {
    if (change.type === 'execution') told.push(change.executionId)
  })
  return { database, files, store, told }
}

describe('a running execution', () => {
  test('can be read at any moment as far as it has come', async () => {
    const { store } = await open()
    await store.record([created('1'), changed('1', 'RUNNING')])
    await store.record([ran('1', taskRun('a', 'RUNNING'))])
    await store.record([ran('1', taskRun('a', 'SUCCESS', { n: 1 })), ran('1', taskRun('b', 'RUNNING'))])
    const read = await store.get('1')
    expect(read?.state.current).toBe('RUNNING')
    expect(read?.taskRuns.map(run => [run.id, run.state.current, run.outputs])).toEqual([
      ['a', 'SUCCESS', { n: 1 }],
      ['b', 'RUNNING', {}],
    ])
    expect((await store.list('w')).map(head => head.state.current)).toEqual(['RUNNING'])
  })
  test('is appended to, and folded once at its end', async () => {
    const { store, database } = await open()
    await store.record([created('1')])
    await store.record([ran('1', taskRun('a', 'RUNNING'))])
    expect(await database.count('journal')).toBe(1)
    await store.record([ran('1', taskRun('a', 'SUCCESS')), changed('1', 'SUCCESS', { outputs: { x: 1 } })])
    expect(await database.count('journal')).toBe(0)
    expect(await store.get('1')).toMatchObject({ outputs: { x: 1 }, state: { current: 'SUCCESS' } })
  })
  test('keeps logs and metrics in their order, beside it', async () => {
    const { store } = await open()
    await store.record([created('1'), logged('1', 0), measured('1', 'a'), logged('1', 1)])
    await store.record([logged('1', 2), created('2'), logged('2', 0), measured('1', 'b')])
    expect((await store.logs('1')).map(({ message }) => message)).toEqual(['line 0', 'line 1', 'line 2'])
    expect((await store.logs('2')).map(({ message }) => message)).toEqual(['line 0'])
    expect((await store.metrics('1')).map(({ name }) => name)).toEqual(['a', 'b'])
  })
  test('tells when it begins, changes its end, and goes', async () => {
    const { store, told } = await open()
    await store.record([created('1')])
    await store.record([logged('1', 0), ran('1', taskRun('a', 'RUNNING'))])
    await store.record([changed('1', 'SUCCESS')])
    await store.delete('1')
    expect(told).toEqual(['1', '1', '1'])
  })
})

describe('executions of a workspace', () => {
  const at = (id: string, hour: number, more: Partial<Execution> = {}) =>
    created(id, { state: createState('SUCCESS', `2024-01-01T0${hour}:00:00Z`), ...more })

  test('are listed newest first, without what tasks put out', async () => {
    const { store } = await open()
    await store.record([at('old', 1), at('new', 2), at('other', 3, { workspaceId: 'v' })])
    const heads = await store.list('w')
    expect(heads.map(({ id }) => id)).toEqual(['new', 'old'])
    expect(heads[0]).not.toHaveProperty('taskRuns')
  })
  test('get numbers that are never given twice', async () => {
    const { numbers } = (await open()).store
    expect(await Promise.all([numbers.next('w'), numbers.next('w'), numbers.next('v')])).toEqual([1, 2, 1])
    expect([await numbers.next('w'), await numbers.next('v')]).toEqual([3, 2])
  })
  test('get numbers that no other tab has given', async () => {
    const { store, database, files } = await open()
    const other = createExecutionStore(database, files)
    const given: number[] = []
    for (const { numbers } of [store, other, store, store, other]) {
      given.push(await numbers.next('w'))
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    expect(given).toEqual([1, 2, 3, 4, 5])
  })
  test('get numbers from 1 when their workspace was deleted, and go on after a reload', async () => {
    const { store, database, files } = await open()
    await store.numbers.next('w')
    await store.numbers.next('w')
    await vi.waitFor(async () => {
      expect(await database.get('settings', 'run-number:w')).toEqual({ name: 'run-number:w', value: 2 })
    })
    expect(await createExecutionStore(database, files).numbers.next('w')).toBe(3)
    await store.numbers.forget('w')
    expect(await store.numbers.next('w')).toBe(1)
  })
  test('go with their files, logs, metrics and children', async () => {
    const { store, files, database } = await open()
    await store.record([at('1', 1), at('10', 2), at('child', 3, { parentId: '1' }), logged('1', 0), measured('1', 'm')])
    for (const id of ['1', '10', 'child'])
      await files.put(`${executionFolder('company.team', 'flow', id)}/f`, new Blob(['x']))
    await store.delete('1')
    expect((await store.list('w')).map(({ id }) => id)).toEqual(['10'])
    expect((await files.list('')).map(({ uri }) => uri)).toEqual([`${executionFolder('company.team', 'flow', '10')}/f`])
    const left = await Promise.all([database.count('bodies'), database.count('logs'), database.count('metrics')])
    expect(left).toEqual([1, 0, 0])
  })
  test('are kept to a number; pinned and running ones stay', async () => {
    const { store } = await open()
    await store.record([at('1', 1), at('2', 2), created('3'), at('4', 4), at('5', 5)])
    await store.pin('1', true)
    expect(await store.prune('w', 1)).toEqual(['4', '2'])
    expect((await store.list('w')).map(({ id }) => id)).toEqual(['5', '1', '3'])
    expect(await store.pinned('w')).toEqual(['1'])
  })
  test('a pin stays when the execution ends', async () => {
    const { store } = await open()
    await store.record([created('1')])
    await store.pin('1', true)
    await store.record([changed('1', 'SUCCESS')])
    expect(await store.pinned('w')).toEqual(['1'])
  })
})

test('an execution that nobody runs any more is KILLED with all that ran in it', async () => {
  const { store } = await open()
  await store.record([created('1'), changed('1', 'RUNNING')])
  await store.record([ran('1', taskRun('a', 'SUCCESS')), ran('1', taskRun('b', 'RUNNING'))])
  await store.bury('1', 'gone', Date.UTC(2024, 0, 2))
  const read = await store.get('1')
  expect(read).toMatchObject({ note: 'gone', state: { current: 'KILLED' } })
  expect(read?.state.histories.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'KILLING', 'KILLED'])
  expect(read?.taskRuns.map(run => run.state.current)).toEqual(['SUCCESS', 'KILLED'])
})
test('an execution that has ended is not touched', async () => {
  const { store } = await open()
  await store.record([created('1'), changed('1', 'SUCCESS')])
  await store.bury('1', 'gone', 0)
  expect(await store.get('1')).not.toHaveProperty('note')
})
