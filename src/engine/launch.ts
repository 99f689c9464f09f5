import type { Plan } from '../flow'
import type { Execution, Label } from '../model'
import type { InputProblem } from './api'
import type { Cancel } from './cancel'
import type { Surroundings } from './surroundings'

/**
 * How often a flow was tried before, and since when, epoch ms. Source: Kestra `ExecutionMetadata`.
 */
export type Tries = { readonly count: number; readonly since: number }

/** What is needed to begin an execution. */
export type LaunchOptions = {
  readonly plan: Plan
  readonly source: string
  readonly workspaceId: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly labels: readonly Label[]
  readonly trigger?: Readonly<Record<string, unknown>>
  readonly surroundings: Surroundings
  /** The execution that this one is started by. */
  readonly parent?: { readonly execution: Execution; readonly cancel?: Cancel; readonly depth: number }
  readonly originalId?: string
  /** Its id, where that had to be known before. */
  readonly id?: string
  /** Absent for the first try of a flow. */
  readonly tries?: Tries
}

export type Launched =
  | { readonly ok: true; readonly execution: Execution; readonly done: Promise<Execution> }
  | { readonly ok: false; readonly problems: readonly InputProblem[] }

/** Begins an execution; `done` answers it once it has ended. */
export type Launch = (options: LaunchOptions) => Promise<Launched>
