import { fileURLToPath } from 'node:url'
import { test as base, type Page } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { serveFolder } from '../../../tools/serve'

const OUT = fileURLToPath(new URL('../../../.cache/outputs-page', import.meta.url))

/** Builds a page that holds the outputs panel and the debugger alone, over runs that are made up. */
export async function buildOutputsPage(): Promise<string> {
  await build({
    configFile: false,
    root: fileURLToPath(new URL('page/', import.meta.url)),
    base: './',
    logLevel: 'error',
    plugins: [react()],
    worker: { format: 'es' },
    build: { outDir: OUT, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  })
  return OUT
}

export type Question = Readonly<Record<string, string>>

type Fixtures = { readonly show: (question?: Question) => Promise<Page> }
type Site = { readonly site: string }

/** `show` opens the page with a run, a path, a theme. An error on the page fails the test. */
export const test = base.extend<Fixtures, Site>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const served = await serveFolder(await buildOutputsPage())
      await use(served.url)
      served.server.closeAllConnections()
      served.server.close()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
  show: async ({ page, site }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    await use(async (question = {}) => {
      await page.goto(`${site}?${new URLSearchParams(question)}`)
      await page.getByRole('region', { name: 'Outputs' }).waitFor()
      return page
    })
    if (errors.length > 0) throw new Error(`errors on the page: ${errors.join('; ')}`)
  },
})

export { expect } from '@playwright/test'
