import { drive } from '../support/flowyard'
import { buildOf, expect, keptBuilds, test, untilKept, untilUpdated } from './site'

const COUNT = `  - id: count
    type: io.kestra.plugin.scripts.python.Script
    containerImage: python:3.13-slim
    script: |
      print(6 * 7)
`

const SHORT = `id: short
namespace: company.team
tasks:
${COUNT}`

/** Waits for a person, then needs a runtime that has not been fetched before. */
const LONG = `id: long
namespace: company.team
tasks:
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
${COUNT}`

test('a new build neither breaks nor enters pages that are open, and the reader takes it; an older one too', async ({
  page,
  context,
  host,
}) => {
  test.setTimeout(240_000)
  const first = drive(page, host.url)
  await first.open()
  await untilKept(page)
  await first.write(LONG)
  await first.start()

  host.deploy('B')
  await untilUpdated(page)
  const offer = page.getByRole('status', { name: 'Update' })
  const approval = first.execution.getByRole('form', { name: 'approval is paused' })
  await expect(approval).toBeVisible()
  await expect(offer).toBeHidden()
  await approval.getByRole('button', { name: 'Resume' }).click()
  await first.expectState('SUCCESS')
  await expect(offer).toContainText('A new version is ready.')

  const other = await context.newPage()
  const second = drive(other, host.url)
  await second.open()
  expect(await buildOf(other)).toBe('A')
  await other.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => buildOf(other).catch(() => 'none'), { timeout: 30_000 }).toBe('B')
  await second.write(SHORT)
  await second.run('SUCCESS')

  expect(await buildOf(page)).toBe('A')
  await page.getByRole('button', { name: 'Lessons' }).click()
  await expect(page.getByRole('dialog', { name: 'Lessons' })).toContainText('Outputs')
  await page.keyboard.press('Escape')
  await first.write(SHORT)
  await first.run('SUCCESS')
  expect(host.missed()).toEqual([])
  expect(await keptBuilds(page)).toHaveLength(2)

  await offer.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => buildOf(page).catch(() => 'none'), { timeout: 30_000 }).toBe('B')
  await page.reload()
  await expect.poll(() => keptBuilds(page)).toHaveLength(1)

  host.deploy('A')
  await untilUpdated(page)
  await offer.getByRole('button', { name: 'Reload' }).click()
  await expect.poll(() => buildOf(page).catch(() => 'none'), { timeout: 30_000 }).toBe('A')
  await first.run('SUCCESS')
  expect(host.missed()).toEqual([])
})
