import { durationOf, type TaskRun } from '../../model'
import type { ShownState } from '../controls'
import { formatDuration, formatRunning } from '../format'

/** How long the runs of a task took together; nothing before the first. */
export function timeOf(runs: readonly TaskRun[], state: ShownState, now: number): string {
  if (runs.length === 0) return ''
  const took = runs.reduce((sum, run) => sum + durationOf(run.state, now), 0)
  return state === 'RUNNING' ? formatRunning(took) : formatDuration(took)
}
