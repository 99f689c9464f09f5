import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, expect, type Page } from '@playwright/test'
import { encodeLink } from '../../../src/links'
import { ROOT } from '../../../tools/root'
import { serveFolder } from '../../../tools/serve'
import { CHROMIUM_ARGUMENTS } from '../support/chromium'
import { drive, type Flowyard } from '../support/flowyard'
import type { HostileFlow, Targets } from './hostileFlow'

/** What another flow of this browser has, and no stranger may see. */
export const CANARY = 'the-canary-sings'

const VICTIM = `id: victim
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: ${CANARY}
  - id: key
    type: io.kestra.plugin.core.kv.Set
    key: treasure
    value: ${CANARY}
  - id: secret
    type: io.kestra.plugin.core.debug.Return
    format: "{{ secret('TREASURE') | length }}"
`

/** One page for all hostile flows, in a browser where somebody works; `evil` is a server of the attacker. */
export type Stage = {
  readonly page: Page
  readonly flowyard: Flowyard
  readonly targets: Targets
  /** Addresses that were called and that nobody allowed. */
  readonly hits: readonly string[]
  /** Opens a flow as a link does, in the page as it is. */
  readonly open: (flow: string) => Promise<void>
  /** Opens, runs and waits as the flow says. */
  readonly play: (hostile: HostileFlow) => Promise<void>
}

type Servers = { readonly site: string; readonly evilPort: number; readonly hits: string[] }

export const test = base.extend<object, { readonly servers: Servers; readonly stage: Stage }>({
  servers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const hits: string[] = []
      const note = ({ url = '' }: IncomingMessage): void => {
        if (url.includes('hit=')) hits.push(url)
      }
      const { url, server } = await serveFolder(`${ROOT}dist`)
      server.on('request', note)
      const evil = createServer((request, response) => {
        note(request)
        response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' })
        if (!request.url?.startsWith('/endless')) response.end('x')
        else void pour(response)
      })
      await new Promise<void>(resolve => evil.listen(0, '127.0.0.1', resolve))
      await use({ site: url, evilPort: (evil.address() as AddressInfo).port, hits })
      for (const one of [server, evil] satisfies Server[]) {
        one.closeAllConnections()
        one.close()
      }
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, servers }, use) => {
      const rules = `MAP evil.example 127.0.0.1:${servers.evilPort}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`
      await use({ ...launchOptions, args: [...CHROMIUM_ARGUMENTS, `--host-resolver-rules=${rules}`] })
    },
    { scope: 'worker' },
  ],
  stage: [
    async ({ browser, servers: { site, hits } }, use) => {
      const page = await browser.newPage({ baseURL: site, viewport: { width: 1440, height: 900 } })
      const file = await leaveTreasure(page)
      await use(createStage(page, { site, evil: 'http://evil.example/', file }, hits))
      await page.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

/** Writes until the other side goes, slowly enough to leave this process time. */
async function pour(response: ServerResponse): Promise<void> {
  while (!response.destroyed) {
    response.write('x'.repeat(65_536))
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

/** Runs a flow of somebody who works here; answers the address of its file. */
async function leaveTreasure(page: Page): Promise<string> {
  const flowyard = drive(page)
  await flowyard.open()
  await flowyard.write(VICTIM)
  await page.getByLabel('TREASURE').first().fill(CANARY)
  await flowyard.run('SUCCESS')
  await page.evaluate(canary => localStorage.setItem('canary', canary), CANARY)
  return flowyard.evaluate('{{ outputs.write.uri }}')
}

function createStage(page: Page, targets: Targets, hits: readonly string[]): Stage {
  const flowyard = drive(page)
  const open = async (flow: string): Promise<void> => {
    const id = /^id: (\w+)/.exec(flow)?.[1] ?? ''
    await page.evaluate(hash => location.assign(hash), encodeLink({ flows: [flow] }))
    await expect(page.getByRole('heading', { level: 1 })).toContainText(id)
    await expect(page.getByText('Opened from a link')).toBeVisible()
  }
  const play = async ({ flow, ends, says, until, asks = 0, looksAt = [] }: HostileFlow): Promise<void> => {
    await open(flow(targets))
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    for (let asked = 0; asked < asks; asked++) {
      await page.getByRole('alert').getByRole('button', { name: 'Refuse' }).click()
    }
    if (ends === 'refused') {
      if (says) await expect(page.getByText(says).first()).toBeVisible()
      return
    }
    if (ends === 'stop') {
      if (until) await expect(flowyard.execution.getByText(until).first()).toBeVisible({ timeout: 60_000 })
      await expectAlive(page)
      await flowyard.stop()
      await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
      return
    }
    if (ends === 'over') {
      await expect(flowyard.execution.getByText(/^(SUCCESS|WARNING|FAILED)$/).first()).toBeVisible({ timeout: 60_000 })
    } else await flowyard.expectState(ends)
    for (const task of looksAt) {
      await flowyard.select(task, 'uri')
      await expect(page.locator('iframe:visible, img:visible').first()).toBeVisible()
      await page.waitForTimeout(300)
    }
    if (says) await expect(page.getByText(says).first()).toBeVisible()
  }
  return { page, flowyard, targets, hits, open, play }
}

/** The page draws and answers a press. */
export async function expectAlive(page: Page): Promise<void> {
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(resolve)))
  const execution = page.getByRole('region', { name: 'Execution' })
  if (!(await execution.getByRole('tab').first().isVisible())) return
  for (const name of ['Gantt', 'Logs']) {
    const tab = execution.getByRole('tab', { name: new RegExp(`^${name}`) })
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
  }
}
