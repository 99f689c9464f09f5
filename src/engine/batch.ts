import { type ExecutionEvent, isTerminated } from '../model'

export type Batch = {
  readonly add: (event: ExecutionEvent) => void
  /** Sends what has gathered, now. */
  readonly flush: () => void
}

/**
 * Gathers events and sends them together, at most every `interval` milliseconds. Of several changes of one task run
 * only the last is kept: it has all the hops. An execution that no other one started is told at once when it begins,
 * for it can be stopped only once it is known, and when it ends, for who waits for it shall not wait for the interval.
 */
export function createBatch(
  send: (events: readonly ExecutionEvent[]) => void,
  later: (work: () => void, milliseconds: number) => void,
  interval = 16,
): Batch {
  let events: (ExecutionEvent | undefined)[] = []
  let taskRuns = new Map<string, number>()
  let scheduled = false
  const roots = new Set<string>()
  const flush = (): void => {
    if (events.length === 0) return
    const gathered = events.filter(event => event !== undefined)
    events = []
    taskRuns = new Map()
    send(gathered)
  }
  return {
    flush,
    add: event => {
      if (event.type === 'taskrun-changed') {
        const before = taskRuns.get(event.taskRun.id)
        if (before === undefined) taskRuns.set(event.taskRun.id, events.push(event) - 1)
        else events[before] = event
      } else {
        if (event.type === 'taskrun-removed') taskRuns.delete(event.taskRunId)
        events.push(event)
      }
      if (event.type === 'execution-created' && event.execution.parentId === undefined) {
        roots.add(event.executionId)
        flush()
        return
      }
      if (event.type === 'execution-changed' && isTerminated(event.state.current) && roots.delete(event.executionId)) {
        flush()
        return
      }
      if (scheduled) return
      scheduled = true
      later(() => {
        scheduled = false
        flush()
      }, interval)
    },
  }
}
