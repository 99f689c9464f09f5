import type { Plain } from '../expression'
import type { DuckDB, HttpBroker, Python, Sqlite } from '../runtimes'
import type { InternalStorage } from '../storage'
import type { KeyValueStore } from '../task'
import type { HttpRecording } from './api'

/** The runtimes of one execution, and their end. */
export type ExecutionRuntimes = {
  readonly python: Python
  readonly duckdb: DuckDB
  readonly sqlite?: Sqlite
  /** Ends whatever still runs and gives the runner frame back. */
  readonly release: () => void
}

/** What Kestra's configuration gives to expressions: `envs`, `globals` and `kestra`. */
export type Environment = {
  readonly envs: Readonly<Record<string, string>>
  readonly globals: Readonly<Record<string, Plain>>
  readonly kestra: Readonly<Record<string, Plain>>
}

/** Everything the engine reaches outside itself. The worker gives the real ones, tests and the terminal fakes. */
export type Effects = {
  readonly storage: InternalStorage
  readonly keyValues: KeyValueStore
  /** Keeps a namespace file that a task wrote, or takes it away where there is no content. */
  readonly keepNamespaceFile: (
    workspaceId: string,
    file: { readonly namespace: string; readonly path: string },
    content: Blob | undefined,
  ) => Promise<void>
  readonly http: HttpBroker
  /** Keeps a response with the run that got it; absent where nothing is kept. */
  readonly keepResponse?: (executionId: string, index: number, recording: HttpRecording) => Promise<void>
  readonly runtimes: (executionId: string) => ExecutionRuntimes
  /** Epoch milliseconds; fractions count. */
  readonly now: () => number
  /** From 0, below 1. */
  readonly random: () => number
  /** 22 base62 characters, as Kestra's ids. */
  readonly newId: () => string
  /** Waits for milliseconds. @throws the signal's reason */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Lets other work of the thread (a kill, a flush of events) have its turn. */
  readonly breathe: () => Promise<void>
  /** Holds while an execution runs, so that a dead tab's run can be told from a living one. */
  readonly hold: (executionId: string, run: () => Promise<void>) => Promise<void>
  readonly environment: Environment
}
