import { buildSite } from '../build/site'
import { ROOT } from '../root'
import { serveFolder } from '../serve'
import { getBrowser } from './getBrowser'
import { report, run, sum, type Tally } from './tally'

const REPORT = `${ROOT}.cache/test/browser.json`

/**
 * Builds the site, serves it on loopback and runs the tests that need a browser against it. The build counts as one
 * check: it fails over budget.
 * @param parts further words for Playwright, such as the name of a spec
 */
export async function browserTests(parts: readonly string[] = []): Promise<Tally> {
  const browser = getBrowser()
  process.stdout.write(`Testing with ${browser.path} (${browser.from})\n`)
  const built = await buildSite()
  const { url, server } = await serveFolder(`${ROOT}dist`)
  const env = { FLOWYARD_BROWSER: browser.path, FLOWYARD_SITE: url, PLAYWRIGHT_JSON_OUTPUT_FILE: REPORT }
  try {
    const tested = await report(REPORT, () => run('playwright', ['test', ...parts], env), tallyOf)
    return sum([{ passed: built ? 1 : 0, failed: built ? 0 : 1 }, tested])
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

function tallyOf(value: unknown): Tally {
  const { stats } = value as { stats: { expected: number; unexpected: number; flaky: number } }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected }
}
