import { PUBLISHERS, type Publishers, startPublishers } from '../../support/publishers'
import { drive } from '../support/flowyard'
import { expect, test as onHost, saveForOffline, untilKept } from './site'

/** The servers of packages and extensions stand on loopback; nothing else is reachable. */
const test = onHost.extend<object, { readonly publishers: Publishers }>({
  publishers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
    async ({}, use) => {
      const server = await startPublishers()
      await use(server)
      await server.close()
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, publishers }, use) => {
      const own = (launchOptions.args ?? []).filter(argument => !argument.startsWith('--host-resolver-rules'))
      const places = PUBLISHERS.map(name => `MAP ${name} 127.0.0.1:${publishers.port}`)
      const rules = [...places, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')
      await use({ ...launchOptions, args: [...own, `--host-resolver-rules=${rules}`, '--ignore-certificate-errors'] })
    },
    { scope: 'worker' },
  ],
})

const GREET = `id: greet
namespace: company.team
tasks:
  - id: greet
    type: io.kestra.plugin.scripts.python.Script
    beforeCommands:
      - pip install greet
    script: |
      import greet
      print(greet.hello() + " from a package")
`

const LOAD = `id: spatial
namespace: company.team
tasks:
  - id: spatial
    type: io.kestra.plugin.jdbc.duckdb.Queries
    sql: LOAD spatial; SELECT 1 AS one;
`

test('a package and an extension that a flow used once are kept and come without a network', async ({
  page,
  context,
  host,
  publishers,
}) => {
  test.setTimeout(240_000)
  const flowyard = drive(page, host.url)
  const dialog = page.getByRole('dialog', { name: 'Offline' })
  await flowyard.open()
  await untilKept(page)
  await saveForOffline(page)
  const openDialog = () => page.getByRole('button', { name: /^(Saved for offline|Offline)$/ }).click()

  await flowyard.write(GREET)
  await openDialog()
  await expect(dialog.getByText('Does not run without a network yet.')).toBeVisible()
  await expect(dialog.getByText('greet is not in this browser. Run the flow once to keep it.')).toBeVisible()
  await page.keyboard.press('Escape')
  await flowyard.run('SUCCESS')
  await openDialog()
  await expect(dialog.getByText('greet 1.0')).toBeVisible()
  await expect(dialog.getByText('Runs without a network.')).toBeVisible()
  await page.keyboard.press('Escape')

  await flowyard.write(LOAD)
  await flowyard.run('FAILED')
  expect(publishers.asked('spatial')).toBe(1)
  await openDialog()
  await expect(dialog.getByText('DuckDB spatial')).toBeVisible()
  await page.keyboard.press('Escape')

  await host.stop()
  await context.setOffline(true)
  await page.reload()
  await flowyard.run('FAILED')
  await flowyard.tab('Logs')
  await expect(flowyard.execution.getByText(/did not download/)).toHaveCount(0)
  expect(publishers.asked('spatial')).toBe(1)
  await flowyard.write(GREET)
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  await expect(flowyard.execution.getByText('hello from a package')).toBeVisible()
  expect(publishers.asked('.whl')).toBe(1)

  await openDialog()
  await dialog.getByRole('button', { name: 'Check files' }).click()
  await expect(dialog.getByText('All files are whole.')).toBeVisible({ timeout: 60_000 })
})
