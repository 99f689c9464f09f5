import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Execution, KestraVersion, LogEntry, MetricEntry, VersionSetting } from '../model'

/** A flow being worked on. Its id is its own: two workspaces may hold flows of the same name. */
export type Workspace = {
  readonly id: string
  /** The flow's text as it stands in the editor. */
  readonly source: string
  readonly version: VersionSetting
  /** Input values as typed, by input id. */
  readonly inputs: Readonly<Record<string, unknown>>
  /** What the text says it is, for the list of workspaces. */
  readonly flowId?: string
  readonly namespace?: string
  /** ISO-8601 in UTC. */
  readonly created: string
  readonly changed: string
  /** Grows with every save; tells a tab that another one has saved. */
  readonly revision: number
}

/** A file: whole, or in parts when it is large. */
export type StoredFile = {
  readonly uri: string
  readonly name: string
  readonly size: number
  readonly created: string
  readonly type: string
  readonly parts: readonly Blob[]
}

export type StoredKeyValue = {
  readonly namespace: string
  readonly key: string
  readonly value: unknown
  readonly description?: string
  readonly expires?: string
}

export type Setting = { readonly name: string; readonly value: unknown }

/** What an execution list shows without reading the whole execution. */
export type StoredExecution = Execution & { readonly started: string; readonly version: KestraVersion }

/** The layout of the one database that page and engine share. */
export interface Schema extends DBSchema {
  files: { key: string; value: StoredFile }
  executions: { key: string; value: StoredExecution; indexes: { workspace: [string, string] } }
  logs: { key: [string, number]; value: LogEntry }
  metrics: { key: number; value: MetricEntry; indexes: { execution: string } }
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
      database.createObjectStore('executions', { keyPath: 'id' }).createIndex('workspace', ['workspaceId', 'started'])
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
