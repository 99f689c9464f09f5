import type { ReactNode } from 'react'
import { type Execution, isTerminated } from '../../model'
import { Icon, StateIcon } from '../controls'
import { formatCount } from '../format'
import { selectedRun } from '../state/pageState'
import { usePageState } from '../state/usePage'
import { Details } from './Details'
import { Downloads } from './Downloads'
import { FailureCard } from './FailureCard'
import { failureOf } from './failures'
import { Logs } from './Logs'
import { PausedTasks } from './PausedTasks'
import styles from './run.module.css'
import { TaskList } from './TaskList'

/** The Overview tab: what failed, what is downloading, the tasks, then inputs, outputs and files. */
export function Overview(): ReactNode {
  const run = usePageState(selectedRun)
  if (!run) return null
  const ended = isTerminated(run.state.current)
  const failure = failureOf(run)
  const succeeded = run.state.current === 'SUCCESS' || run.state.current === 'WARNING'
  return (
    <div className={styles.overview}>
      {run.state.current === 'FAILED' && failure && <FailureCard execution={run} found={failure} />}
      {(run.state.current === 'FAILED' || run.state.current === 'CANCELLED') && !failure && <Ended execution={run} />}
      {run.state.current === 'KILLED' && <Stopped execution={run} />}
      <PausedTasks execution={run} />
      <Downloads execution={run} />
      <TaskList execution={run} />
      {succeeded ? (
        <Details execution={run} />
      ) : (
        <>
          <Logs execution={run} embedded />
          {ended && <Details execution={run} />}
        </>
      )}
    </div>
  )
}

/** Why a run ended that no task failed: what its log says last of it. */
function Ended({ execution: { id, state } }: { readonly execution: Execution }): ReactNode {
  const why = usePageState(({ logs }) => logs.get(id)?.findLast(({ level }) => level === 'ERROR' || level === 'WARN'))
  if (!why) return null
  return (
    <section className={styles.ended} aria-label="Failure">
      <StateIcon state={state.current} />
      <p>{why.message}</p>
    </section>
  )
}

function Stopped({ execution }: { readonly execution: Execution }): ReactNode {
  const count = (wanted: string): number => execution.taskRuns.filter(({ state }) => state.current === wanted).length
  const notRun = usePageState(state => {
    const known = new Set(execution.taskRuns.map(({ taskId }) => taskId))
    return state.check?.outline.filter(({ id }) => !known.has(id)).length ?? 0
  })
  return (
    <section className={styles.stopped} aria-label="Stopped">
      <Icon name="stop" />
      <p>
        {execution.note ?? 'You stopped it.'} {formatCount(count('SUCCESS'), 'task')} done, {count('KILLED')} stopped,{' '}
        {notRun} not run.
      </p>
    </section>
  )
}
