import type { ReactNode } from 'react'
import styles from './ChangeMark.module.css'
import type { Change } from './changes'

/** The sign of a value that another run has otherwise, or not at all; with how many values in it differ. */
export function ChangeMark({ change }: { readonly change: Change | undefined }): ReactNode {
  if (!change) return null
  return (
    <span className={styles.mark} data-sign={change.sign}>
      {change.sign}
      {change.count > 1 && ` ${change.count}`}
    </span>
  )
}

type RemovedProps = { readonly keys: readonly string[]; readonly otherRun: number | undefined }

/** How many keys only the other run has; their names stand in its tooltip. */
export function Removed({ keys, otherRun }: RemovedProps): ReactNode {
  if (keys.length === 0) return null
  const text = `Only in run ${otherRun}: ${keys.join(', ')}`
  return (
    <span className={styles.mark} data-sign="−" title={text}>
      − {keys.length}
      <span className="visually-hidden">. {text}</span>
    </span>
  )
}

/** What a screen reader says of a row that may have changed. */
export function spoken(name: string, change: Change | undefined): string {
  if (!change) return name
  const word = change.sign === '+' ? 'added' : 'changed'
  return change.count > 1 ? `${name}, ${change.count} values ${word}` : `${name}, ${word}`
}
