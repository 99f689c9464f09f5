import { test as base, expect } from '@playwright/test'

/** A name that leads to this computer, but does not tell the browser so: by http it is no secure address. */
const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const rules = '--host-resolver-rules=MAP school.test 127.0.0.1, MAP * ~NOTFOUND'
      await use({ ...launchOptions, args: [...(launchOptions.args ?? []), rules] })
    },
    { scope: 'worker' },
  ],
})

for (const page of ['', 'embed/index.html#?flow=id:%20hello']) {
  test(`/${page} says that it needs a secure address`, async ({ page: tab, baseURL }) => {
    const broken: string[] = []
    tab.on('pageerror', ({ message }) => broken.push(message))
    await tab.goto(new URL(page, baseURL?.replace('127.0.0.1', 'school.test')).href)
    await expect(tab.getByRole('alert')).toContainText('Flowyard needs a secure address.')
    expect(broken).toEqual([])
  })
}
