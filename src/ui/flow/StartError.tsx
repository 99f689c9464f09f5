import type { ReactNode } from 'react'
import { join, StateIcon } from '../controls'
import { usePageState } from '../state/usePage'
import styles from './flow.module.css'

/** Why the last press of Run started nothing. */
export function StartError(): ReactNode {
  const error = usePageState(state => state.startError)
  if (!error) return null
  return (
    <div className={join(styles.notice, styles.error)} role="alert">
      <StateIcon state="FAILED" bare />
      <span>Nothing was run. {error}</span>
    </div>
  )
}
