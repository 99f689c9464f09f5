import type { Tab } from '../controls'
import { type PageState, type RunTab, selectedRun } from '../state/pageState'

/** The tabs of the execution pane, in their order; the keys 1 to 9 follow it. */
export const tabsOf = (lines: number): readonly Tab<RunTab>[] => [
  { id: 'overview', title: 'Overview' },
  { id: 'gantt', title: 'Gantt' },
  { id: 'logs', title: 'Logs', ...(lines > 0 ? { count: lines } : {}) },
  { id: 'topology', title: 'Topology' },
  { id: 'outputs', title: 'Outputs' },
  { id: 'metrics', title: 'Metrics' },
]

/** How many lines the log of the run on the right has. */
export function countLines(state: PageState): number {
  const run = selectedRun(state)
  return (run && state.logs.get(run.id)?.length) ?? 0
}
