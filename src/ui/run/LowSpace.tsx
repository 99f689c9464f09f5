import type { ReactNode } from 'react'
import { Button, Icon } from '../controls'
import { formatBytes } from '../format'
import { usePage, usePageState } from '../state/usePage'
import styles from './run.module.css'

/** What is kept takes more room than its bytes alone. */
const MARGIN = 1.2

/** Says that this browser has too little room for what a run downloads; it runs all the same, but keeps nothing. */
export function LowSpace({ bytes }: { readonly bytes: number }): ReactNode {
  const page = usePage()
  const usage = usePageState(state => state.usage)
  const free = usage && Math.max(0, usage.quota - usage.used)
  if (free === undefined || bytes <= 0 || bytes * MARGIN <= free) return null
  return (
    <p className={styles.lowSpace} role="status">
      <Icon name="alert" size={14} />
      <span>
        This browser has {formatBytes(free)} free for Flowyard. This flow needs {formatBytes(bytes * MARGIN)}.
      </span>
      <Button size="small" onClick={() => page.showDialog('storage')}>
        Free space
      </Button>
    </p>
  )
}
