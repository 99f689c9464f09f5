import type { ReactNode } from 'react'
import type { RuntimeStatus } from '../client'
import { Icon } from '../controls'
import { usePageState } from '../state/usePage'
import styles from './offline.module.css'

/** What still works while there is no network. */
export function OfflineLine(): ReactNode {
  const missing = usePageState(({ runtimes }) => namesOf(runtimes.filter(({ here }) => !here)))
  return (
    <p className={styles.line} role="status">
      <Icon name="globe" size={14} />
      {missing === '' ? 'Offline. Python and SQL tasks still run.' : `Offline. ${missing} not in this browser yet.`}
    </p>
  )
}

const namesOf = (runtimes: readonly RuntimeStatus[]): string =>
  runtimes.map(({ title }) => title.split(' ')[0]).join(' and ') +
  (runtimes.length > 1 ? ' are' : runtimes.length === 1 ? ' is' : '')
