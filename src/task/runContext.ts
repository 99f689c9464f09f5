import type {
  Execution,
  Input,
  KestraVersion,
  Label,
  LogEntry,
  LogLevel,
  Output,
  Outputs,
  Progress,
  StateType,
  Task,
  TaskRunBadge,
} from '../model'
import type { DuckDB, HttpBroker, Python, Sqlite } from '../runtimes'
import type { KestraUri } from '../storage'

/** Keys and values of a namespace. Source: Kestra `io.kestra.core.storages.kv.KVStore`. */
export type KeyValueStore = {
  readonly get: (namespace: string, key: string) => Promise<KeyValue | undefined>
  readonly set: (namespace: string, key: string, value: KeyValue) => Promise<void>
  readonly delete: (namespace: string, key: string) => Promise<boolean>
  /** In order of the keys; with those whose time is up on wish. */
  readonly list: (
    namespace: string,
    options?: { readonly expired: boolean },
  ) => Promise<readonly (KeyValue & { readonly key: string })[]>
}

/** A stored value; `expires` is an ISO date. `value` is a plain value of the expression language. */
export type KeyValue = { readonly value: unknown; readonly description?: string; readonly expires?: string }

/** All a runnable task may touch. */
export type RunContext = {
  /** Aborts with the reason of a kill or a timeout; every wait honours it. */
  readonly signal: AbortSignal
  readonly version: KestraVersion
  readonly flow: { readonly id: string; readonly namespace: string }
  readonly execution: {
    readonly id: string
    readonly labels: readonly Label[]
    /** What `vars` reads: the flow's variables and those set by tasks. */
    readonly variables: Readonly<Record<string, unknown>>
  }
  readonly task: { readonly id: string; readonly type: string }
  readonly taskRun: { readonly id: string; readonly value?: string; readonly attempt: number }
  /** What an expression of this task sees: `flow`, `execution`, `inputs`, `outputs`, `vars`, `labels` … */
  readonly variables: Readonly<Record<string, unknown>>
  /** Renders a text as a string property gets it. @throws ExpressionError */
  readonly render: (text: string, extra?: Readonly<Record<string, unknown>>) => Promise<string>
  /** Renders to a typed plain value. @throws ExpressionError */
  readonly renderTyped: (text: string, extra?: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** A line of the flow's own log. */
  readonly log: (level: LogLevel, message: string) => void
  /** A note of ours, by the logger `flowyard`; Kestra would not print it. */
  readonly note: (level: LogLevel, message: string) => void
  readonly metric: (metric: {
    readonly name: string
    readonly type: 'counter' | 'timer'
    readonly value: number
    readonly tags?: Readonly<Record<string, string>>
  }) => void
  readonly progress: (progress: Progress) => void
  readonly badge: (badge: TaskRunBadge) => void
  /** Keeps the rendered text of a property (`script`, `sql`) for the failure page. */
  readonly keepRendered: (property: string, text: string) => void
  /** 1-based line in the flow's text of a property of this task (`['outputFiles', 0]`), when it is written there. */
  readonly lineOf: (path: readonly (string | number)[]) => number | undefined
  readonly storage: {
    /** Stores a file in this task run's folder and answers its address. @throws StorageFull */
    readonly put: (name: string, content: Blob) => Promise<KestraUri>
    /** @throws FileNotFound */
    readonly get: (uri: string) => Promise<Blob>
    /** Deletes the file at an address; answers whether there was one. */
    readonly delete: (uri: KestraUri) => Promise<boolean>
  }
  readonly http: HttpBroker
  readonly python: Python
  readonly duckdb: DuckDB
  /** Absent where there are no workers. */
  readonly sqlite?: Sqlite | undefined
  readonly kv: KeyValueStore
  /** A new random id as Kestra makes them: 22 base62 characters. */
  readonly newId: () => string
  /** A name as Java gives its temporary files: random digits and the extension (`.ion`). */
  readonly tempName: (extension: string) => string
  /**
   * Changes the execution around this task: replaces its labels, replaces its variables, or ends it in a state at
   * once. Source: Kestra `io.kestra.core.models.tasks.ExecutionUpdatableTask`.
   */
  readonly changeExecution: (change: {
    readonly labels?: readonly Label[]
    readonly variables?: Readonly<Record<string, unknown>>
    readonly end?: StateType
  }) => void
  /** Waits for milliseconds. @throws the signal's reason on kill or timeout */
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Files shared by the tasks of a WorkingDirectory, when this task is inside one. */
  readonly workingDirectory?: WorkingDirectoryFiles
  /** Files of a namespace: relative path to content. */
  readonly namespaceFiles: (namespace: string) => Promise<ReadonlyMap<string, Blob>>
  /** Writes a namespace file, or takes it away where there is no content; tasks that come later see it. */
  readonly changeNamespaceFile: (namespace: string, path: string, content: Blob | undefined) => Promise<void>
  /** Deletes every file of this execution and answers what was deleted. */
  readonly purgeFiles: () => Promise<readonly KestraUri[]>
  /** Lines that this execution has logged so far; of very many, the newest. */
  readonly logLines: () => readonly LogEntry[]
  /**
   * Runs another runnable task inside this attempt: its properties are rendered, its outputs answered.
   * @throws TaskFailed when there is no such type or it is no runnable one
   */
  readonly delegate: (task: Task) => Promise<Outputs | undefined>
}

/** The folder that the tasks of a WorkingDirectory share: relative path to content. */
export type WorkingDirectoryFiles = Map<string, Blob>

/** All a flowable task may do on top of what a runnable one may. */
export type Scope = Omit<RunContext, 'python' | 'duckdb' | 'sqlite' | 'http'> & {
  /** Sets outputs of this task run while it runs. */
  readonly output: (outputs: Outputs) => void
  /** Sets the iteration of this task run, for tasks that go through their children again and again. */
  readonly iterate: (iteration: number) => void
  /** Sets the state this task run ends in, in place of the one derived from its children. */
  readonly endAs: (state: StateType, options?: EndOptions) => void
  /**
   * Runs children one after another; stops at the first that did not end well. Answers the worst state. A task that
   * is not written in the flow is run as a child too, under its own id.
   */
  readonly sequence: (tasks: readonly Task[], options?: ChildOptions) => Promise<StateType>
  readonly parallel: (tasks: readonly Task[], concurrent: number, options?: ChildOptions) => Promise<StateType>
  /** Runs `tasks` once a value, each group in sequence, at most `concurrent` groups at a time (0: all). */
  readonly each: (
    values: readonly string[],
    tasks: readonly Task[],
    concurrent: number,
    options?: { readonly parallel?: boolean },
  ) => Promise<StateType>
  readonly dag: (
    tasks: readonly { readonly task: Task; readonly dependsOn?: readonly string[] | undefined }[],
    concurrent: number,
    options?: Pick<ChildOptions, 'interrupt'>,
  ) => Promise<StateType>
  /** Runs `tasks` once an item, each iteration an execution of its own. */
  readonly loop: (options: LoopOptions) => Promise<readonly LoopIteration[]>
  /**
   * Runs another flow of the workspace.
   * @throws TaskFailed when there is none or its inputs are refused
   */
  readonly subflow: (
    ref: { readonly namespace: string; readonly flowId: string; readonly revision?: number },
    inputs: Readonly<Record<string, unknown>>,
    options: {
      readonly labels?: readonly Label[]
      readonly wait: boolean
      /** Is told the execution as soon as it is there. */
      readonly created?: (execution: Execution) => void
    },
  ) => Promise<Execution>
  /** Waits, PAUSED, until the person resumes it or the time is up. */
  readonly pause: (options: PauseOptions) => Promise<PauseEnd>
}

export type EndOptions = {
  /** `allowFailure` and `allowWarning` are not looked at. */
  readonly asIs?: boolean
  /** A failure is as one of a task inside: `errors` are run. */
  readonly asChild?: boolean
}

export type ChildOptions = {
  readonly iteration?: number
  readonly value?: string
  readonly workingDirectory?: WorkingDirectoryFiles
  /** The state that children still running end in once one beside them failed; without it they go on. 2.0 only. */
  readonly interrupt?: 'FAILED' | 'CANCELLED'
  /** Task runs of the round before, by task id: the new ones take their place. Filled by the rounds themselves. */
  readonly replaces?: Map<string, string>
}

/** One value of a Loop; `key` for those of a map. */
export type LoopItem = { readonly value: string; readonly key?: string }

export type LoopOptions = {
  readonly items: readonly LoopItem[]
  readonly tasks: readonly Task[]
  /** 0: all at once. */
  readonly concurrent: number
  /** Outputs of each iteration, as written. */
  readonly outputs: readonly Output[]
  /** Is told how many run and how many ended in which state. */
  readonly changed: (running: number, ended: Readonly<Partial<Record<StateType, number>>>) => void
  /** Whether to begin no more iterations after one; it is given the variables `item` and `iteration`. */
  readonly stopAfter?: (seen: Readonly<Record<string, unknown>>) => Promise<boolean>
  /** Whether the iterations' failures are this task's. */
  readonly transmitFailed: boolean
  /** Keeps the outputs of an iteration in its files; answers the outputs to show. */
  readonly keep?: (outputs: Outputs, put: RunContext['storage']['put']) => Promise<Outputs>
}

/** An iteration that ended: its item as outputs show it, and its own outputs. */
export type LoopIteration = {
  readonly state: StateType
  readonly item: Readonly<Record<string, unknown>>
  readonly outputs: Outputs
}

export type PauseOptions = {
  /** Milliseconds; absent: until resumed. */
  readonly milliseconds?: number
  /** What the person is asked for. */
  readonly inputs?: readonly Input[]
  /** A wait of the task's own (LoopUntil), which nobody resumes. */
  readonly own?: true
  /** Whether the task is RUNNING again after it; without it the wait is the last it does. */
  readonly goesOn?: boolean
  /** Whether the execution is over, CANCELLED, when the time is up. */
  readonly cancels?: boolean
  /** A task that runs meanwhile; nothing depends on what becomes of it. */
  readonly meanwhile?: Task
}

export type PauseEnd = { readonly by: 'person'; readonly inputs: Outputs } | { readonly by: 'time' }
