import type { Failure } from './failure'
import type { KestraVersion, Label } from './flow'
import type { State } from './state'

/** Outputs of a task run or of a flow: plain values as the expression language knows them. */
export type Outputs = Readonly<Record<string, unknown>>

export type LogLevel = 'TRACE' | 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

export const LOG_LEVELS: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']

/**
 * A line of the log. `date` is ISO-8601 in UTC. `logger` is `flowyard` for notes of ours, which Kestra would not
 * print; it is absent for lines that come from the flow itself. `index` grows by one within an execution.
 */
export type LogEntry = {
  readonly index: number
  readonly executionId: string
  readonly level: LogLevel
  readonly date: string
  readonly message: string
  readonly taskId?: string
  readonly taskRunId?: string
  readonly attempt?: number
  readonly logger?: 'flowyard'
}

export type MetricEntry = {
  readonly executionId: string
  readonly taskId: string
  readonly taskRunId: string
  readonly name: string
  readonly type: 'counter' | 'timer'
  /** A count, or seconds for a timer. */
  readonly value: number
  readonly tags: Readonly<Record<string, string>>
  readonly date: string
}

/** One try at a task. Source: Kestra `TaskRunAttempt`. */
export type Attempt = { readonly state: State }

/** One run of a task inside an execution. Source: Kestra `TaskRun`. */
export type TaskRun = {
  readonly id: string
  readonly taskId: string
  readonly parentTaskRunId?: string
  /** The loop value, as text, for task runs of an iteration. */
  readonly value?: string
  readonly iteration?: number
  /**
   * Set inside a Loop of 2.0, which runs each iteration as an execution of its own: that execution's id. `outputs`
   * are seen inside the iteration only. Source: Kestra `io.kestra.plugin.core.flow.Loop`.
   */
  readonly iterationId?: string
  readonly attempts: readonly Attempt[]
  readonly outputs?: Outputs
  readonly state: State
  readonly failure?: Failure
  /** The rendered text of `script`, `sql` … as the task received it, for the failure page. */
  readonly rendered?: Readonly<Record<string, string>>
  /** Marks shown beside the task: a bundled sample response was used, outputs are a stub, a recording answered. */
  readonly badges?: readonly TaskRunBadge[]
  /** Secrets are starred out of its outputs, as it is told and kept. */
  readonly starred?: boolean
}

export type TaskRunBadge = 'sample-response' | 'recorded-response' | 'stub' | 'reused'

/** How a running task run waits for something that is not its own work: a download, a start of a runtime. */
export type Progress = {
  /** Stable within the execution: `pyodide`, `duckdb`, `package:polars`, `extension:json` … */
  readonly id: string
  /** What people read: `Python 3.14`, `polars 1.33.1`. */
  readonly title: string
  /** Why it is needed: "asked for by pip install polars". */
  readonly purpose?: string
  readonly taskId?: string
  readonly phase: 'waiting' | 'downloading' | 'starting' | 'ready' | 'failed'
  /** Bytes so far and in all (raw sizes); absent when not known or not a download. */
  readonly received?: number
  readonly total?: number
}

/** An execution of a flow. Source: Kestra `io.kestra.core.models.executions.Execution`. */
export type Execution = {
  readonly id: string
  /** The workspace this run belongs to; a flow id is no key, two workspaces may hold the same flow id. */
  readonly workspaceId: string
  /** Everyday number within the workspace: "Run 7". */
  readonly number: number
  readonly namespace: string
  readonly flowId: string
  readonly flowRevision: number
  readonly version: KestraVersion
  /** The flow's text at the moment it was started. */
  readonly source: string
  readonly state: State
  readonly taskRuns: readonly TaskRun[]
  readonly inputs: Readonly<Record<string, unknown>>
  readonly variables?: Readonly<Record<string, unknown>>
  readonly outputs?: Outputs
  readonly labels: readonly Label[]
  readonly trigger?: Readonly<Record<string, unknown>>
  readonly parentId?: string
  readonly originalId?: string
  readonly failure?: Failure
  /** A note of ours about the whole run: "The page was closed while it ran." */
  readonly note?: string
  /** What the run waits for the person to decide. */
  readonly question?: CallQuestion | undefined
}

