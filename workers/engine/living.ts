import type { EventBatch } from '../../src/engine'
import { type Execution, isTerminated, reduceExecution, type TaskRun } from '../../src/model'

/** The executions that go on, as far as is needed to end them with their engine. */
export type Living = {
  readonly follow: (events: EventBatch) => void
  /** Each with the task runs that have not ended, and no others. */
  readonly executions: () => readonly Execution[]
}

/** Follows what is told. An event costs the same, however many task runs there were. */
export function createLiving(): Living {
  const living = new Map<string, { execution: Execution; readonly open: Map<string, TaskRun> }>()
  return {
    follow: events => {
      for (const event of events) {
        const { executionId } = event
        if (event.type === 'execution-created') {
          const { taskRuns, ...head } = event.execution
          const open = taskRuns.filter(isOpen).map(taskRun => [taskRun.id, taskRun] as const)
          living.set(executionId, { execution: { ...head, taskRuns: [] }, open: new Map(open) })
        }
        const one = living.get(executionId)
        if (!one) continue
        if (event.type === 'taskrun-changed' && isOpen(event.taskRun)) one.open.set(event.taskRun.id, event.taskRun)
        else if (event.type === 'taskrun-changed') one.open.delete(event.taskRun.id)
        else if (event.type === 'taskrun-removed') one.open.delete(event.taskRunId)
        else one.execution = reduceExecution(one.execution, event)
        if (!isOpen(one.execution)) living.delete(executionId)
      }
    },
    executions: () =>
      [...living.values()].map(({ execution, open }) => ({ ...execution, taskRuns: [...open.values()] })),
  }
}

const isOpen = ({ state }: Pick<TaskRun, 'state'>): boolean => !isTerminated(state.current)
