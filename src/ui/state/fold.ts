import type { EventBatch } from '../../engine'
import {
  type Execution,
  type ExecutionEvent,
  type LogEntry,
  type MetricEntry,
  type Progress,
  reduceExecution,
} from '../../model'
import type { LogLines, PageState } from './pageState'

/** The part of the page's state that is a fold of the engine's events. */
export type RunState = Pick<PageState, 'runs' | 'logs' | 'metrics' | 'progress'>

const FIRST_KEPT = 10_000
const LAST_KEPT = 40_000

export const NO_LINES: LogLines = { entries: [], dropped: 0 }

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
    logs: lines.size === 0 ? state.logs : addLines(state.logs, lines),
    metrics: measured.size === 0 ? state.metrics : addMetrics(state.metrics, measured),
  }
}

function listOf<T>(lists: Map<string, T[]>, executionId: string): T[] {
  const list = lists.get(executionId) ?? []
  lists.set(executionId, list)
  return list
}

function addLines(
  logs: ReadonlyMap<string, LogLines>,
  added: ReadonlyMap<string, readonly LogEntry[]>,
): ReadonlyMap<string, LogLines> {
  const next = new Map(logs)
  for (const [executionId, entries] of added) next.set(executionId, appendLines(next.get(executionId), entries))
  return next
}

function addMetrics(
  metrics: PageState['metrics'],
  added: ReadonlyMap<string, readonly MetricEntry[]>,
): PageState['metrics'] {
  const next = new Map(metrics)
  for (const [executionId, entries] of added) {
    next.set(executionId, [...(next.get(executionId) ?? []), ...entries])
  }
  return next
}

/** Adds lines to a log, keeping the first 10 000 and the last 40 000. */
export function appendLines(lines: LogLines | undefined, added: readonly LogEntry[]): LogLines {
  const { entries, dropped } = lines ?? NO_LINES
  const all = entries.length === 0 ? added : [...entries, ...added]
  const over = all.length - FIRST_KEPT - LAST_KEPT
  if (over <= 0) return { entries: all, dropped }
  return { entries: [...all.slice(0, FIRST_KEPT), ...all.slice(FIRST_KEPT + over)], dropped: dropped + over }
}

/** How many lines stand before the gap of a log that was cut. */
export const linesBeforeGap = FIRST_KEPT

function upsertProgress(list: readonly Progress[], progress: Progress): readonly Progress[] {
  const at = list.findIndex(other => other.id === progress.id)
  return at === -1 ? [...list, progress] : list.with(at, { ...list[at], ...progress })
}

/** Runs by id. */
export const byId = (executions: readonly Execution[]): ReadonlyMap<string, Execution> =>
  new Map(executions.map(execution => [execution.id, execution]))
