import type { ReactNode } from 'react'
import { Button, Icon } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { originWords } from './opened'
import styles from './opened.module.css'

/** Says over the list of what Run will do where the flow came from; `children` stand there for flows of this browser. */
export function OpenedTag({ children }: { readonly children: ReactNode }): ReactNode {
  const opened = usePageState(state => state.opened)
  const runs = usePageState(state => state.runs.size)
  if (!opened) return children
  return (
    <>
      <span className={styles.tag}>
        <Icon name="link" size={13} /> {originWords(opened)}
      </span>
      <span className={styles.hint}>{runs === 0 ? 'Nothing has run. ' : ''}Nothing runs until you press Run.</span>
    </>
  )
}

/** For a run that came in a .zip: runs its flow in this browser. */
export function RunHere(): ReactNode {
  const page = usePage()
  const fromZip = usePageState(state => state.opened?.from === 'zip')
  if (!fromZip) return null
  return (
    <>
      <Button size="small" icon="play" onClick={() => void page.run()}>
        Run it here
      </Button>
      <Button size="small" onClick={() => void page.saveCopy()}>
        Save a copy
      </Button>
    </>
  )
}
