import type { Flow, KestraVersion, Path, Task } from '../model'
import type { TaskType } from '../task'

/** A task bound to its type, with the tasks inside it. */
export type PlannedTask = {
  /** Properties under today's names, with the flow's `pluginDefaults` merged in. */
  readonly task: Task
  /** Undefined for a type of Kestra's that cannot run in a page: it needs a stub, or it fails. */
  readonly type: TaskType | undefined
  readonly path: Path
  readonly parent: PlannedTask | undefined
  readonly branches: readonly PlannedBranch[]
}

/** A list of tasks inside a task, by its path from that task: `['then']`, `['cases', 'red']`. */
export type PlannedBranch = { readonly path: Path; readonly tasks: readonly PlannedTask[] }

/** A flow bound to its task types: all that is known before it runs. */
export type Plan = {
  readonly flow: Flow
  readonly version: KestraVersion
  readonly tasks: readonly PlannedTask[]
  readonly errors: readonly PlannedTask[]
  readonly finally: readonly PlannedTask[]
  readonly afterExecution: readonly PlannedTask[]
  /** Every task of the flow by its id, nested ones too. */
  readonly byId: ReadonlyMap<string, PlannedTask>
}
