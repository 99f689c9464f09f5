import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'
import { hello } from './support/flows'

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

    test('asks once before it downloads over mobile data', async ({ flowyard }) => {
      const { page, execution } = flowyard
      await page.addInitScript(() => {
        Object.defineProperty(navigator, 'connection', { value: { type: 'cellular', saveData: false } })
      })
      await page.goto('./')
      const run = page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Run' })
      await run.click()
      const question = execution.getByRole('region', { name: 'Mobile data' })
      await expect(question).toContainText(/^Download [\d.]+ MB over mobile data\?/)
      await expectAccessible(page)
      await question.getByRole('button', { name: 'Not now' }).click()
      await expect(question).toHaveCount(0)
      await run.click()
      await question.getByRole('button', { name: 'Download and run' }).click()
      await expect(execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()
    })

    test('says beside Run why nothing was run', async ({ flowyard }) => {
      const { page, execution } = flowyard
      await page.goto('./')
      await flowyard.write(hello.replace('tasks:', 'inputs:\n  - {id: name, type: STRING}\ntasks:'))
      await page.getByRole('navigation', { name: 'Panes' }).getByRole('button', { name: 'Run' }).click()
      await expect(execution.getByRole('alert').first()).toHaveText('Nothing was run. Missing required input:name')
    })

    test('has no sideways scrolling', async ({ page }) => {
      await page.goto('./')
      await expect(page.getByRole('navigation', { name: 'Panes' })).toBeVisible()
      const [width, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth])
      expect(scroll).toBeLessThanOrEqual(width ?? 0)
    })
  })
}
