import type { Plan, PlannedTask } from '../flow'
import { type Execution, isTerminated, type StateType, type TaskRun, withState } from '../model'
import type { Place } from './place'

/** Task runs that an execution begins with again, each for the one task at its place. */
export type KeptTaskRuns = { readonly take: (taskId: string, place: Place) => TaskRun | undefined }

const ENDED_WELL: readonly StateType[] = ['SUCCESS', 'WARNING', 'SKIPPED']

/** Whether a task run need not run again: where secrets were starred out of its outputs, it has to. */
export const endedWell = ({ state, starred }: TaskRun): boolean => !starred && ENDED_WELL.includes(state.current)

/**
 * An execution as it is restarted under its own id: RESTARTED, with the task runs that ended well and those around
 * what did not. What ran because of the failure, or after the end, is gone.
 * Source: Kestra `ExecutionService.restart`.
 */
export function restarted(execution: Execution, plan: Plan, source: string, now: string): Execution {
  const { failure: _failure, outputs: _outputs, note: _note, ...rest } = execution
  const labels = rest.labels.filter(({ key }) => key !== RESTARTED.key)
  return {
    ...rest,
    source,
    state: withState(execution.state, 'RESTARTED', now),
    labels: [...labels, RESTARTED],
    taskRuns: keptTaskRuns(execution.taskRuns, plan),
  }
}

const RESTARTED = { key: 'system.restarted', value: 'true' } as const

function keptTaskRuns(taskRuns: readonly TaskRun[], plan: Plan): readonly TaskRun[] {
  const kept = new Map<string, TaskRun>()
  for (const taskRun of taskRuns) {
    const planned = plan.byId.get(taskRun.taskId)
    if (!planned || isAftermath(planned) || !isTerminated(taskRun.state.current)) continue
    const { parentTaskRunId } = taskRun
    const parent = parentTaskRunId === undefined ? undefined : kept.get(parentTaskRunId)
    if (parentTaskRunId !== undefined && (!parent || runsAnewWhole(parent, plan))) continue
    kept.set(taskRun.id, taskRun)
  }
  return [...kept.values()]
}

/** Whether a task stands in a branch that runs because of a failure or at an end. */
const isAftermath = ({ path }: PlannedTask): boolean =>
  path.some(step => step === 'errors' || step === 'finally' || step === 'afterExecution')

function runsAnewWhole(taskRun: TaskRun, plan: Plan): boolean {
  const type = plan.byId.get(taskRun.taskId)?.type
  return type?.kind === 'flowable' && type.restartsWhole === true && !endedWell(taskRun)
}

/** Finds task runs by their places; each is taken once. */
export function openKept(taskRuns: readonly TaskRun[]): KeptTaskRuns {
  const byPlace = new Map(taskRuns.map(taskRun => [placeKey(taskRun), taskRun]))
  return {
    take: (taskId, { parent, value, iteration }) => {
      const key = placeKey({ taskId, parentTaskRunId: parent?.taskRun.id, value, iteration })
      const taskRun = byPlace.get(key)
      byPlace.delete(key)
      return taskRun
    },
  }
}

type PlaceOf = {
  readonly taskId: string
  readonly parentTaskRunId?: string | undefined
  readonly value?: string | undefined
  readonly iteration?: number | undefined
}

const placeKey = ({ taskId, parentTaskRunId = '', value = '', iteration = -1 }: PlaceOf): string =>
  JSON.stringify([taskId, parentTaskRunId, value, iteration])
