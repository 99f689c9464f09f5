import type {
  AskedInput,
  AskRequest,
  CompletionAnswer,
  EvaluateRequest,
  Evaluation,
  EventBatch,
  FlowCheck,
  Hover,
  ReplayRequest,
  RestartRequest,
  StartAnswer,
  StartRequest,
  StubReading,
} from '../engine'
import type { Example } from '../examples'
import type { CallAnswer, VersionSetting } from '../model'
import type { Offline } from '../offline'
import type { Archive } from '../storage'

export type { Archive, ArchiveChange, Usage, Workspace, WorkspaceFile } from '../storage'

/** The engine worker as the page speaks with it. */
export type EngineClient = {
  readonly check: (
    source: string,
    version: VersionSetting,
    inputs: Readonly<Record<string, unknown>>,
  ) => Promise<FlowCheck>
  readonly complete: (source: string, offset: number, version: VersionSetting) => Promise<CompletionAnswer | undefined>
  readonly hover: (source: string, offset: number, version: VersionSetting) => Promise<Hover | undefined>
  /** Reads the outputs of a stub, written as YAML or JSON. */
  readonly readStub: (type: string, text: string) => Promise<StubReading>
  readonly start: (request: StartRequest) => Promise<StartAnswer>
  /** Runs a flow anew, taking over what can be from an earlier run. */
  readonly replay: (request: ReplayRequest) => Promise<StartAnswer>
  /** Goes on with a run that has ended, under its own id. */
  readonly restart: (request: RestartRequest) => Promise<StartAnswer>
  /** Ends a run; without an id, an engine that does not even begin one: it is given up when it does not answer. */
  readonly kill: (executionId?: string) => Promise<void>
  /** Resumes a paused task run with the values of its `onResume` inputs. */
  readonly resume: (executionId: string, taskRunId: string, inputs: Readonly<Record<string, unknown>>) => Promise<void>
  /** Gets ready for a run: it begins in the background, and fails in silence. */
  readonly prepare: (needs: RuntimeNeeds) => Promise<void>
  /** Begins downloads anew that no longer move; what came of them is kept. */
  readonly retryDownloads: () => Promise<void>
  /** Answers what a run asks before a call. */
  readonly answer: (executionId: string, questionId: string, answer: CallAnswer) => Promise<void>
  readonly subscribe: (listener: (events: EventBatch) => void) => () => void
}

/** What a run will need: Python with these packages of the site in it, and DuckDB. */
export type RuntimeNeeds = { readonly python: readonly string[] | undefined; readonly duckdb: boolean }

/** Evaluates in an engine worker of its own, which is ended when it takes too long. */
export type DebugClient = {
  /**
   * @param limit milliseconds, or undefined to wait for ever
   * @throws EvaluationStopped after the limit
   */
  readonly evaluate: (request: EvaluateRequest, limit?: number) => Promise<Evaluation>
  /** What a form of inputs shows; limit and failure as above. */
  readonly askInputs: (request: AskRequest, limit?: number) => Promise<readonly AskedInput[]>
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

/** What is known of something a run may download; `bytes` are raw. What the site does not bring has neither. */
export type KnownDownload = { readonly title?: string; readonly bytes?: number; readonly here: boolean }

/** The browser's offer to install the page as an app. */
export type InstallPrompt = { readonly prompt: () => Promise<unknown> }

/** What keeps the page for use without a network. */
export type PageOffline = Offline & {
  /** Whether something is here that a run fetched from its publisher: `package:pandas`, `extension:json`. */
  readonly has: (id: string) => Promise<boolean>
  /** Calls back when a new build of the page is ready. */
  readonly onUpdate: (listener: () => void) => void
  /** Loads the page anew with it. */
  readonly takeUpdate: () => void
  readonly installPrompt: () => InstallPrompt | undefined
}

/** What a person chose on this page, kept in this browser by name. */
export type Settings = {
  readonly read: (name: string) => string | undefined
  readonly write: (name: string, value: string) => void
}

/** Everything outside the page that the page needs; main.tsx puts it together, tests hand in fakes. */
export type PageServices = {
  readonly engine: EngineClient
  readonly debug: DebugClient
  readonly archive: Archive
  readonly examples: readonly Example[]
  readonly runtimes: () => Promise<readonly RuntimeStatus[]>
  /** Title, size and presence of `pyodide`, `duckdb`, `package:polars` …; undefined where nothing is known. */
  readonly download: (id: string) => Promise<KnownDownload | undefined>
  /** Loaded when it is first asked for, which starts to keep the page. */
  readonly offline: () => Promise<PageOffline>
  readonly settings: Settings
  /** Whether the browser promises to keep this site's data; with `ask` it is asked to. */
  readonly persisted: (ask: boolean) => Promise<boolean>
  readonly now: () => number
  readonly newId: () => string
}
