import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test as base, type FrameLocator, type Page } from '@playwright/test'
import { NOTHING_REACHABLE } from '../support/chromium'

export const HELLO = `id: hello
namespace: company.team
tasks:
  - id: say
    type: io.kestra.plugin.core.debug.Return
    format: Hello {{ 6 * 7 }}
`

export const SLEEPING = `id: sleeping
namespace: company.team
tasks:
  - id: rest
    type: io.kestra.plugin.core.flow.Sleep
    duration: PT3S
`

type Message = Readonly<Record<string, unknown>>

/** A page of another origin with embeds in it. */
export type Host = {
  readonly page: Page
  /** Opens a host page of this body. */
  readonly open: (body: string) => Promise<void>
  /** A frame whose parameters stand behind the `#`. */
  readonly frame: (parameters: Readonly<Record<string, string>>, style?: string) => string
  readonly embed: (index?: number) => FrameLocator
  /** What the embeds told so far. */
  readonly messages: () => Promise<readonly Message[]>
  readonly send: (message: Message, index?: number) => Promise<void>
  readonly origin: string
  readonly site: string
}

const LISTEN = `window.told = []; addEventListener('message', ({ data }) => data?.source === 'flowyard' && told.push(data))`

/** Embeds in a page that another port serves. */
export const test = base.extend<{ readonly host: Host }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...NOTHING_REACHABLE] })
    },
    { scope: 'worker' },
  ],
  host: async ({ page, baseURL }, use) => {
    let body = ''
    const server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(`<!doctype html><script>${LISTEN}</script>${body}`)
    })
    const origin = await listen(server)
    const site = baseURL ?? ''
    await use({
      page,
      origin,
      site,
      open: async next => {
        body = next
        await page.goto(origin)
      },
      frame: (parameters, style = 'width:720px;height:480px') => {
        const query = new URLSearchParams({ origin, ...parameters })
        return `<iframe style="${style}" src="${site}embed/index.html#?${query}"></iframe>`
      },
      embed: (index = 0) => page.frameLocator('iframe').nth(index),
      messages: () => page.evaluate(() => (window as unknown as { told: Message[] }).told),
      send: (message, index = 0) =>
        page.evaluate(
          ({ sent, at }) =>
            document
              .querySelectorAll('iframe')
              [at]?.contentWindow?.postMessage({ source: 'flowyard', v: 1, id: 'asked', ...sent }, '*'),
          { sent: message, at: index },
        ),
    })
    server.closeAllConnections()
    server.close()
  },
})

const listen = (server: Server): Promise<string> =>
  new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })

export { expect } from '@playwright/test'
