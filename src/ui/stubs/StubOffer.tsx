import type { ReactNode } from 'react'
import { Button } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import { withoutStub } from './stubs'

/** The two ways on from a task that cannot run here; nothing for other tasks. */
export function StubOffer({ taskId }: { readonly taskId: string | undefined }): ReactNode {
  const page = usePage()
  const needed = usePageState(({ check, stubs }) => taskId !== undefined && withoutStub(check, stubs).includes(taskId))
  if (!needed || taskId === undefined) return null
  return (
    <>
      <Button onClick={() => page.editStub(taskId)}>Give it a stub</Button>
      <Button onClick={() => void page.runOthers()}>Run the others</Button>
    </>
  )
}
