import type { LogEntry, StateType } from '../model'
import { OutputScope } from './outputScope'
import type { LoopPlace, Node, Place } from './place'
import { originOf, type Run } from './run'

/** A task run of an earlier execution, with its log, that may answer in place of running again. */
export type Remembered = { readonly node: Node; readonly logs: readonly LogEntry[] }

/** A flowable task run of an earlier execution with all that is in it, parents before their children. */
export type RememberedWhole = { readonly own: Remembered; readonly inside: readonly Remembered[] }

/** A task run of an earlier execution answers in place of running again, with its own log, states and times. */
export function reuse(run: Run, node: Node, { node: before, logs }: Remembered): StateType {
  for (const { level, message, attempt, logger } of logs) {
    const origin = logger === undefined ? {} : { logger }
    run.log(level, message, { ...originOf(node, attempt ?? 0), ...origin })
  }
  const { attempts, outputs, rendered, state } = before.taskRun
  const badges = [...(before.taskRun.badges ?? []).filter(badge => badge !== 'reused'), 'reused' as const]
  run.changeTask(node, {
    attempts,
    state,
    badges,
    ...(outputs ? { outputs } : {}),
    ...(rendered ? { rendered } : {}),
  })
  return state.current
}

/** The same for a flowable, with everything in it: nothing of it runs. */
export function reuseWhole(run: Run, node: Node, { own, inside }: RememberedWhole): StateType {
  const places = placesInside(run, node, own.node, node.place.scope)
  for (const part of inside) {
    const planned = run.plan.byId.get(part.node.taskRun.taskId)
    const place = places.of(part.node)
    if (!planned || !place) continue
    const copy = run.create(planned, place)
    places.put(part.node, copy)
    reuse(run, copy, part)
  }
  return reuse(run, node, own)
}

/** Where the task runs inside an earlier flowable stand inside one of this run. Parents are put before their children. */
export function placesInside(run: Run, top: Node, before: Node, scope: OutputScope) {
  const nodes = new Map([[before.taskRun.id, top]])
  const iterations = new Map<string, { readonly scope: OutputScope; readonly loop: LoopPlace }>()
  const iterationOf = (loop: LoopPlace, around: OutputScope) => {
    const { executionId } = loop
    const known = iterations.get(executionId) ?? {
      scope: new OutputScope(run.plan.version, around),
      loop: { ...loop, executionId: run.effects.newId() },
    }
    iterations.set(executionId, known)
    return known
  }
  return {
    put: (earlier: Node, node: Node): void => {
      nodes.set(earlier.taskRun.id, node)
    },
    of: ({ place, taskRun }: Node): Place | undefined => {
      const parent = nodes.get(taskRun.parentTaskRunId ?? '')
      if (!parent) return undefined
      const { value, iteration, values, loop } = place
      const around = parent === top ? scope : parent.place.scope
      const begins = loop !== undefined && loop.executionId !== place.parent?.place.loop?.executionId
      const own = begins ? iterationOf(loop, around) : { scope: around, loop: parent.place.loop }
      return {
        parent,
        values,
        scope: own.scope,
        cancel: top.place.cancel,
        ...(value === undefined ? {} : { value }),
        ...(iteration === undefined ? {} : { iteration }),
        ...(own.loop === undefined ? {} : { loop: own.loop }),
      }
    },
  }
}
