import type { Execution, LogEntry, MetricEntry } from '../model'
import { executionFolder } from './address'
import type { Database } from './database'
import type { InternalStorage } from './internalStorage'

/** Executions with their logs and metrics, as they are kept in this browser. */
export type ExecutionStore = {
  readonly put: (execution: Execution) => Promise<void>
  readonly get: (id: string) => Promise<Execution | undefined>
  /** The executions of a workspace, newest first. */
  readonly list: (workspaceId: string) => Promise<readonly Execution[]>
  /** Every execution, for the search for runs that a closed page left behind. */
  readonly all: () => Promise<readonly Execution[]>
  readonly addLogs: (entries: readonly LogEntry[]) => Promise<void>
  readonly logs: (executionId: string) => Promise<readonly LogEntry[]>
  readonly addMetrics: (entries: readonly MetricEntry[]) => Promise<void>
  readonly metrics: (executionId: string) => Promise<readonly MetricEntry[]>
  /** The number the next execution of a workspace gets: "Run 7". */
  readonly nextNumber: (workspaceId: string) => Promise<number>
  /** Deletes an execution with its logs, metrics and files. */
  readonly delete: (id: string) => Promise<void>
}

/** Executions in IndexedDB. */
export function createExecutionStore(database: Database, files: InternalStorage): ExecutionStore {
  const ofWorkspace = (workspaceId: string) => IDBKeyRange.bound([workspaceId, ''], [workspaceId, '\uffff'])
  const logsOf = (id: string) => IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER])
  return {
    put: async execution => {
      const started = execution.state.histories[0]?.date ?? ''
      await database.put('executions', { ...execution, started })
    },
    get: id => database.get('executions', id),
    list: async workspaceId =>
      (await database.getAllFromIndex('executions', 'workspace', ofWorkspace(workspaceId))).reverse(),
    all: () => database.getAll('executions'),
    addLogs: async entries => {
      const transaction = database.transaction('logs', 'readwrite')
      await Promise.all([...entries.map(entry => transaction.store.put(entry)), transaction.done])
    },
    logs: id => database.getAll('logs', logsOf(id)),
    addMetrics: async entries => {
      const transaction = database.transaction('metrics', 'readwrite')
      await Promise.all([...entries.map(entry => transaction.store.put(entry)), transaction.done])
    },
    metrics: id => database.getAllFromIndex('metrics', 'execution', id),
    nextNumber: async workspaceId => {
      const executions = await database.getAllFromIndex('executions', 'workspace', ofWorkspace(workspaceId))
      return 1 + executions.reduce((highest, execution) => Math.max(highest, execution.number), 0)
    },
    delete: async id => {
      const execution = await database.get('executions', id)
      if (!execution) return
      await files.delete(`${executionFolder(execution.namespace, execution.flowId, id)}/`)
      const transaction = database.transaction(['executions', 'logs', 'metrics'], 'readwrite')
      const metricKeys = await transaction.objectStore('metrics').index('execution').getAllKeys(id)
      await Promise.all([
        transaction.objectStore('executions').delete(id),
        transaction.objectStore('logs').delete(logsOf(id)),
        ...metricKeys.map(key => transaction.objectStore('metrics').delete(key)),
        transaction.done,
      ])
    },
  }
}
