import type { IDBPTransaction } from 'idb'
import {
  type Execution,
  type ExecutionEvent,
  isTerminated,
  type LogEntry,
  type MetricEntry,
  reduceExecution,
  withState,
} from '../model'
import { executionFolder } from './address'
import { below, type Database, type ExecutionHead, type Schema, type StoredBody, type StoredHead } from './database'
import type { FileStore } from './fileStore'
import { orFull } from './full'
import { responsesOf } from './responses'
import { createRunNumbers, type RunNumbers } from './runNumbers'
import type { ArchiveChange } from './workspace'

/** Executions with their logs and metrics, as they are kept in this browser. */
export type ExecutionStore = {
  /**
   * Takes down what happened, of one or more executions. Costs as much as the events are large, however long the
   * execution is already: they are appended, and folded once when it ends.
   * @throws StorageFull
   */
  readonly record: (events: readonly ExecutionEvent[]) => Promise<void>
  readonly get: (id: string) => Promise<Execution | undefined>
  /** The executions of a workspace without their large parts, newest first. */
  readonly list: (workspaceId: string) => Promise<readonly ExecutionHead[]>
  readonly logs: (executionId: string) => Promise<readonly LogEntry[]>
  readonly metrics: (executionId: string) => Promise<readonly MetricEntry[]>
  readonly numbers: RunNumbers
  /** Ends an execution that nobody runs any more: it and its running task runs become KILLED. */
  readonly bury: (id: string, note: string, now: number) => Promise<void>
  /** Deletes an execution with its logs, metrics, files, and the executions that it started. */
  readonly delete: (id: string) => Promise<void>
  /** Ids of the executions that are kept when older ones are deleted. */
  readonly pinned: (workspaceId: string) => Promise<readonly string[]>
  readonly pin: (id: string, pinned: boolean) => Promise<void>
  /** Deletes all but the newest `keep` executions; pinned and running ones stay. Answers the ids of those deleted. */
  readonly prune: (workspaceId: string, keep: number) => Promise<readonly string[]>
}

const RECORDED = ['executions', 'bodies', 'journal', 'logs', 'metrics'] as const
type Recording = IDBPTransaction<Schema, (typeof RECORDED)[number][], 'readwrite'>

/** Executions in IndexedDB. `announce` is told of those that began, ended or are gone. */
export function createExecutionStore(
  database: Database,
  files: FileStore,
  announce: (change: ArchiveChange) => void = () => {},
): ExecutionStore {
  const heads = async (workspaceId: string): Promise<readonly StoredHead[]> =>
    (await database.getAllFromIndex('executions', 'workspace', below(workspaceId))).reverse()

  const remove = async (head: StoredHead): Promise<void> => {
    const { id, workspaceId } = head
    for (const other of await heads(workspaceId)) if (other.parentId === id) await remove(other)
    await files.delete(`${executionFolder(head.namespace, head.flowId, id)}/`)
    await files.delete(responsesOf(id))
    const transaction = database.transaction([...RECORDED], 'readwrite')
    const keys = await Promise.all([
      transaction.objectStore('metrics').index('execution').getAllKeys(id),
      transaction.objectStore('journal').index('execution').getAllKeys(id),
    ])
    await Promise.all([
      transaction.objectStore('executions').delete(id),
      transaction.objectStore('bodies').delete(id),
      transaction.objectStore('logs').delete(below(id)),
      ...keys[0].map(key => transaction.objectStore('metrics').delete(key)),
      ...keys[1].map(key => transaction.objectStore('journal').delete(key)),
      transaction.done,
    ])
    announce({ type: 'execution', executionId: id, workspaceId })
  }

  return {
    record: async events => {
      const transaction = database.transaction([...RECORDED], 'readwrite')
      const recording = Promise.all([...byExecution(events)].map(([id, own]) => recordOne(transaction, id, own)))
      const [changed] = await orFull(Promise.all([recording, transaction.done]), 0)
      for (const head of changed) {
        if (head) announce({ type: 'execution', executionId: head.id, workspaceId: head.workspaceId })
      }
    },
    get: async id => {
      return readExecution(database.transaction([...RECORDED]), id)
    },
    list: heads,
    logs: async id => (await database.getAll('logs', below(id))).flatMap(batch => batch.entries),
    metrics: async id => (await database.getAllFromIndex('metrics', 'execution', id)).flatMap(batch => batch.entries),
    numbers: createRunNumbers(database),
    bury: async (id, note, now) => {
      const transaction = database.transaction([...RECORDED], 'readwrite')
      const execution = await readExecution(transaction, id)
      if (execution && !isTerminated(execution.state.current)) await write(transaction, killed(execution, note, now))
      await transaction.done
    },
    delete: async id => {
      const head = await database.get('executions', id)
      if (head) await remove(head)
    },
    pinned: async workspaceId => (await heads(workspaceId)).filter(head => head.pinned).map(head => head.id),
    pin: async (id, pinned) => {
      const transaction = database.transaction('executions', 'readwrite')
      const head = await transaction.store.get(id)
      if (head) await transaction.store.put({ ...head, pinned })
      await transaction.done
    },
    prune: async (workspaceId, keep) => {
      const own = (await heads(workspaceId)).filter(head => head.parentId === undefined)
      const old = own.slice(keep).filter(head => !head.pinned && isTerminated(head.state.current))
      for (const head of old) await remove(head)
      return old.map(head => head.id)
    },
  }
}

