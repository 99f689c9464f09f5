import type { Plan } from '../flow'
import { type Execution, isTerminated, type TaskRun } from '../model'
import type { Registry } from '../task'
import { OutputScope } from './outputScope'
import type { Node, Place } from './place'
import { Run } from './run'
import type { Surroundings } from './surroundings'

export type RestoreOptions = {
  readonly plan: Plan
  readonly execution: Execution
  readonly registry: Registry
  readonly surroundings: Surroundings
}

/** An execution as it was kept, to look into: nothing of it runs, and it tells no events. */
export type Restored = { readonly run: Run; readonly nodes: ReadonlyMap<string, Node> }

/**
 * Puts an execution together again from its task runs.
 * @param seenBy a task run: only what had ended when it began, and what is around it, is there
 */
export function restore(options: RestoreOptions, seenBy?: TaskRun): Restored {
  const { execution } = options
  const run = new Run({
    ...options,
    emit: () => undefined,
    launch: () => Promise.reject(new Error('An execution that is only looked into starts no others')),
  })
  const around = seenBy ? idsAround(execution, seenBy) : undefined
  const isSeen = (taskRun: TaskRun): boolean =>
    !seenBy || around?.has(taskRun.id) === true || endedBefore(taskRun, seenBy)
  return { run, nodes: showTaskRuns(run, execution.taskRuns, isSeen) }
}

/** Puts task runs of an execution at their places and lets expressions see those that `isSeen` says. */
export function showTaskRuns(
  run: Run,
  taskRuns: readonly TaskRun[],
  isSeen: (taskRun: TaskRun) => boolean = () => true,
): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>()
  const scopes = new Map<string, OutputScope>()
  for (const taskRun of taskRuns) {
    const planned = run.plan.byId.get(taskRun.taskId)
    if (!planned) continue
    const node: Node = { planned, taskRun, place: placeOf(run, nodes, scopes, taskRun) }
    nodes.set(taskRun.id, node)
    if (isSeen(taskRun)) run.showTask(node)
  }
  return nodes
}

function placeOf(
  run: Run,
  nodes: ReadonlyMap<string, Node>,
  scopes: Map<string, OutputScope>,
  taskRun: TaskRun,
): Place {
  const parent = taskRun.parentTaskRunId === undefined ? undefined : nodes.get(taskRun.parentTaskRunId)
  const { value, iteration, iterationId } = taskRun
  const base: Place = {
    parent,
    values: parent?.place.values ?? [],
    scope: parent?.place.scope ?? run.scope,
    cancel: run.cancel,
    ...(iteration === undefined ? {} : { iteration }),
    ...(parent?.place.loop ? { loop: parent.place.loop } : {}),
  }
  if (iterationId !== undefined && iterationId !== parent?.place.loop?.executionId) {
    const scope = scopes.get(iterationId) ?? new OutputScope(run.plan.version, base.scope)
    scopes.set(iterationId, scope)
    const outer = parent?.place.loop
    const item = { index: iteration ?? 0, value: value ?? '' }
    return {
      ...base,
      scope,
      loop: { executionId: iterationId, item, parents: outer ? [outer.item, ...outer.parents] : [] },
    }
  }
  return value === undefined ? base : { ...base, value, values: [...base.values, value] }
}

/** A task run and the flowables around it. */
function idsAround(execution: Execution, taskRun: TaskRun): ReadonlySet<string> {
  const byId = new Map(execution.taskRuns.map(other => [other.id, other]))
  const ids = new Set<string>()
  for (let at: TaskRun | undefined = taskRun; at; at = byId.get(at.parentTaskRunId ?? '')) ids.add(at.id)
  return ids
}

const endedBefore = (taskRun: TaskRun, other: TaskRun): boolean =>
  isTerminated(taskRun.state.current) &&
  (taskRun.state.histories.at(-1)?.date ?? '') <= (other.state.histories[0]?.date ?? '')
