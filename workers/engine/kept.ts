import type { Effects } from '../../src/engine'
import { type Execution, type ExecutionEvent, type LogEntry, reduceExecution } from '../../src/model'
import {
  createDatabaseKeyValues,
  createDatabaseStorage,
  createExecutionStore,
  createFileStore,
  createMemoryKeyValues,
  createMemoryStorage,
  type InternalStorage,
  type KeyValues,
  keepResponse,
  openChanges,
  openDatabase,
} from '../../src/storage'

/** What the engine keeps, in this browser or, where it keeps nothing, as long as the page is open. */
export type Kept = {
  readonly storage: InternalStorage
  readonly keyValues: KeyValues
  readonly record: (events: readonly ExecutionEvent[]) => Promise<void>
  readonly find: (
    executionId: string,
  ) => Promise<{ readonly execution: Execution; readonly logs: readonly LogEntry[] } | undefined>
  readonly nextNumber: (workspaceId: string) => Promise<number>
  /** Absent where nothing is kept. */
  readonly keepResponse?: NonNullable<Effects['keepResponse']>
  readonly keepNamespaceFile: (
    workspaceId: string,
    file: { readonly namespace: string; readonly path: string },
    content: Blob | undefined,
  ) => Promise<void>
}

/** Opens what is kept in this browser; `tab` is the id that page and worker share. */
export async function openKept(tab: string): Promise<Kept> {
  try {
    const database = await openDatabase()
    const files = createFileStore(database)
    const { record, get, logs, numbers } = createExecutionStore(database, files, openChanges(tab).announce)
    return {
      storage: createDatabaseStorage(files),
      keyValues: createDatabaseKeyValues(database),
      record,
      find: async id => {
        const execution = await get(id)
        return execution && { execution, logs: await logs(id) }
      },
      nextNumber: numbers.next,
      keepResponse: (id, index, response) => keepResponse(files, id, index, response),
      keepNamespaceFile: async (workspaceId, { path }, content) => {
        const uri = `workspace:///${workspaceId}/${path}`
        if (content) await files.put(uri, content)
        else await files.delete(uri, 'one')
      },
    }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    return inMemory()
  }
}

/** For private windows of browsers that keep nothing there. */
function inMemory(): Kept {
  const executions = new Map<string, Execution>()
  const logs = new Map<string, readonly LogEntry[]>()
  const numbers = new Map<string, number>()
  return {
    storage: createMemoryStorage(),
    keyValues: createMemoryKeyValues(),
    record: async events => {
      for (const event of events) {
        executions.set(event.executionId, reduceExecution(executions.get(event.executionId), event))
        if (event.type === 'log') logs.set(event.executionId, [...(logs.get(event.executionId) ?? []), event.entry])
      }
    },
    find: async id => {
      const execution = executions.get(id)
      return execution && { execution, logs: logs.get(id) ?? [] }
    },
    nextNumber: async workspaceId => {
      const number = (numbers.get(workspaceId) ?? 0) + 1
      numbers.set(workspaceId, number)
      return number
    },
    keepNamespaceFile: async () => undefined,
  }
}
