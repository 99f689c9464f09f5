import { type ReactNode, useCallback, useEffect, useState } from 'react'
import type { OfflineState } from '../../offline'
import type { PageOffline } from '../client'
import { Button, Dialog } from '../controls'
import { usePage } from '../state/usePage'
import { FlowAnswer } from './FlowAnswer'
import { refreshSaved } from './followOffline'
import { KeptList } from './KeptList'
import styles from './offline.module.css'
import { SaveBox } from './SaveBox'

/** What works without a network: everything at once, the open flow, and what is kept for it. */
export function OfflineDialog(): ReactNode {
  const page = usePage()
  const [offline, setOffline] = useState<PageOffline>()
  const [state, setState] = useState<OfflineState>()
  const [problem, setProblem] = useState<string>()
  const refresh = useCallback(async (): Promise<void> => {
    try {
      const opened = await page.services.offline()
      setOffline(opened)
      setState(await opened.state())
      await Promise.all([refreshSaved(page), page.refreshUsage(), page.recheck()])
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }, [page])
  useEffect(() => {
    void refresh()
  }, [refresh])
  return (
    <Dialog title="Offline" onClose={() => page.showDialog(undefined)}>
      {problem && <p role="alert">The browser did not let us read what it keeps: {problem}</p>}
      {offline && state && (
        <>
          <SaveBox state={state} onChange={refresh} />
          <FlowAnswer has={offline.has} state={state} />
          <KeptList offline={offline} state={state} onChange={refresh} />
          <InstallButton offline={offline} />
        </>
      )}
    </Dialog>
  )
}

/** Offers to install the page, where the browser does. */
function InstallButton({ offline }: { readonly offline: PageOffline }): ReactNode {
  const prompt = offline.installPrompt()
  if (!prompt) return null
  return (
    <section className={styles.section}>
      <h3>As an app</h3>
      <p className={styles.row}>
        <span className={styles.words}>Opens in a window of its own, also without a network.</span>
        <Button size="small" icon="plus" onClick={() => void prompt.prompt()}>
          Install
        </Button>
      </p>
    </section>
  )
}
