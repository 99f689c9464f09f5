import type { ReactNode } from 'react'
import { usePageState } from '../state/usePage'
import styles from './flow.module.css'

/** The flow as plain text with its line numbers, where the editor will stand. */
export function PlainText(): ReactNode {
  const source = usePageState(state => state.draft.source)
  return (
    <pre className={styles.plain}>
      {source.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its number
        <span key={index} className={styles.plainLine}>
          {line}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
