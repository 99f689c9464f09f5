import type { Plan } from '../flow'
import type { Outputs } from '../model'
import type { NamespaceFile, Stub } from './api'

/** What lies around a run in its workspace. */
export type Surroundings = {
  /** Another flow of the workspace, bound and ready to run. */
  readonly findFlow: (namespace: string, flowId: string) => { readonly plan: Plan; readonly source: string } | undefined
  /** Namespace files; tasks add to them and take from them. */
  readonly files: NamespaceFile[]
  readonly secrets: Readonly<Record<string, string>>
  /** By task id. */
  readonly stubs: Readonly<Record<string, Stub>>
  /** Task runs of an earlier run that may answer in place of running again. */
  readonly memory?: Memory
}

/** Finds what an earlier run made of a task. */
export type Memory = {
  readonly find: (taskId: string, values: readonly string[]) => Outputs | undefined
}