function byExecution(events: readonly ExecutionEvent[]): ReadonlyMap<string, readonly ExecutionEvent[]> {
  const groups = new Map<string, ExecutionEvent[]>()
  for (const event of events) {
    const group = groups.get(event.executionId)
    if (group) group.push(event)
    else groups.set(event.executionId, [event])
  }
  return groups
}

/** Appends the events of one execution; answers its head when it began or ended. */
async function recordOne(
  transaction: Recording,
  executionId: string,
  events: readonly ExecutionEvent[],
): Promise<StoredHead | undefined> {
  const entries = events.flatMap(event => (event.type === 'log' ? [event.entry] : []))
  const metrics = events.flatMap(event => (event.type === 'metric' ? [event.entry] : []))
  const states = events.filter(isStateEvent)
  const [first] = entries
  if (first) void transaction.objectStore('logs').put({ executionId, index: first.index, entries })
  if (metrics.length > 0) void transaction.objectStore('metrics').put({ executionId, entries: metrics })
  if (states.length === 0) return undefined
  if (states.some(event => event.type === 'execution-created')) {
    return write(transaction, reduceExecution(undefined, states))
  }
  await transaction.objectStore('journal').put({ executionId, events: states })
  const last = states.findLast(event => event.type === 'execution-changed')
  if (!last) return undefined
  return isTerminated(last.state.current)
    ? fold(transaction, executionId)
    : updateHead(transaction, executionId, last.state)
}

const isStateEvent = (event: ExecutionEvent): boolean =>
  event.type !== 'log' && event.type !== 'metric' && event.type !== 'progress'

/** Makes one record of an execution and its journal. */
async function fold(transaction: Recording, id: string): Promise<StoredHead | undefined> {
  const execution = await readExecution(transaction, id)
  return execution && write(transaction, execution)
}

async function updateHead(transaction: Recording, id: string, state: Execution['state']): Promise<undefined> {
  const head = await transaction.objectStore('executions').get(id)
  if (head) await transaction.objectStore('executions').put({ ...head, state })
}

type Reading = IDBPTransaction<Schema, (typeof RECORDED)[number][], 'readonly'> | Recording

async function readExecution(transaction: Reading, id: string): Promise<Execution | undefined> {
  const [head, body, journal] = await Promise.all([
    transaction.objectStore('executions').get(id),
    transaction.objectStore('bodies').get(id),
    transaction.objectStore('journal').index('execution').getAll(id),
  ])
  if (!head || !body) return undefined
  const { started: _started, pinned: _pinned, ...rest } = head
  const stored: Execution = { ...rest, ...body }
  return journal.length === 0
    ? stored
    : reduceExecution(
        stored,
        journal.flatMap(entry => entry.events),
      )
}

/** Writes an execution whole, in place of what was kept of it. */
async function write(transaction: Recording, execution: Execution): Promise<StoredHead> {
  const { source, taskRuns, inputs, variables, outputs, trigger, ...rest } = execution
  const before = await transaction.objectStore('executions').get(execution.id)
  const started = before?.started ?? execution.state.histories[0]?.date ?? ''
  const head: StoredHead = { ...rest, started, ...(before?.pinned ? { pinned: true } : {}) }
  const body: StoredBody = {
    id: execution.id,
    source,
    taskRuns,
    inputs,
    ...(variables ? { variables } : {}),
    ...(outputs ? { outputs } : {}),
    ...(trigger ? { trigger } : {}),
  }
  const journal = transaction.objectStore('journal')
  const done = await journal.index('execution').getAllKeys(execution.id)
  await Promise.all([
    transaction.objectStore('executions').put(head),
    transaction.objectStore('bodies').put(body),
    ...done.map(key => journal.delete(key)),
  ])
  return head
}

function killed(execution: Execution, note: string, now: number): Execution {
  const date = new Date(now).toISOString()
  const kill = (state: Execution['state']) => withState(withState(state, 'KILLING', date), 'KILLED', date)
  const taskRuns = execution.taskRuns.map(taskRun =>
    isTerminated(taskRun.state.current) ? taskRun : { ...taskRun, state: kill(taskRun.state) },
  )
  return { ...execution, state: kill(execution.state), taskRuns, note }
}
