import type { OutlineTask } from '../../engine'
import type { Execution, TaskRun } from '../../model'

/** A task run in the "as seen by" list. */
export type Seer = { readonly id: string; readonly title: string; readonly taskRun: TaskRun }

/** Task runs of an execution in the order they started; those of a loop carry its value. */
export const seersOf = (execution: Execution): readonly Seer[] =>
  execution.taskRuns.map(taskRun => ({
    id: taskRun.id,
    title: taskRun.value === undefined ? taskRun.taskId : `${taskRun.taskId}, ${taskRun.value}`,
    taskRun,
  }))

/** The last run of the task in whose text an expression stands; undefined when it stands in none. */
export function usualSeer(
  seers: readonly Seer[],
  outline: readonly OutlineTask[],
  expression: string,
): Seer | undefined {
  const inner = expression
    .replace(/^\s*\{\{/, '')
    .replace(/\}\}\s*$/, '')
    .trim()
  if (inner === '') return undefined
  const task = outline.find(({ expressions }) => expressions.some(({ source }) => source.trim() === inner))
  return task && seers.findLast(({ taskRun }) => taskRun.taskId === task.id)
}

/** Tasks that still run, in words: "python has not finished. Showing what exists now." */
export function unfinishedNote(execution: Execution): string | undefined {
  const running = execution.taskRuns.filter(({ state }) => state.current === 'RUNNING').map(run => run.taskId)
  const [first] = running
  return first === undefined ? undefined : `${first} has not finished. Showing what exists now.`
}
