import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { scriptOf, sealSite } from '../../../tools/build/offline'
import { listResources } from '../../../tools/build/resources'
import { ROOT } from '../../../tools/root'
import { serveFolder } from '../../../tools/serve'
import { NOTHING_REACHABLE } from '../support/chromium'

/** A host below whose root the site lies, with a server that can be stopped and a site that can be deployed anew. */
export type Host = {
  /** Address of the site's root. */
  readonly url: string
  /** Paths that the server did not have. */
  readonly missed: () => readonly string[]
  /** Paths that were asked for, below the site. */
  readonly asked: () => readonly string[]
  readonly stop: () => Promise<void>
  readonly start: () => Promise<void>
  /** Replaces what is served; pages that are open are not told. */
  readonly deploy: (build: 'A' | 'B') => void
}

const HEAVY = ['pyodide', 'duckdb', 'wheels', 'extensions']
const PLACE = 'schools/flowyard'

export const test = base.extend<{ readonly host: Host }>({
  serviceWorkers: 'allow',
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...NOTHING_REACHABLE] })
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  host: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'flowyard-offline-'))
    const served = join(folder, PLACE)
    const deploy: Host['deploy'] = build => {
      rmSync(served, { recursive: true, force: true })
      copySite(served)
      if (build === 'B') becomeOther(served)
    }
    const asked: string[] = []
    const missed: string[] = []
    let server: Server | undefined
    let port = 0
    const start = async (): Promise<void> => {
      const opened = await serveFolder(folder, port)
      port = Number(new URL(opened.url).port)
      server = opened.server
      server.on('request', (request, response) => {
        asked.push(request.url ?? '')
        response.on('finish', () => response.statusCode === 404 && missed.push(request.url ?? ''))
      })
    }
    const stop = async (): Promise<void> => {
      server?.closeAllConnections()
      await new Promise(resolve => server?.close(resolve))
    }
    deploy('A')
    await start()
    await use({
      url: `http://127.0.0.1:${port}/${PLACE}/`,
      asked: () => asked,
      missed: () => missed,
      start,
      stop,
      deploy,
    })
    await stop()
    rmSync(folder, { recursive: true, force: true })
  },
})

/** The built site; what is large and the same in all builds is linked. */
function copySite(target: string): void {
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(`${ROOT}dist`)) {
    const [from, to] = [`${ROOT}dist/${name}`, join(target, name)]
    if (HEAVY.includes(name)) symlinkSync(from, to)
    else cpSync(from, to, { recursive: true })
  }
}

/**
 * Makes a build that shares no name of an asset with the first, says in its page that it is another, and has another
 * script for Python's worker.
 */
function becomeOther(site: string): void {
  const script = scriptOf(site)
  const assets = readdirSync(join(site, 'assets'))
  const renamed = new Map(assets.map(name => [name, name.replace(/(\.\w+)$/, 'B$1')]))
  const names = new RegExp(assets.map(name => name.replaceAll('.', '\\.')).join('|'), 'g')
  for (const [before, after] of renamed) renameSync(join(site, 'assets', before), join(site, 'assets', after))
  const texts = [...renamed.values()].filter(name => /\.(?:js|css)$/.test(name)).map(name => join('assets', name))
  for (const file of [...texts, 'index.html', 'embed/index.html']) {
    const text = readFileSync(join(site, file), 'utf8')
    writeFileSync(
      join(site, file),
      text.replace(names, name => renamed.get(name) ?? name),
    )
  }
  const page = readFileSync(join(site, 'index.html'), 'utf8')
  writeFileSync(join(site, 'index.html'), page.replace('<html ', '<html data-build="B" '))
  const worker = join(site, 'runner/python.worker.js')
  writeFileSync(worker, `${readFileSync(worker, 'utf8')}\n// build B\n`)
  listResources(site)
  sealSite(site, script)
  if (!existsSync(join(site, 'serviceWorker.js'))) throw new Error('the other build has no service worker')
}

/** Waits until the app's own files are in the browser and the page is answered from there. */
export async function untilKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? 'none'), { timeout: 60_000 })
    .toBe('activated')
}

/** Presses what saves everything, and waits until it is here. */
export async function saveForOffline(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save for offline', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Offline' })
  await dialog.getByRole('button', { name: /^Save for offline, \d/ }).click()
  await expect(dialog.getByText('Saved for offline.')).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Saved for offline', exact: true })).toBeVisible()
}

/** Versions of the builds that the browser keeps. */
export const keptBuilds = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const names = (await caches.keys()).filter(name => name.startsWith('flowyard-app'))
    const keys = await Promise.all(names.map(async name => (await caches.open(name)).keys()))
    return keys.flat().flatMap(({ url }) => /\/builds\/(\w+)$/.exec(url)?.[1] ?? [])
  })

/** Has the browser look for a new build, and waits until it has it. */
export async function untilUpdated(page: Page): Promise<void> {
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update())
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state), {
      timeout: 60_000,
    })
    .toBe('installed')
}

export const buildOf = (page: Page): Promise<string> =>
  page.evaluate(() => document.documentElement.dataset.build ?? 'A')

export { expect } from '@playwright/test'
