import type { Page } from '../state/page'

/**
 * Opens what the page's address names, `#/v1/…` or `?src=`, now and when its fragment changes. When the opened flow is
 * left or saved, the address lets go of it, so that a reload shows what is kept.
 */
export async function followAddress(page: Page): Promise<void> {
  window.addEventListener('hashchange', () => void page.openLink(location.hash))
  page.store.subscribe((after, before) => {
    if (before.opened && !after.opened) history.replaceState(null, '', location.pathname)
  })
  const src = new URLSearchParams(location.search).get('src')
  if (src) await page.openAddress(src)
  else await page.openLink(location.hash)
}
