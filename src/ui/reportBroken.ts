import type { Page } from './state/page'

/** Tells of errors of ours that nobody caught; no data leaves, the person may copy what happened. */
export function reportBroken(page: Page): void {
  const tell = (error: unknown): void => {
    const report = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error)
    page.toast('Something in Flowyard broke, not in your flow. Your text is saved.', {
      title: 'Copy report',
      run: () => void navigator.clipboard.writeText(report),
    })
  }
  window.addEventListener('unhandledrejection', event => tell(event.reason))
  window.addEventListener('error', event => {
    // Without an error object it is the browser's note that a ResizeObserver goes on in the next frame.
    if (event.error) tell(event.error)
  })
}
