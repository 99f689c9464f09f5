import { expect, withStandIn as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'

for (const colorScheme of THEMES) {
  test.describe(`J3, success, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('opens the last file, puts values beside the code and says how it went', async ({ flowyard, products }) => {
      const { page, execution } = flowyard
      const brands = new Set(products.products.map(({ brand }) => brand)).size
      await flowyard.open()
      await flowyard.run('SUCCESS')

      await expect(execution.getByRole('tab', { name: 'Outputs' })).toHaveAttribute('aria-selected', 'true')
      await expect(execution.getByText('{{ outputs.sqlQuery.uri }}').first()).toBeVisible()
      await expect(page.locator('.cm-value', { hasText: `${brands} rows` })).toBeVisible()
      await expect(page.locator('.cm-value', { hasText: `list · ${products.products.length}` })).toBeVisible()
      await expect(page.getByText(/^Run 1 finished, success, .* sqlQuery stored \d+ rows\.$/)).toBeAttached()
      await expectAccessible(page)

      await flowyard.tab('Overview')
      await expect(execution.getByRole('region', { name: 'Files' })).toContainText('products.csv')
      await expect(execution.getByRole('region', { name: 'Inputs' })).toContainText('https://dummyjson.com/products')
      await expectAccessible(page)

      await flowyard.tab('Logs')
      await expect(execution.getByRole('log', { name: 'Log lines' })).toBeVisible()
      await expectAccessible(page)
    })
  })
}
