import type { ExecutionEvent } from '../model'

export type Batch = {
  readonly add: (event: ExecutionEvent) => void
  /** Sends what has gathered, now. */
  readonly flush: () => void
}

/**
 * Gathers events and sends them together, at most every `interval` milliseconds. Of several changes of one task run
 * only the last is kept: it has all the hops. That an execution began leaves at once: what it does next may keep the
 * thread, and it can be stopped only once it is known.
 */
export function createBatch(
  send: (events: readonly ExecutionEvent[]) => void,
  later: (work: () => void, milliseconds: number) => void,
  interval = 16,
): Batch {
  let events: (ExecutionEvent | undefined)[] = []
  let taskRuns = new Map<string, number>()
  let scheduled = false
  const flush = (): void => {
    scheduled = false
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
      if (event.type === 'execution-created' && event.execution.parentId === undefined) flush()
      if (scheduled) return
      scheduled = true
      later(flush, interval)
    },
  }
}
