import type { NoRoom } from '../../offline'
import { formatBytes } from '../format'
import type { Page } from '../state/page'
import { refreshSaved } from './followOffline'

/** Saves everything; it goes on while the page is used, and what has come stays when it is stopped. */
export async function saveForOffline(page: Page, missing: number): Promise<void> {
  if (page.store.getState().saving) return
  const controller = new AbortController()
  const stop = (): void => controller.abort()
  const tell = (received: number, total: number): void => page.store.setState({ saving: { received, total, stop } })
  page.store.setState({ saveProblem: undefined })
  tell(0, missing)
  try {
    const offline = await page.services.offline()
    await offline.save(controller.signal, tell)
  } catch (error) {
    if (!controller.signal.aborted) page.store.setState({ saveProblem: problemOf(error) })
  }
  page.store.setState({ saving: undefined })
  await Promise.all([refreshSaved(page), page.refreshUsage(), page.recheck()]).catch(() => undefined)
}

function problemOf(error: unknown): { readonly text: string; readonly full: boolean } {
  if (!(error instanceof Error)) return { text: String(error), full: false }
  if (error.name !== 'NoRoom') return { text: `${error.message} What has come is kept.`, full: false }
  const { needed, free } = error as NoRoom
  const room = free === undefined ? 'This browser has no more room' : `This browser has ${formatBytes(free)} free`
  return { text: `${room} for Flowyard. The rest needs ${formatBytes(needed)}. What has come is kept.`, full: true }
}
