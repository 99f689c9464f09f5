import type { ReactNode } from 'react'
import { Button, IconButton } from '../controls'
import { usePage, usePageState } from '../state/usePage'
import styles from './App.module.css'

/** What was just done, with a way back where there is one. */
export function ToastView(): ReactNode {
  const page = usePage()
  const toast = usePageState(state => state.toast)
  return (
    <div role="status" aria-label="Message">
      {toast && (
        <div className={styles.toast}>
          <span>{toast.text}</span>
          {toast.action && (
            <Button size="small" onClick={toast.action.run}>
              {toast.action.title}
            </Button>
          )}
          <IconButton name="Close message" icon="close" size="small" onClick={page.closeToast} />
        </div>
      )}
    </div>
  )
}

/** Texts for screen readers: what a run does, politely; that it failed, at once. */
export function LiveRegions(): ReactNode {
  const polite = usePageState(state => state.polite)
  const assertive = usePageState(state => state.assertive)
  return (
    <>
      <div aria-live="polite" className="visually-hidden">
        {polite}
      </div>
      <div aria-live="assertive" className="visually-hidden">
        {assertive}
      </div>
    </>
  )
}
