import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { build } from 'vite'
import type { Environment } from '../../src/engine'
import { CHROMIUM_ARGUMENTS, NOTHING_REACHABLE } from '../../tests/browser/support/chromium'
import type { ConformancePage } from '../../tests/support/conformance/page'
import { runtimeResources, runtimeVersions } from '../build/resources'
import { untrustedZone } from '../build/untrusted'
import { ROOT } from '../root'
import { serveFolder } from '../serve'
import { getBrowser } from '../test/getBrowser'
import type { FlowCase } from './flowCases'
import type { Recording } from './recording'

const OUT = `${ROOT}.cache/conformance-page`

/** A browser with the page that runs recorded flows; nothing but loopback is reachable. */
export type FlowBrowser = {
  readonly run: (one: FlowCase, secrets: Readonly<Record<string, string>>) => Promise<Recording>
  readonly close: () => Promise<void>
}

/** Builds the page, serves it and opens it in headless Chromium. */
export async function openFlowBrowser(environment: Environment): Promise<FlowBrowser> {
  await buildPage()
  const { url, server } = await serveFolder(OUT)
  const browser = await chromium.launch({
    executablePath: getBrowser().path,
    args: [...CHROMIUM_ARGUMENTS, ...NOTHING_REACHABLE],
  })
  const page = await browser.newPage()
  page.on('pageerror', error => process.stderr.write(`page: ${error.message}\n`))
  await page.goto(url)
  await page.waitForFunction(() => window.recordedFlows !== undefined)
  await page.evaluate(json => window.recordedFlows?.open(JSON.parse(json)), JSON.stringify({ environment }))
  return {
    run: async (one, secrets) => {
      const given = JSON.stringify({ ...caseOf(one), secrets })
      const recording = await page.evaluate(
        async json => JSON.stringify(await window.recordedFlows?.run(JSON.parse(json))),
        given,
      )
      return JSON.parse(recording) as Recording
    },
    close: async () => {
      await browser.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

/** What the page needs of a case: all but what was recorded. */
const caseOf = ({ flow, version, source, inputs, fileInputs, labels, timeout, needs, files }: FlowCase) => ({
  flow,
  version,
  source,
  namespace: 'io.demo',
  inputs,
  fileInputs,
  labels,
  timeout,
  needs,
  files,
})

const buildPage = (): Promise<unknown> =>
  build({
    configFile: false,
    root: fileURLToPath(new URL('../../tests/support/conformance/', import.meta.url)),
    base: './',
    publicDir: `${ROOT}public`,
    logLevel: 'error',
    define: { __RUNTIME_VERSIONS__: JSON.stringify(runtimeVersions()) },
    plugins: [untrustedZone(), runtimeResources()],
    worker: { format: 'es' },
    build: { outDir: OUT, emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  })

declare global {
  interface Window {
    recordedFlows?: ConformancePage
  }
}
