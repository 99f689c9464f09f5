import type { ReactNode } from 'react'
import { Button, Icon, IconButton } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { isUnsavedCopy } from './opened'
import styles from './opened.module.css'

/** What a person must know of a flow that came from outside: that it is cut, that it is now theirs, why none came. */
export function OpenedNotice(): ReactNode {
  const page = usePage()
  const problem = usePageState(state => state.openProblem)
  const damaged = usePageState(state => state.opened?.damaged ?? false)
  const edited = usePageState(isUnsavedCopy)
  if (problem) {
    return (
      <div className={styles.notice} data-kind="problem" role="alert">
        <Icon name="alert" />
        <span className={styles.words}>{problem}</span>
        <IconButton name="Close message" icon="close" size="small" onClick={page.closeOpenProblem} />
      </div>
    )
  }
  if (edited) {
    return (
      <div className={styles.notice}>
        <Icon name="edit" />
        <span className={styles.words}>This is your copy now. It is not saved yet.</span>
        <Button size="small" onClick={() => void page.saveCopy()}>
          Save a copy
        </Button>
        <Button size="small" look="ghost" onClick={page.backToOpened}>
          Back to how it came
        </Button>
      </div>
    )
  }
  if (!damaged) return null
  return (
    <div className={styles.notice} data-kind="problem" role="alert">
      <Icon name="alert" />
      <span className={styles.words}>
        This link is cut off. What could be read of it is here. Ask for it again, or paste the flow here.
      </span>
    </div>
  )
}
