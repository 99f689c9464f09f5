import type {
  CompletionAnswer,
  EvaluateRequest,
  Evaluation,
  EventBatch,
  FlowCheck,
  Hover,
  StartAnswer,
  StartRequest,
} from '../engine'
import type { Example } from '../examples'
import type { Execution, LogEntry, VersionSetting } from '../model'

/**
 * A flow being worked on. Its own id is the key: two workspaces may hold the same flow id. `inputs` are the values in
 * the fields, as typed; absent ones take the flow's defaults.
 */
export type Workspace = {
  readonly id: string
  readonly source: string
  readonly version: VersionSetting
  readonly inputs: Readonly<Record<string, unknown>>
  /** ISO-8601 in UTC. */
  readonly created: string
  readonly updated: string
  /** The example it was opened from. */
  readonly example?: string
}

/** A file that the person gave to a workspace. */
export type WorkspaceFile = { readonly path: string; readonly content: Blob }

/** Bytes this site uses and may use, as the browser tells; absent where it does not tell. */
export type Usage = { readonly used: number; readonly quota: number }

/** What another tab changed. */
export type ArchiveChange =
  | { readonly type: 'workspace'; readonly workspaceId: string }
  | { readonly type: 'execution'; readonly executionId: string; readonly workspaceId: string }

/** What the page keeps in this browser, and reads again after a reload. */
export type Archive = {
  readonly workspaces: () => Promise<readonly Workspace[]>
  /** @throws StorageFull */
  readonly saveWorkspace: (workspace: Workspace) => Promise<void>
  /** Deletes a workspace with its runs and files. */
  readonly deleteWorkspace: (workspaceId: string) => Promise<void>
  readonly workspaceFiles: (workspaceId: string) => Promise<readonly WorkspaceFile[]>
  /** @throws StorageFull */
  readonly saveWorkspaceFile: (workspaceId: string, file: WorkspaceFile) => Promise<void>
  readonly deleteWorkspaceFile: (workspaceId: string, path: string) => Promise<void>
  /** Runs of a workspace, newest first. Runs whose tab died are KILLED, with a note, before they are answered. */
  readonly executions: (workspaceId: string) => Promise<readonly Execution[]>
  readonly logs: (executionId: string) => Promise<readonly LogEntry[]>
  /** Deletes a run with its logs and files; answers the bytes of its files. */
  readonly deleteExecution: (execution: Execution) => Promise<void>
  /** Bytes that the files of a run take. */
  readonly executionSize: (execution: Execution) => Promise<number>
  /** @throws FileNotFound */
  readonly file: (uri: string) => Promise<Blob>
  readonly usage: () => Promise<Usage | undefined>
  /** Calls back when another tab changed something; answers how to stop. */
  readonly watch: (listener: (change: ArchiveChange) => void) => () => void
}

/** The engine worker as the page speaks with it. */
export type EngineClient = {
  readonly check: (
    source: string,
    version: VersionSetting,
    inputs: Readonly<Record<string, unknown>>,
  ) => Promise<FlowCheck>
  readonly complete: (source: string, offset: number, version: VersionSetting) => Promise<CompletionAnswer | undefined>
  readonly hover: (source: string, offset: number, version: VersionSetting) => Promise<Hover | undefined>
  readonly start: (request: StartRequest) => Promise<StartAnswer>
  readonly kill: (executionId: string) => Promise<void>
  readonly subscribe: (listener: (events: EventBatch) => void) => () => void
}

/** Evaluates in an engine worker of its own, which is ended when it takes too long. */
export type DebugClient = {
  /**
   * @param limit milliseconds, or undefined to wait for ever
   * @throws EvaluationStopped after the limit
   */
  readonly evaluate: (request: EvaluateRequest, limit?: number) => Promise<Evaluation>
}

/** An expression ran longer than its limit, and its worker was ended. */
export class EvaluationStopped extends Error {
  override readonly name = 'EvaluationStopped'
  constructor(readonly limit: number) {
    super(`Stopped after ${limit / 1000} s.`)
  }
}

/** Versions of the runtimes of this build, as people read them, and whether their files are in this browser. */
export type RuntimeStatus = { readonly id: 'python' | 'duckdb'; readonly title: string; readonly here: boolean }

/** Everything outside the page that the page needs; main.tsx puts it together, tests hand in fakes. */
export type PageServices = {
  readonly engine: EngineClient
  readonly debug: DebugClient
  readonly archive: Archive
  readonly examples: readonly Example[]
  readonly runtimes: () => Promise<readonly RuntimeStatus[]>
  readonly now: () => number
  readonly newId: () => string
}
