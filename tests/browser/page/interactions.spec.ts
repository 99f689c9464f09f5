import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { expectedAverages } from '../support/documentation'
import { expect, withStandIn as test } from '../support/reach'

/** Presses things and counts. */
function presses() {
  let count = 0
  return {
    press: async (target: Locator): Promise<void> => {
      count++
      await target.click()
    },
    count: () => count,
  }
}

test('the highest price, its expression and the CSV are at most three presses away from the end of the run', async ({
  flowyard,
  products,
  context,
}) => {
  const { page, execution } = flowyard
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const averages = expectedAverages(products.products)
  const [, highest] = averages[0] ?? [null, 0]
  await flowyard.open()
  await flowyard.run('SUCCESS')

  const price = presses()
  await expect(execution.getByRole('grid').getByText(highest.toFixed(2)).first()).toBeVisible()
  expect(price.count()).toBeLessThanOrEqual(3)

  const expression = presses()
  await expression.press(execution.getByRole('button', { name: /^Copy.*expression/i }).first())
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{{ outputs.sqlQuery.uri }}')
  expect(expression.count()).toBeLessThanOrEqual(3)

  const csv = presses()
  const download = page.waitForEvent('download')
  await csv.press(execution.getByRole('button', { name: 'Download CSV' }))
  const text = readFileSync(await (await download).path(), 'utf8')
  expect(text.trim().split(/\r?\n/)).toHaveLength(averages.length + 1)
  expect(csv.count()).toBeLessThanOrEqual(3)
})
