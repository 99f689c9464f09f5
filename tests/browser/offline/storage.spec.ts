import type { CDPSession, Page } from '@playwright/test'
import { drive } from '../support/flowyard'
import { expect, saveForOffline, test, untilKept } from './site'

const PYTHON = `id: count
namespace: company.team
tasks:
  - id: count
    type: io.kestra.plugin.scripts.python.Script
    script: |
      print(6 * 7)
`

/** Gives the site so much room; the browser tells its own quota again when it is undefined. */
async function limit(session: CDPSession, page: Page, quotaSize?: number): Promise<void> {
  const { origin } = new URL(page.url())
  await session.send('Storage.overrideQuotaForOrigin', quotaSize === undefined ? { origin } : { origin, quotaSize })
}

/** Kept files whose bytes are not those that their key names. */
const damaged = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const found: string[] = []
    for (const name of (await caches.keys()).filter(each => /^flowyard-(?:app|runtimes)/.test(each))) {
      const cache = await caches.open(name)
      for (const { url } of await cache.keys()) {
        const [, expected] = /\?([0-9a-f]{64})$/.exec(url) ?? []
        const bytes = await (await cache.match(url))?.arrayBuffer()
        if (expected === undefined || bytes === undefined) continue
        const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
        if (Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('') !== expected) found.push(url)
      }
    }
    return found
  })

test('a browser without room says so, keeps nothing half, and saving goes on once there is some', async ({
  page,
  context,
  host,
}) => {
  const session = await context.newCDPSession(page)
  await drive(page, host.url).open()
  await untilKept(page)
  await limit(session, page, 20_000_000)
  await page.getByRole('button', { name: 'Save for offline', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Offline' })
  const save = dialog.getByRole('button', { name: /^Save for offline, \d/ })
  const problem = dialog.getByRole('alert')
  await save.click()
  await expect(problem).toContainText(/^This browser has .+ for Flowyard\. The rest needs \d+/, { timeout: 60_000 })
  await expect(problem.getByRole('button', { name: 'Free space' })).toBeVisible()
  expect(await damaged(page)).toEqual([])

  await limit(session, page, 200_000_000)
  await page.route('**/duckdb-eh.wasm*', async route => {
    await limit(session, page, 1_000_000)
    await route.continue()
  })
  await save.click()
  await expect(problem).toBeHidden()
  await expect(problem).toContainText(/for Flowyard\. The rest needs \d+/, { timeout: 60_000 })
  expect(await damaged(page)).toEqual([])

  await page.unroute('**/duckdb-eh.wasm*')
  await limit(session, page)
  await save.click()
  await expect(dialog.getByText('Saved for offline.')).toBeVisible({ timeout: 60_000 })
  expect(await damaged(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Check files' }).click()
  await expect(dialog.getByText('All files are whole.')).toBeVisible({ timeout: 60_000 })
})

test('what the browser throws away while the page is open is fetched again', async ({ page, host }) => {
  const flowyard = drive(page, host.url)
  await flowyard.open()
  await untilKept(page)
  await flowyard.write(PYTHON)
  await flowyard.run('SUCCESS')
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name)
  })
  await flowyard.run('SUCCESS')
  await page.getByRole('button', { name: 'Lessons' }).click()
  await expect(page.getByRole('dialog', { name: 'Lessons' })).toContainText('Outputs')
  await page.reload()
  await flowyard.run('SUCCESS')
  await saveForOffline(page)
  expect(await damaged(page)).toEqual([])
})

test('a damaged file is found and fetched again; what is removed is gone', async ({ page, host }) => {
  await drive(page, host.url).open()
  await untilKept(page)
  await saveForOffline(page)
  await page.evaluate(async () => {
    const cache = await caches.open('flowyard-runtimes')
    const request = (await cache.keys()).find(({ url }) => url.includes('python_stdlib.zip'))
    if (request) await cache.put(request, new Response('not a zip'))
  })
  await page.getByRole('button', { name: 'Saved for offline', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Offline' })
  await dialog.getByRole('button', { name: 'Check files' }).click()
  await expect(dialog.getByText(/^Python 3\.14 was damaged and has been removed/)).toBeVisible({ timeout: 60_000 })
  await dialog.getByRole('button', { name: /^Save for offline, 2\.5 MB/ }).click()
  await expect(dialog.getByText('Saved for offline.')).toBeVisible({ timeout: 60_000 })

  const kept = dialog.getByRole('region', { name: 'Kept in this browser' })
  await kept.getByRole('button', { name: /^Remove polars/ }).click()
  await expect(kept.getByText(/^Removed polars 1\.33\.1, 6\.6 MB/)).toBeVisible()
  await expect(kept.getByText('6.6 MB, not here')).toBeVisible()
  await kept.getByRole('button', { name: 'Remove all' }).click()
  await expect(kept.getByText(/^Removed \d+\.\d MB\. The page itself/)).toBeVisible()
  const left = await page.evaluate(async () => {
    const names = await caches.keys()
    return Promise.all(names.map(async name => [name, (await (await caches.open(name)).keys()).length]))
  })
  expect(left.filter(([name]) => name === 'flowyard-runtimes')).toEqual([['flowyard-runtimes', 0]])
})

test('an embed and a page inside another keep nothing by themselves', async ({ page, host }) => {
  await page.goto(`${host.url}embed/index.html`)
  await page.evaluate(address => {
    const frame = document.createElement('iframe')
    frame.src = address
    frame.style.cssText = 'width: 1200px; height: 700px'
    document.body.append(frame)
  }, host.url)
  const inside = page.frameLocator('iframe')
  await expect(inside.getByRole('button', { name: 'Run', exact: true })).toBeEnabled()
  await inside.getByRole('button', { name: 'Save for offline', exact: true }).click()
  await expect(inside.getByText('Here the page needs a network to open.')).toBeVisible()
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
})
