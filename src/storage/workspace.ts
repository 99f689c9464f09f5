import type { Execution, LogEntry, MetricEntry, Outputs, VersionSetting } from '../model'
import type { KeptResponse } from './responses'

/**
 * A flow being worked on. Its own id is the key: two workspaces may hold the same flow id. `inputs` are the values in
 * the fields, as typed; absent ones take the flow's defaults.
 */
export type Workspace = {
  readonly id: string
  readonly source: string
  readonly version: VersionSetting
  readonly inputs: Readonly<Record<string, unknown>>
  /** Outputs given to tasks that cannot run in a page, by task id. */
  readonly stubs?: Readonly<Record<string, Outputs>>
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

/** A run that was not made here; files outside of its own folder are passed over. */
export type ForeignRun = {
  readonly execution: Execution
  readonly logs: readonly LogEntry[]
  readonly files: readonly { readonly uri: string; readonly content: Blob }[]
  /** Responses that it got. */
  readonly responses?: readonly KeptResponse[]
}

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
  /** The responses that a run got, in their order. */
  readonly responses: (executionId: string) => Promise<readonly KeptResponse[]>
  readonly metrics: (executionId: string) => Promise<readonly MetricEntry[]>
  /** Ids of the runs of a workspace that stay when older ones are deleted. */
  readonly pinned: (workspaceId: string) => Promise<readonly string[]>
  readonly pin: (executionId: string, pinned: boolean) => Promise<void>
  /** Deletes all but the newest `keep` runs; pinned and running ones stay. Answers the ids of those deleted. */
  readonly prune: (workspaceId: string, keep: number) => Promise<readonly string[]>
  /**
   * Takes in a run from elsewhere, with its logs and files, under ids that are free here; answers its id here.
   * @throws StorageFull
   */
  readonly keepRun: (run: ForeignRun) => Promise<string>
  /** Deletes a run with its logs and files. */
  readonly deleteExecution: (execution: Execution) => Promise<void>
  /** Bytes that the files of a run take. */
  readonly executionSize: (execution: Execution) => Promise<number>
  /** @throws FileNotFound */
  readonly file: (uri: string) => Promise<Blob>
  readonly usage: () => Promise<Usage | undefined>
  /** Calls back when another tab changed something; answers how to stop. */
  readonly watch: (listener: (change: ArchiveChange) => void) => () => void
}
