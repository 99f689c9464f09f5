import { test as base } from '@playwright/test'
import { type ProductsServer, startProductsServer } from '../../support/productsServer'
import { mapHost, NOTHING_REACHABLE } from './chromium'
import { drive, type Flowyard } from './flowyard'

type Driven = { readonly flowyard: Flowyard }

const driven = base.extend<Driven>({
  flowyard: async ({ page }, use) => {
    page.on('pageerror', error => process.stderr.write(`page: ${error.message}\n`))
    await use(drive(page))
  },
})

/** A browser for which dummyjson.com is a stand-in with products drawn anew, `products`. */
export const withStandIn = driven.extend<object, { readonly products: ProductsServer }>({
  products: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const server = await startProductsServer()
      process.stdout.write(`${server.products.length} products drawn from seed ${server.seed}\n`)
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, products }, use) => {
      const args = [...(launchOptions.args ?? []), ...mapHost('dummyjson.com', products.port)]
      await use({ ...launchOptions, args })
    },
    { scope: 'worker' },
  ],
})

/** The same with a worker of its own, so that a test may close the stand-in without taking it from others. */
export const withStandInToClose = withStandIn.extend<object, { readonly alone: true }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  alone: [async ({}, use) => use(true), { scope: 'worker', auto: true }],
})

/** A browser that reaches loopback and nothing else. */
export const cutOff = driven.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), ...NOTHING_REACHABLE] })
    },
    { scope: 'worker' },
  ],
})

export { expect } from '@playwright/test'
