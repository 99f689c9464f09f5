import type { TaskRun } from '../../model'
import { groupBy } from './group'
import type { ValuePath } from './path'
import { loopValues, type RunTree, stateOf, type TaskRow } from './runTree'

/** One pass of a loop: its value as text and the state of what ran in it. */
export type Iteration = { readonly value: string; readonly state: TaskRow['state'] }

/** Which value each loop shows, by the id of the loop's task. */
export type LoopChoice = Readonly<Record<string, string>>

/** A loop in the first column: its passes, and which of them the tasks inside it are shown for. */
export type LoopRow = { readonly iterations: readonly Iteration[]; readonly index: number }

/** Loops of a run and the place of every task among them. */
export type Loops = {
  /** The loop that a task is, with the passes that the loops around it leave; undefined for other tasks. */
  readonly loopOf: (taskId: string) => LoopRow | undefined
  /** Values of the chosen passes around a task, outermost first: what follows its id in `outputs`. */
  readonly valuesAround: (taskId: string) => readonly string[]
  /** The state of a task in the chosen passes. */
  readonly stateIn: (task: TaskRow) => TaskRow['state']
}

/** Reads the loops of a run. A path that leads into a loop chooses its passes; otherwise `choice`, or the first. */
export function loopsOf(tree: RunTree, choice: LoopChoice, path: ValuePath): Loops {
  const tasks = new Map(tree.tasks.map(task => [task.id, task]))
  const runs = new Map(tree.tasks.flatMap(task => task.runs).map(run => [run.id, run]))
  const inside = groupBy(
    [...runs.values()].filter(run => run.value !== undefined && run.parentTaskRunId !== undefined),
    run => runs.get(run.parentTaskRunId ?? '')?.taskId,
  )
  const chosen = { ...choice, ...choiceOfPath(path, loopIdsAround) }

  function loopIdsAround(taskId: string): readonly string[] {
    const ids: string[] = []
    const seen = new Set<string>()
    for (let id = tasks.get(taskId)?.parentId; id !== undefined && !seen.has(id); id = tasks.get(id)?.parentId) {
      seen.add(id)
      if (inside.has(id)) ids.unshift(id)
    }
    return ids
  }

  function valuesAround(taskId: string): readonly string[] {
    const values: string[] = []
    for (const loopId of loopIdsAround(taskId)) {
      const row = rowOf(loopId, values)
      const value = row?.iterations[row.index]?.value
      if (value !== undefined) values.push(value)
    }
    return values
  }

  function rowOf(loopId: string, outer: readonly string[]): LoopRow | undefined {
    const passes = inside.get(loopId)?.filter(run => sameValues(loopValues(run, runs).slice(0, -1), outer))
    if (!passes || passes.length === 0) return undefined
    const iterations = iterationsOf(passes)
    const index = iterations.findIndex(iteration => iteration.value === chosen[loopId])
    return { iterations, index: Math.max(0, index) }
  }

  return {
    loopOf: taskId => rowOf(taskId, valuesAround(taskId)),
    valuesAround,
    stateIn: task => {
      const values = valuesAround(task.id)
      if (values.length === 0) return task.state
      const own = task.runs.filter(run => startsWith(loopValues(run, runs), values))
      return own.length === 0 ? 'not-run' : stateOf(own, true)
    },
  }
}

/** The path of what a task put out, in the chosen passes of the loops around it. */
export const outputsPath = (taskId: string, loops: Loops): ValuePath => [
  'outputs',
  taskId,
  ...loops.valuesAround(taskId),
]

function iterationsOf(passes: readonly TaskRun[]): readonly Iteration[] {
  const byValue = groupBy(passes, run => run.value ?? '')
  return [...byValue]
    .map(([value, runs]) => ({ value, at: runs[0]?.iteration ?? 0, state: stateOf(runs, true) }))
    .sort((one, other) => one.at - other.at)
    .map(({ value, state }) => ({ value, state }))
}

function choiceOfPath(path: ValuePath, loopIdsAround: (taskId: string) => readonly string[]): LoopChoice {
  const [root, taskId, ...rest] = path
  if (root !== 'outputs' || typeof taskId !== 'string') return {}
  const entries = loopIdsAround(taskId).flatMap((loopId, index) => {
    const value = rest[index]
    return typeof value === 'string' ? [[loopId, value] as const] : []
  })
  return Object.fromEntries(entries)
}

const sameValues = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && startsWith(one, other)

const startsWith = (values: readonly string[], start: readonly string[]): boolean =>
  start.every((value, index) => values[index] === value)
