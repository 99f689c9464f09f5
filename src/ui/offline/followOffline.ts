import { isMetered } from '../state/metered'
import type { Page } from '../state/page'

/**
 * Starts to keep the page once it stands and the browser has nothing better to do, and tells of new builds. Over mobile
 * data it waits until the reader asks.
 */
export function followOffline(page: Page): void {
  const start = async (): Promise<void> => {
    if (isMetered() && !navigator.serviceWorker.controller) return
    const { onUpdate } = await page.services.offline()
    onUpdate(() => page.store.setState({ updateReady: true }))
    await refreshSaved(page)
  }
  const later = (): void => idle(() => void start().catch(() => undefined))
  if (document.readyState === 'complete') later()
  else window.addEventListener('load', later, { once: true })
}

/** Looks whether everything is kept. */
export async function refreshSaved(page: Page): Promise<void> {
  const { missing, items, obstacle } = await (await page.services.offline()).state()
  const isKept = items.some(({ kind }) => kind === 'app') && missing === 0 && obstacle === undefined
  page.store.setState({ savedOffline: isKept })
}

const idle = (work: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(work)
  else setTimeout(work, 1000)
}
