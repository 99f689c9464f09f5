import type { PlannedTask } from '../flow'
import type { StateType, TaskRun } from '../model'
import type { WorkingDirectoryFiles } from '../task'
import type { Cancel } from './cancel'
import type { OutputScope } from './outputScope'
import type { Run } from './run'

/** Where in a run a task stands: what is around it, and what ends it. */
export type Place = {
  readonly parent: Node | undefined
  /** The value of the loop that this task is directly in. */
  readonly value?: string
  readonly iteration?: number
  /** Values of all loops around, outermost first, this one's included: `outputs` is nested by them. */
  readonly values: readonly string[]
  readonly scope: OutputScope
  readonly cancel: Cancel
  readonly workingDirectory?: WorkingDirectoryFiles
  /** Inside a Loop of 2.0: the iteration, which is an execution of its own, and what expressions see as `item`. */
  readonly loop?: LoopPlace
  /** Task runs of an earlier round that the next ones take the place of, by task id. */
  readonly replaced?: Map<string, string>
}

export type LoopPlace = {
  readonly executionId: string
  readonly item: Readonly<Record<string, unknown>>
  /** Items of the Loops around, nearest first. */
  readonly parents: readonly Readonly<Record<string, unknown>>[]
}

/** A task run while it runs: what it is of, where it stands, and how it is. */
export type Node = {
  readonly planned: PlannedTask
  readonly place: Place
  taskRun: TaskRun
  /** The state that this task run ends the whole execution in. */
  ends?: StateType
}

/** The place of the tasks of the flow itself. */
export const rootPlace = (run: Run): Place => ({
  parent: undefined,
  values: [],
  scope: run.scope,
  cancel: run.cancel,
})
