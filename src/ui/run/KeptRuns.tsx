import type { ReactNode } from 'react'
import { join } from '../controls'
import { KEPT_CHOICES } from '../state/keeping'
import { usePage, usePageState } from '../state/usePage'
import styles from './run.module.css'

/** How many runs stay, and the choice of it. */
export function KeptRuns({ className }: { readonly className: string | undefined }): ReactNode {
  const page = usePage()
  const kept = usePageState(state => state.keptRuns)
  return (
    <p className={join(styles.keptRuns, className)}>
      <label>
        Keeps the last{' '}
        <select value={kept} onChange={({ target }) => page.setKeptRuns(Number(target.value))}>
          {KEPT_CHOICES.map(count => (
            <option key={count}>{count}</option>
          ))}
        </select>{' '}
        runs
      </label>{' '}
      and those that are pinned. Older ones are deleted when a run ends.
    </p>
  )
}
