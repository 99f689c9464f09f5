import type { EventBatch } from '../../engine'
import {
  type Execution,
  type ExecutionEvent,
  type LogEntry,
  type MetricEntry,
  type Progress,
  reduceExecution,
} from '../../model'
import type { PageState } from './pageState'

/** The part of the page's state that is a fold of the engine's events. */
export type RunState = Pick<PageState, 'runs' | 'logs' | 'metrics' | 'progress'>

/**
 * Folds a batch of events into the page's runs, logs and progress. Events of an execution that is not known (it
 * belongs to another workspace, or was deleted while it ran) are passed over. Each execution is folded once, as that
 * copies its task runs.
 */
export function foldEvents(state: RunState, events: EventBatch): RunState {
  const begun = new Set<string>()
  const changes = new Map<string, ExecutionEvent[]>()
  const progress = new Map(state.progress)
  const lines = new Map<string, LogEntry[]>()
  const measured = new Map<string, MetricEntry[]>()
  for (const event of events) {
    const { executionId } = event
    if (event.type === 'execution-created') begun.add(executionId)
    else if (!state.runs.has(executionId) && !begun.has(executionId)) continue
    switch (event.type) {
      case 'log':
        listOf(lines, executionId).push(event.entry)
        break
      case 'progress':
        progress.set(executionId, upsertProgress(progress.get(executionId) ?? [], event.progress))
        break
      case 'metric':
        listOf(measured, executionId).push(event.entry)
        break
      default:
        listOf(changes, executionId).push(event)
    }
  }
  const runs = new Map(state.runs)
  for (const [id, own] of changes) runs.set(id, reduceExecution(runs.get(id), own))
  return {
    runs,
    progress,
    logs: appended(state.logs, lines),
    metrics: appended(state.metrics, measured),
  }
}

function listOf<T>(lists: Map<string, T[]>, executionId: string): T[] {
  const list = lists.get(executionId) ?? []
  lists.set(executionId, list)
  return list
}

/** Lists with more at their ends; the engine keeps a log from growing without end. */
function appended<T>(
  lists: ReadonlyMap<string, readonly T[]>,
  added: ReadonlyMap<string, readonly T[]>,
): ReadonlyMap<string, readonly T[]> {
  if (added.size === 0) return lists
  const next = new Map(lists)
  for (const [executionId, entries] of added) next.set(executionId, [...(next.get(executionId) ?? []), ...entries])
  return next
}

function upsertProgress(list: readonly Progress[], progress: Progress): readonly Progress[] {
  const at = list.findIndex(other => other.id === progress.id)
  return at === -1 ? [...list, progress] : list.with(at, { ...list[at], ...progress })
}

/** Runs by id. */
export const byId = (executions: readonly Execution[]): ReadonlyMap<string, Execution> =>
  new Map(executions.map(execution => [execution.id, execution]))
