import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Execution, ExecutionEvent, LogEntry, MetricEntry } from '../model'
import type { Workspace } from './workspace'

/** A file without its content, which lies in `parts` under the same address and `stamp`. */
export type StoredFile = {
  readonly uri: string
  readonly name: string
  readonly size: number
  readonly created: string
  /** Media type. */
  readonly type: string
  /** Tells the parts of this content from those of an earlier one at the same address. */
  readonly stamp: number
}

export type StoredKeyValue = {
  readonly namespace: string
  readonly key: string
  readonly value: unknown
  readonly description?: string
  readonly expires?: string
}

export type Setting = { readonly name: string; readonly value: unknown }

/** The parts of an execution that may be large. */
type Body = 'source' | 'taskRuns' | 'inputs' | 'variables' | 'outputs' | 'trigger'

/** What a list of executions shows, small whatever the tasks put out. */
export type ExecutionHead = Omit<Execution, Body>

export type StoredHead = ExecutionHead & {
  readonly started: string
  /** Kept when older runs are deleted. */
  readonly pinned?: boolean
}

export type StoredBody = Pick<Execution, Body> & { readonly id: string }

/** Events of a running execution that are not yet folded into its body. */
export type JournalEntry = { readonly executionId: string; readonly events: readonly ExecutionEvent[] }

/** Lines of one flush, from `index` on. */
export type LogBatch = { readonly executionId: string; readonly index: number; readonly entries: readonly LogEntry[] }

export type MetricBatch = { readonly executionId: string; readonly entries: readonly MetricEntry[] }

/** The layout of the one database that page and engine share. */
export interface Schema extends DBSchema {
  files: { key: string; value: StoredFile }
  parts: { key: [string, number, number]; value: Blob }
  executions: { key: string; value: StoredHead; indexes: { workspace: [string, string] } }
  bodies: { key: string; value: StoredBody }
  journal: { key: number; value: JournalEntry; indexes: { execution: string } }
  logs: { key: [string, number]; value: LogBatch }
  metrics: { key: number; value: MetricBatch; indexes: { execution: string } }
  workspaces: { key: string; value: Workspace }
  keyValues: { key: [string, string]; value: StoredKeyValue }
  settings: { key: string; value: Setting }
}

export type Database = IDBPDatabase<Schema>

const NAME = 'flowyard'
const VERSION = 1

/** Opens the database, making it at the first visit. @throws DOMException where the browser has none */
export function openDatabase(name: string = NAME): Promise<Database> {
  return openDB<Schema>(name, VERSION, {
    upgrade(database) {
      database.createObjectStore('files', { keyPath: 'uri' })
      database.createObjectStore('parts')
      database.createObjectStore('executions', { keyPath: 'id' }).createIndex('workspace', ['workspaceId', 'started'])
      database.createObjectStore('bodies', { keyPath: 'id' })
      database.createObjectStore('journal', { autoIncrement: true }).createIndex('execution', 'executionId')
      database.createObjectStore('logs', { keyPath: ['executionId', 'index'] })
      database.createObjectStore('metrics', { autoIncrement: true }).createIndex('execution', 'executionId')
      database.createObjectStore('workspaces', { keyPath: 'id' })
      database.createObjectStore('keyValues', { keyPath: ['namespace', 'key'] })
      database.createObjectStore('settings', { keyPath: 'name' })
    },
  })
}

/** The keys that start with a text. */
export const startingWith = (prefix: string): IDBKeyRange => IDBKeyRange.bound(prefix, `${prefix}\uffff`)

/** The keys `[first, …]`, whatever follows. */
export const below = (first: string): IDBKeyRange => IDBKeyRange.bound([first], [first, []])
