import type { FlowCheck } from '../../engine'
import type { Outputs, TaskRun } from '../../model'
import type { PageState } from '../state/pageState'

/** Ids of tasks that cannot run here and have no stub, in flow order. */
export function withoutStub(check: FlowCheck | undefined, stubs: PageState['stubs']): readonly string[] {
  const ids = check?.ready.flatMap(({ kind, taskId }) => (kind === 'cannot-run' && taskId ? [taskId] : [])) ?? []
  return [...new Set(ids)].filter(id => !Object.hasOwn(stubs, id))
}

/** Stubs without outputs for tasks that cannot run here: one run passes them over. */
export const emptyStubs = ({ check, stubs }: Pick<PageState, 'check' | 'stubs'>): PageState['stubs'] =>
  Object.fromEntries(withoutStub(check, stubs).map(id => [id, {}]))

/** Whether a stub answered in place of the task. */
export const isStub = ({ badges }: Pick<TaskRun, 'badges'>): boolean => badges?.includes('stub') ?? false

/** The stubs that a run had, by task id: a run from elsewhere brings them along. */
export const stubsOf = (taskRuns: readonly TaskRun[]): PageState['stubs'] =>
  Object.fromEntries(taskRuns.filter(isStub).map(({ taskId, outputs }) => [taskId, outputs ?? {}]))

/** What the newest run on record put out for a task, to be taken as its stub. */
export function recordedOutputs(
  runs: PageState['runs'],
  taskId: string,
): { readonly number: number; readonly outputs: Outputs } | undefined {
  let found: { readonly number: number; readonly outputs: Outputs } | undefined
  for (const { number, taskRuns } of runs.values()) {
    const outputs = taskRuns.findLast(taskRun => taskRun.taskId === taskId)?.outputs
    if (outputs && Object.keys(outputs).length > 0 && number > (found?.number ?? 0)) found = { number, outputs }
  }
  return found
}

/** `3 outputs`, or that there are none. */
export function stubWords(outputs: Outputs): string {
  const count = Object.keys(outputs).length
  return count === 0 ? 'no outputs' : count === 1 ? '1 output' : `${count} outputs`
}
