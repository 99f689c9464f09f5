import { type Execution, type ExecutionEvent, isTerminated, type LogEntry, reduceExecution } from '../../src/model'

export type Hearing = ReturnType<typeof createHearing>

/** Folds what a page tells of its runs: `hear` is what it calls as `tellRun`. */
export function createHearing() {
  const executions = new Map<string, Execution>()
  const logs: LogEntry[] = []
  const listeners = new Set<() => void>()
  /** An execution and those that it started, itself first. */
  const family = (id: string): readonly Execution[] =>
    [...executions.values()].filter(execution => {
      for (let at: string | undefined = execution.id; at !== undefined; at = executions.get(at)?.parentId) {
        if (at === id) return true
      }
      return false
    })
  return {
    family,
    hear: (events: readonly ExecutionEvent[]): void => {
      for (const event of events) {
        executions.set(event.executionId, reduceExecution(executions.get(event.executionId), event))
        if (event.type === 'log') logs.push(event.entry)
      }
      for (const listener of listeners) listener()
    },
    logsOf: (some: readonly Execution[]): readonly LogEntry[] => {
      const ids = new Set(some.map(({ id }) => id))
      return logs.filter(({ executionId }) => ids.has(executionId))
    },
    /** Answers whether everything ended in time; what comes after the end (`afterExecution`) may take a moment more. */
    waitForEnd: (id: string, milliseconds: number): Promise<boolean> =>
      new Promise(resolve => {
        const timer = setTimeout(() => finish(false), milliseconds)
        const look = (): void => {
          if (isOver(family(id))) setTimeout(() => isOver(family(id)) && finish(true), 60)
        }
        const finish = (ended: boolean): void => {
          clearTimeout(timer)
          listeners.delete(look)
          resolve(ended)
        }
        listeners.add(look)
        look()
      }),
  }
}

const isOver = (family: readonly Execution[]): boolean =>
  family.length > 0 &&
  family.every(
    ({ state, taskRuns }) => isTerminated(state.current) && taskRuns.every(run => isTerminated(run.state.current)),
  )
