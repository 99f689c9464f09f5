import { writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { serveFolder } from '../../../tools/serve'
import { buildPage, PAGE } from './buildPage'

/** Requests that carried `?hit=`, at the site and at another host, which `other` is the address of. */
export type Hits = { readonly paths: () => readonly string[]; readonly other: string }

type Lab = { readonly lab: Page; readonly hits: Hits }
type Site = { readonly server: { readonly url: string; readonly server: Server }; readonly site: string }

/**
 * `site`: the address of the built page, once a worker. `lab`: the page, ready to run jobs. `hits`: what reached a
 * server during the test.
 */
export const test = base.extend<Lab, Site>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      await buildPage()
      writeFileSync(join(PAGE, 'probe.js'), "if (typeof document === 'undefined') postMessage(1)\n")
      const served = await serveFolder(PAGE)
      await use(served)
      served.server.closeAllConnections()
      served.server.close()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  site: [async ({ server }, use) => use(server.url), { scope: 'worker' }],
  hits: async ({ server }, use) => {
    const paths: string[] = []
    const note = (request: IncomingMessage): void => {
      if (request.url?.includes('hit=')) paths.push(request.url)
    }
    const other = createServer((request, response) => {
      note(request)
      response.setHeader('Access-Control-Allow-Origin', '*')
      response.setHeader('Access-Control-Allow-Headers', '*')
      if (request.url?.startsWith('/missing')) response.statusCode = 404
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => response.end(`${request.method} ${Buffer.concat(parts).toString()}`))
    })
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    server.server.on('request', note)
    await use({ paths: () => paths, other: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` })
    server.server.off('request', note)
    other.closeAllConnections()
    other.close()
  },
  lab: async ({ page, site }, use) => {
    page.on('pageerror', error => process.stderr.write(`page: ${error.message}\n`))
    await page.goto(site)
    await page.waitForFunction(() => window.lab?.ready)
    await use(page)
  },
})

export { expect } from '@playwright/test'
