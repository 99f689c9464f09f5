import type { ReactNode } from 'react'
import { Button } from '../controls'
import { formatBytes } from '../format'
import { usePage, usePageState } from '../state/usePage'
import styles from './run.module.css'

/** Asks once before a run downloads over mobile data. */
export function MobileQuestion(): ReactNode {
  const page = usePage()
  const bytes = usePageState(state => state.mobileBytes)
  if (bytes === undefined) return null
  return (
    <section className={styles.asked} aria-label="Mobile data">
      <p className={styles.askedWords}>Download {formatBytes(bytes)} over mobile data?</p>
      <Button look="primary" onClick={() => void page.answerMobile(true)}>
        Download and run
      </Button>
      <Button onClick={() => void page.answerMobile(false)}>Not now</Button>
    </section>
  )
}
