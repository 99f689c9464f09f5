import type { ReactNode } from 'react'
import { durationOf, type Execution, isTerminated } from '../../model'
import { Icon, StateBadge } from '../controls'
import { formatClock, formatDay, formatDuration, formatRunning, formatUtc } from '../format'
import { OpenedTag } from '../opened/OpenedTag'
import { selectedRun } from '../state/pageState'
import { useNow, usePageState } from '../state/usePage'
import { badgesOf } from './badges'
import { ReplayMenu } from './ReplayMenu'
import { CompareButton, ExportButton } from './RunActions'
import { RunPicker } from './RunPicker'
import styles from './run.module.css'

/** The line over the tabs: state, number, duration, start, and the way to other runs. */
export function RunHeader(): ReactNode {
  const run = usePageState(selectedRun)
  const runs = usePageState(state => state.runs.size)
  if (!run) {
    return (
      <div className={styles.header}>
        <OpenedTag>
          <span className={styles.readyTag}>
            <Icon name="play" size={13} /> Ready to run
          </span>
          <span className={styles.headerHint}>Nothing runs until you press Run.</span>
        </OpenedTag>
        <span className={styles.space} />
        {runs > 0 && <RunPicker title="Earlier runs" />}
      </div>
    )
  }
  const ended = isTerminated(run.state.current)
  return (
    <div className={styles.header}>
      <StateBadge state={run.state.current} />
      <RunPicker title={`Run ${run.number}`} />
      <Times run={run} />
      {badgesOf(run.taskRuns).map(badge => (
        <span key={badge} className={styles.badge}>
          {badge}
        </span>
      ))}
      <span className={styles.space} />
      {ended && <CompareButton run={run} />}
      {ended && <ReplayMenu run={run} />}
      {ended && <ExportButton run={run} />}
      {!ended && <span className={styles.headerHint}>You can keep editing. Changes apply to the next run.</span>}
    </div>
  )
}

function Times({ run }: { readonly run: Execution }): ReactNode {
  const ended = isTerminated(run.state.current)
  const now = useNow(!ended)
  const outline = usePageState(state => state.check?.outline.length ?? 0)
  const start = run.state.histories[0]?.date ?? ''
  const took = durationOf(run.state, now)
  const done = run.taskRuns.filter(({ state }) => state.current !== 'CREATED').length
  if (!ended) {
    return (
      <span className={styles.times}>
        {formatRunning(took)}, task {Math.max(1, done)} of {Math.max(outline, run.taskRuns.length, 1)}
      </span>
    )
  }
  const day = formatDay(start, now)
  return (
    <span className={styles.times} title={formatUtc(start)}>
      {formatDuration(took)} · {day ? `${day}, ` : ''}
      {formatClock(start)}
    </span>
  )
}
