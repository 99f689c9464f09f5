import type { EventBatch } from '../../src/engine'
import { type Execution, isTerminated, type State, withState } from '../../src/model'

/**
 * What an engine would have told of an execution that ended together with it.
 * @param now epoch milliseconds
 * @param note why it ended, for people
 */
export function killedEvents(execution: Execution, now: number, note: string): EventBatch {
  const executionId = execution.id
  const date = new Date(now).toISOString()
  const kill = (state: State): State => {
    const killing = state.current === 'KILLING' ? state : withState(state, 'KILLING', date)
    return withState(killing, 'KILLED', date)
  }
  const running = execution.taskRuns.filter(({ state }) => !isTerminated(state.current))
  return [
    ...running.map(taskRun => ({
      type: 'taskrun-changed' as const,
      executionId,
      taskRun: { ...taskRun, state: kill(taskRun.state) },
    })),
    {
      type: 'execution-changed',
      executionId,
      state: kill(execution.state),
      note,
    },
  ]
}
