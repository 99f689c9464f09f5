import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'

for (const colorScheme of THEMES) {
  test.describe(`J13, phone, ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 390, height: 844 }, hasTouch: true })

    test('runs a flow and shows outputs and logs from the bottom bar', async ({ flowyard }) => {
      const { page, execution } = flowyard
      await page.goto('./')
      const bar = page.getByRole('navigation', { name: 'Panes' })
      await expect(page.getByRole('toolbar', { name: 'Keys' })).toBeVisible()
      await expectAccessible(page)

      await bar.getByRole('button', { name: 'Run' }).click()
      await expect(execution.getByText('SUCCESS', { exact: true }).first()).toBeVisible({ timeout: 90_000 })
      await bar.getByRole('button', { name: 'Outputs' }).click()
      await expect(execution.getByText('{{ outputs.sqlQuery.uri }}').first()).toBeVisible()
      await expectAccessible(page)
      await bar.getByRole('button', { name: 'Logs' }).click()
      await expect(execution.getByRole('log', { name: 'Log lines' })).toBeVisible()
      await expectAccessible(page)
      await bar.getByRole('button', { name: 'Flow' }).click()
      await expect(page.getByRole('region', { name: 'Flow' })).toBeVisible()
    })

    test('has no sideways scrolling', async ({ page }) => {
      await page.goto('./')
      await expect(page.getByRole('navigation', { name: 'Panes' })).toBeVisible()
      const [width, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
      expect(scroll).toBeLessThanOrEqual(width ?? 0)
    })
  })
}
