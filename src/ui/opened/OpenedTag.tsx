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

/** Marks a run that came with the flow: what its author saw, not what happened here; and the way to run it here. */
export function AuthorBar({ runId }: { readonly runId: string }): ReactNode {
  const page = usePage()
  const isAuthors = usePageState(state => state.opened?.authorRun === runId)
  const ranHere = usePageState(state => state.runs.size > 1)
  if (!isAuthors) return null
  return (
    <section className={styles.author} aria-label="The author’s run">
      <span className={styles.tag}>
        <Icon name="link" size={13} /> The author’s run
      </span>
      <span className={styles.hint}>{ranHere ? 'It came with the flow.' : 'Nothing has run here.'}</span>
      <Button size="small" icon="play" onClick={() => void page.run()}>
        Run it here
      </Button>
      <Button size="small" onClick={() => void page.saveCopy()}>
        Save a copy
      </Button>
    </section>
  )
}

/** For a flow that came with responses: runs it without the network. */
export function RunRecorded(): ReactNode {
  const page = usePage()
  const recorded = usePageState(state => (state.opened?.recordings.length ?? 0) > 0)
  if (!recorded) return null
  return (
    <Button size="large" onClick={() => void page.runRecorded()}>
      Run with recorded responses
    </Button>
  )
}
