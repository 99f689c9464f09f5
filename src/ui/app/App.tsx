import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react'
import { StatusBar } from '../bar/StatusBar'
import { TopBar } from '../bar/TopBar'
import { FlowPane } from '../flow/FlowPane'
import { isUnsavedCopy } from '../opened/opened'
import { ExecutionPane } from '../run/ExecutionPane'
import type { Page } from '../state/page'
import { PageContext, usePage, usePageState } from '../state/usePage'
import styles from './App.module.css'
import { BottomBar } from './BottomBar'
import { Divider } from './Divider'
import { LiveRegions, ToastView } from './Messages'
import { useLayout } from './useLayout'
import { useShortcuts } from './useShortcuts'
import { useTheme } from './useTheme'

const UpdateNotice = lazy(() => import('../offline/UpdateNotice').then(module => ({ default: module.UpdateNotice })))
const Dialogs = lazy(() => import('../dialogs/Dialogs').then(module => ({ default: module.Dialogs })))

/** The whole page. */
export function App({ page }: { readonly page: Page }): ReactNode {
  return (
    <PageContext value={page}>
      <Frame />
    </PageContext>
  )
}

function Frame(): ReactNode {
  const page = usePage()
  const root = useRef<HTMLDivElement>(null)
  const layout = usePageState(state => state.layout)
  const pane = usePageState(state => state.pane)
  const dialog = usePageState(state => state.dialog)
  const updateReady = usePageState(state => state.updateReady)
  useLayout(root)
  useTheme()
  useShortcuts(root)
  useLeaving(page)
  const one = layout === 'single' || layout === 'phone'
  return (
    <div ref={root} className={styles.page} data-layout={layout}>
      <div className={styles.skip}>
        <a href="#flow">Skip to the flow</a>
        <a href="#execution">Skip to the execution</a>
      </div>
      <TopBar />
      {updateReady && (
        <Suspense>
          <UpdateNotice />
        </Suspense>
      )}
      <main className={styles.main}>
        <section id="flow" aria-label="Flow" className={styles.flow} hidden={one && pane !== 'flow'} tabIndex={-1}>
          <FlowPane />
        </section>
        {!one && <Divider />}
        <section
          id="execution"
          aria-label="Execution"
          className={styles.execution}
          hidden={one && pane !== 'execution'}
          tabIndex={-1}
        >
          <ExecutionPane />
        </section>
      </main>
      {layout === 'phone' ? <BottomBar /> : <StatusBar />}
      <ToastView />
      <LiveRegions />
      {dialog && (
        <Suspense>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
    </div>
  )
}

/**
 * Writes what is not yet written when the page goes, and asks before it goes in the middle of a run, or with an
 * edited flow from outside that nothing keeps.
 */
function useLeaving(page: Page): void {
  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') page.flush()
    }
    const leaving = (event: BeforeUnloadEvent): void => {
      page.flush()
      const state = page.store.getState()
      const isRunning = [...state.runs.values()].some(run => ['RUNNING', 'PAUSED'].includes(run.state.current))
      if (isRunning || isUnsavedCopy(state)) event.preventDefault()
    }
    const online = (): void => page.store.setState({ online: navigator.onLine })
    online()
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', page.flush)
    window.addEventListener('beforeunload', leaving)
    window.addEventListener('online', online)
    window.addEventListener('offline', online)
    return () => {
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', page.flush)
      window.removeEventListener('beforeunload', leaving)
      window.removeEventListener('online', online)
      window.removeEventListener('offline', online)
    }
  }, [page])
}
