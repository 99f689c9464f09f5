import { isTerminated } from '../model'
import type { RunView } from './run'
import { taskLines } from './summary'
import type { Talk } from './talk'

/** Tells the page around what changed between two moments of a run; values of outputs are never part of it. */
export function announce(tell: Talk['tell'], before: RunView, after: RunView, yaml: string): void {
  if (after.refusal && after.refusal !== before.refusal) {
    tell({ type: 'error', code: 'invalid-flow', message: after.refusal })
  }
  announceDownloads(tell, before, after)
  if (!after.execution || after.execution === before.execution) return
  announceTasks(tell, before, after.execution, yaml)
  const { current, histories } = after.execution.state
  if (!isTerminated(current) || before.execution?.state.current === current) return
  const start = Date.parse(histories[0]?.date ?? '')
  tell({ type: 'runend', state: current, ms: Date.parse(histories.at(-1)?.date ?? '') - start })
}

function announceDownloads(tell: Talk['tell'], before: RunView, after: RunView): void {
  if (before.progress === after.progress) return
  const sum = (of: 'received' | 'total') => after.progress.reduce((all, part) => all + (part[of] ?? 0), 0)
  if (sum('total') > 0) tell({ type: 'download', got: sum('received'), total: sum('total') })
}

function announceTasks(
  tell: Talk['tell'],
  before: RunView,
  execution: NonNullable<RunView['execution']>,
  yaml: string,
): void {
  const lines = taskLines(yaml)
  const known = new Map(before.execution?.taskRuns.map(({ id, state }) => [id, state.current]))
  for (const { id, taskId, state, failure } of execution.taskRuns) {
    if (known.get(id) === state.current) continue
    const line = lines.get(taskId)
    const place = line === undefined ? {} : { line }
    tell({ type: 'task', task: taskId, state: state.current, ...place })
    if (failure) tell({ type: 'error', code: 'failed', task: taskId, message: failure.message, ...place })
  }
}
