import type { ReactNode } from 'react'
import { isTerminated } from '../../model'
import { Button } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import styles from './offline.module.css'

/** Offers a new build of the page; while a flow runs it waits. */
export function UpdateNotice(): ReactNode {
  const page = usePage()
  const running = usePageState(
    ({ starting, runs }) => starting || [...runs.values()].some(run => !isTerminated(run.state.current)),
  )
  if (running) return null
  const reload = async (): Promise<void> => {
    page.flush()
    ;(await page.services.offline()).takeUpdate()
  }
  return (
    <div className={styles.update} role="status" aria-label="Update">
      <span>A new version is ready.</span>
      <Button size="small" onClick={() => void reload()}>
        Reload
      </Button>
      <Button size="small" look="ghost" onClick={() => page.store.setState({ updateReady: false })}>
        Later
      </Button>
    </div>
  )
}
