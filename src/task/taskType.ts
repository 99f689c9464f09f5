import type { Outputs, Path } from '../model'
import type { Properties, Property, Values } from './property'
import type { RunContext, Scope } from './runContext'

/** A named result of a task type, for documentation, completion and checks of `outputs.<task>.<name>`. */
export type OutputProperty = Property & { readonly always?: boolean }

/** What a plan may need before it runs; runtimes are warmed up by it and the page says what Run will fetch. */
export type Need = 'python' | 'duckdb' | 'sqlite' | 'http'

/** An example of a task type: a whole flow that validates; those not marked `offline: false` run in tests. */
export type Example = { readonly title: string; readonly flow: string; readonly offline?: boolean }

type TaskTypeBase<P extends Properties> = {
  /** The full Kestra name, `io.kestra.plugin.core.http.Request`. */
  readonly type: string
  /** Old names that Kestra still knows or knew. */
  readonly aliases?: readonly string[]
  readonly title: string
  readonly description?: string
  readonly properties: P
  readonly outputs: Readonly<Record<string, OutputProperty>>
  readonly examples: readonly Example[]
  readonly needs?: readonly Need[]
  readonly only?: readonly ('1.3' | '2.0')[]
  readonly deprecated?: string
  /** What of it does not run in a page, where that is so: told as a warning at the line of the type. */
  readonly inPart?: string
  /** Rules over several properties, that the properties alone cannot say. Answers what is wrong. */
  readonly check?: (
    written: Readonly<Record<string, unknown>>,
    find: (type: string) => TaskType | undefined,
  ) => readonly RuleFinding[]
}

/** A broken rule of a task type: worded as Kestra's validator words it, at a path inside the task. */
export type RuleFinding = { readonly message: string; readonly path?: Path; readonly hint?: string }

/** A task that does work in one go. Its task run hops CREATED, SUBMITTED, RUNNING, end. */
export type RunnableTaskType<P extends Properties = Properties> = TaskTypeBase<P> & {
  readonly kind: 'runnable'
  /** Done by the executor itself in Kestra (Labels, SetVariables, Exit …): its task run has no SUBMITTED. */
  readonly updatesExecution?: true
  readonly run: (values: Values<P>, context: RunContext) => Promise<Outputs | undefined>
}

/** A task that runs other tasks. Its task run hops CREATED, RUNNING, end. */
export type FlowableTaskType<P extends Properties = Properties> = TaskTypeBase<P> & {
  readonly kind: 'flowable'
  /** Runs other flows: its task run is RUNNING once the first of their executions is there. Source: `ExecutableTask`. */
  readonly startsExecutions?: true
  /** It is tried again after a failure, as runnable tasks are. */
  readonly retried?: true
  /** A restart runs everything inside anew, as what its tasks share is gone. */
  readonly restartsWhole?: true
  readonly run: (values: Values<P>, scope: Scope) => Promise<void>
}

export type TaskType = RunnableTaskType | FlowableTaskType

/** The task types at hand. `find` also answers for aliases. */
export type Registry = {
  readonly types: readonly TaskType[]
  readonly find: (type: string) => TaskType | undefined
}

/** Declares a runnable task type; `run` is typed from the properties. */
export const runnable = <const P extends Properties>(definition: Omit<RunnableTaskType<P>, 'kind'>): TaskType =>
  ({ ...definition, kind: 'runnable' }) as unknown as RunnableTaskType

/** Declares a flowable task type; `run` is typed from the properties. */
export const flowable = <const P extends Properties>(definition: Omit<FlowableTaskType<P>, 'kind'>): TaskType =>
  ({ ...definition, kind: 'flowable' }) as unknown as FlowableTaskType

/** Builds a registry from a list of task types. @throws Error when two share a name. */
export function createRegistry(types: readonly TaskType[]): Registry {
  const byName = new Map<string, TaskType>()
  for (const type of types) {
    for (const name of [type.type, ...(type.aliases ?? [])]) {
      if (byName.has(name)) throw new Error(`two task types are named ${name}`)
      byName.set(name, type)
    }
  }
  return { types, find: name => byName.get(name) }
}

/**
 * Thrown by a task to fail its task run. `message` is what Kestra would log; `outputs` are kept on the failed task
 * run, as Kestra does for scripts. Source: Kestra `RunnableTaskException`.
 */
export class TaskFailed extends Error {
  override readonly name = 'TaskFailed'
  readonly outputs: Outputs | undefined
  readonly details: TaskFailedDetails
  constructor(message: string, details: TaskFailedDetails & { readonly outputs?: Outputs } = {}) {
    super(message)
    const { outputs, ...rest } = details
    this.outputs = outputs
    this.details = rest
  }
}

/** What the failure page needs: see `Failure` in the model. `at` is an offset into the rendered text of `property`. */
export type TaskFailedDetails = {
  readonly explanation?: string
  readonly hint?: string
  readonly property?: string
  readonly at?: number
  readonly source?: string
  readonly stack?: string
  /** Whether the message was logged by the task itself already. */
  readonly logged?: boolean
}
