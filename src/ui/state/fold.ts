import type { EventBatch } from '../../engine'
import { type Execution, type LogEntry, type MetricEntry, type Progress, reduceExecution } from '../../model'
import type { LogLines, PageState } from './pageState'

/** The part of the page's state that is a fold of the engine's events. */
export type RunState = Pick<PageState, 'runs' | 'logs' | 'metrics' | 'progress'>

const FIRST_KEPT = 10_000
const LAST_KEPT = 40_000

export const NO_LINES: LogLines = { entries: [], dropped: 0 }

/**
 * Folds a batch of events into the page's runs, logs and progress. Events of an execution that is not known (it
 * belongs to another workspace, or was deleted while it ran) are passed over.
 */
export function foldEvents(state: RunState, events: EventBatch): RunState {
  const runs = new Map(state.runs)
  const progress = new Map(state.progress)
  const lines = new Map<string, LogEntry[]>()
  const measured = new Map<string, readonly MetricEntry[]>()
  for (const event of events) {
    const known = runs.get(event.executionId)
    if (!known && event.type !== 'execution-created') continue
    switch (event.type) {
      case 'log':
        listOf(lines, event.executionId).push(event.entry)
        break
      case 'progress':
        progress.set(event.executionId, upsertProgress(progress.get(event.executionId) ?? [], event.progress))
        break
      case 'metric':
        measured.set(event.executionId, [...(measured.get(event.executionId) ?? []), event.entry])
        break
      default:
        runs.set(event.executionId, reduceExecution(known, event))
    }
  }
  return {
    runs,
    progress,
    logs: lines.size === 0 ? state.logs : addLines(state.logs, lines),
    metrics: measured.size === 0 ? state.metrics : addMetrics(state.metrics, measured),
  }
}

function listOf(lines: Map<string, LogEntry[]>, executionId: string): LogEntry[] {
  const list = lines.get(executionId) ?? []
  lines.set(executionId, list)
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
