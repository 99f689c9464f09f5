import { type Browser, chromium, type Page } from 'playwright'
import { CHROMIUM_ARGUMENTS, NOTHING_REACHABLE } from '../../tests/browser/support/chromium'
import { freshSite } from '../build/site'
import { ROOT } from '../root'
import { serveFolder } from '../serve'
import { getBrowser } from '../test/getBrowser'

/** The built site, served on loopback, in a headless Chromium that reaches nothing else. */
export type BuiltSite = {
  /** Address of its root, with a slash at the end. */
  readonly url: string
  /** A new page of a browser profile of its own; functions of tools can be evaluated in it. */
  readonly newPage: () => Promise<Page>
  readonly close: () => Promise<void>
}

/** Builds the site where it is old, serves it and starts a browser. */
export async function openBuiltSite(): Promise<BuiltSite> {
  await freshSite()
  const { url, server } = await serveFolder(`${ROOT}dist`)
  const browser = await launch()
  return {
    url,
    newPage: async () => {
      const page = await browser.newPage()
      page.on('pageerror', error => process.stderr.write(`page: ${error.message}\n`))
      // What compiles these tools may call a helper that names functions.
      await page.addInitScript('globalThis.__name = named => named')
      return page
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: getBrowser().path, args: [...CHROMIUM_ARGUMENTS, ...NOTHING_REACHABLE] })
