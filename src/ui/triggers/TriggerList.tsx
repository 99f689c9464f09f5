import type { ReactNode } from 'react'
import { Button } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import styles from './triggers.module.css'

/** The triggers of the flow, each to be fired by hand. */
export function TriggerList(): ReactNode {
  const page = usePage()
  const triggers = usePageState(state => state.check?.triggers) ?? []
  if (triggers.length === 0) return null
  return (
    <section className={styles.list} aria-label="Triggers">
      <h3>Triggers</h3>
      <ul>
        {triggers.map(({ id, name }) => (
          <li key={id}>
            <code>{id}</code> <span>{name}</span>
            <Button size="small" aria-label={`Run as ${id}`} onClick={() => page.editFiring(id)}>
              Run as this
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
