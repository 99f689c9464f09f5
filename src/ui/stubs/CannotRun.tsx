import type { ReactNode } from 'react'
import type { ReadyItem } from '../../engine'
import { Button } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { StubMark } from './StubMark'
import { stubWords, withoutStub } from './stubs'
import styles from './stubs.module.css'

/** What can be done about one task that cannot run here: a stub is given, changed or taken away. */
export function StubOf({ item: { taskId } }: { readonly item: ReadyItem }): ReactNode {
  const page = usePage()
  const stub = usePageState(state => (taskId === undefined ? undefined : state.stubs[taskId]))
  if (taskId === undefined) return null
  if (!stub) {
    return (
      <Button size="small" onClick={() => page.editStub(taskId)}>
        Give it a stub
      </Button>
    )
  }
  return (
    <>
      <StubMark /> {stubWords(stub)}{' '}
      <Button size="small" aria-label={`Change the stub of ${taskId}`} onClick={() => page.editStub(taskId)}>
        Change
      </Button>
    </>
  )
}

/** Runs the flow without its tasks that cannot run here and have no stub. */
export function RunOthers(): ReactNode {
  const page = usePage()
  const without = usePageState(({ check, stubs }) => withoutStub(check, stubs).length)
  const starting = usePageState(state => state.starting)
  if (without === 0) return null
  return (
    <p className={styles.others}>
      <Button size="small" icon="play" disabled={starting} onClick={() => void page.runOthers()}>
        Run the others
      </Button>
      <span>
        {without === 1 ? 'It is passed over, and its log shows' : 'They are passed over, and their logs show'} what
        would have been sent.
      </span>
    </p>
  )
}
