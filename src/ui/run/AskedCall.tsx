import type { ReactNode } from 'react'
import { type Execution, isTerminated } from '../../model'
import { Button, StateIcon } from '../controls'
import { usePage } from '../state/usePage'
import styles from './run.module.css'

/** A call that was not in the list of what Run does: the run waits until a person has decided. */
export function AskedCall({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const { question, state } = execution
  if (!question || isTerminated(state.current)) return null
  const { id, taskId, host, method, url } = question
  return (
    <section className={styles.asked} role="alert" aria-label={`A call to ${host} waits for you`}>
      <StateIcon state="PAUSED" bare />
      <p className={styles.askedWords}>
        {taskId ?? 'This flow'} wants to call <b>{host}</b>, which was not in the list.
        <code title={url}>
          {method} {url}
        </code>
      </p>
      <Button size="small" onClick={() => void page.answer(id, 'once')}>
        Allow once
      </Button>
      <Button size="small" onClick={() => void page.answer(id, 'run')}>
        Allow for this run
      </Button>
      <Button size="small" onClick={() => void page.answer(id, 'refuse')}>
        Refuse
      </Button>
    </section>
  )
}
