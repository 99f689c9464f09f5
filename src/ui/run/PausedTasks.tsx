import type { ReactNode } from 'react'
import type { Execution } from '../../model'
import { Button, StateIcon } from '../controls'
import { usePage } from '../state/usePage'
import styles from './run.module.css'

/** Tasks that wait for a person, each with the way on. */
export function PausedTasks({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const paused = execution.taskRuns.filter(
    ({ id, state }) => state.current === 'PAUSED' && id !== execution.question?.taskRunId,
  )
  return paused.map(({ id, taskId }) => (
    <section key={id} className={styles.paused} aria-label={`${taskId} is paused`}>
      <StateIcon state="PAUSED" bare />
      <p>{taskId} waits for you.</p>
      <Button look="primary" size="small" onClick={() => void page.resume(id, {})}>
        Resume
      </Button>
    </section>
  ))
}