/** A call to a host that was not listed before the run began, as a flow from outside must not make it unasked. */
export type CallQuestion = {
  readonly id: string
  readonly method: string
  readonly host: string
  readonly url: string
  /** The task run that wants to call, unless an expression outside of tasks does. */
  readonly taskId?: string
  readonly taskRunId?: string
}

/** What the person decides: this one call, all calls to its host in this run, none. */
export type CallAnswer = 'once' | 'run' | 'refuse'

export type ExecutionEvent = { readonly executionId: string } & (
  | { readonly type: 'execution-created'; readonly execution: Execution }
  | {
      readonly type: 'execution-changed'
      readonly state: State
      readonly outputs?: Outputs
      readonly labels?: readonly Label[]
      readonly variables?: Readonly<Record<string, unknown>>
      readonly failure?: Failure
      readonly note?: string
      readonly question?: CallQuestion | undefined
    }
  | { readonly type: 'taskrun-changed'; readonly taskRun: TaskRun }
  /** A LoopUntil keeps the task runs of its last round only; a restart drops those it runs again. */
  | { readonly type: 'taskrun-removed'; readonly taskRunId: string }
  | { readonly type: 'log'; readonly entry: LogEntry }
  | { readonly type: 'metric'; readonly entry: MetricEntry }
  | { readonly type: 'progress'; readonly progress: Progress }
)

/**
 * Folds one event, or the events of a batch, into an execution; logs, metrics and progress live outside it and are
 * passed over. Engine and page fold the same events with this function, so they cannot disagree. A batch costs one
 * copy of the task runs, however many of its events change them.
 * @throws Error when events come before `execution-created`.
 */
export function reduceExecution(
  execution: Execution | undefined,
  events: ExecutionEvent | readonly ExecutionEvent[],
): Execution {
  if (!isBatch(events)) return reduceExecution(execution, [events])
  let folded = execution
  let taskRuns: TaskRunFold | undefined
  for (const event of events) {
    if (event.type === 'execution-created') {
      folded = event.execution
      taskRuns = undefined
      continue
    }
    if (!folded) throw new Error(`event ${event.type} of an unknown execution ${event.executionId}`)
    switch (event.type) {
      case 'execution-changed': {
        const { type: _type, executionId: _id, ...changes } = event
        folded = { ...folded, ...changes }
        break
      }
      case 'taskrun-changed':
        taskRuns ??= foldTaskRuns(folded.taskRuns)
        taskRuns.upsert(event.taskRun)
        break
      case 'taskrun-removed':
        taskRuns ??= foldTaskRuns(folded.taskRuns)
        taskRuns.remove(event.taskRunId)
        break
      case 'log':
      case 'metric':
      case 'progress':
        break
      default:
        event satisfies never
    }
  }
  if (!folded) throw new Error('no event came')
  return taskRuns ? { ...folded, taskRuns: taskRuns.result() } : folded
}

const isBatch = (events: ExecutionEvent | readonly ExecutionEvent[]): events is readonly ExecutionEvent[] =>
  Array.isArray(events)

type TaskRunFold = {
  readonly upsert: (taskRun: TaskRun) => void
  readonly remove: (taskRunId: string) => void
  readonly result: () => readonly TaskRun[]
}

/** After this many changes in one batch, looking task runs up by an index is cheaper than by going through them. */
const INDEX_AFTER = 4

function foldTaskRuns(before: readonly TaskRun[]): TaskRunFold {
  const taskRuns: (TaskRun | undefined)[] = [...before]
  let index: Map<string, number> | undefined
  let changes = 0
  const find = (id: string): number => {
    changes++
    if (changes > INDEX_AFTER) index ??= new Map(taskRuns.map((taskRun, at) => [taskRun?.id ?? '', at]))
    return index ? (index.get(id) ?? -1) : taskRuns.findLastIndex(taskRun => taskRun?.id === id)
  }
  return {
    upsert: taskRun => {
      const at = find(taskRun.id)
      if (at !== -1) taskRuns[at] = taskRun
      else {
        const end = taskRuns.push(taskRun) - 1
        index?.set(taskRun.id, end)
      }
    },
    remove: id => {
      const at = find(id)
      if (at === -1) return
      taskRuns[at] = undefined
      index?.delete(id)
    },
    result: () => taskRuns.filter(taskRun => taskRun !== undefined),
  }
}
