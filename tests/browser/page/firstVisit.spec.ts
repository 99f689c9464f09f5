import { expect, cutOff as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'

for (const colorScheme of THEMES) {
  test.describe(`J1, first visit, ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('says what Run will call, download, execute and keep, and does none of it', async ({ flowyard }) => {
      const { page, execution } = flowyard
      const asked: string[] = []
      page.on('request', request => asked.push(request.url()))
      await flowyard.open()

      await expect(page.getByRole('heading', { level: 1 })).toContainText('getting_started')
      await expect(execution.getByText('Ready to run')).toBeVisible()
      await expect(execution.getByRole('heading', { name: /^Call one host/ })).toBeVisible()
      await expect(execution.getByText('GET dummyjson.com/products')).toBeVisible()
      await expect(execution.getByRole('heading', { name: /^Download \d/ })).toBeVisible()
      await expect(execution.getByText(/^Python 3\.14/)).toBeVisible()
      await expect(execution.getByRole('heading', { name: /^Run code/ })).toBeVisible()
      await expect(execution.getByRole('heading', { name: /^Keep/ })).toBeVisible()
      await expect(page.getByRole('contentinfo')).toContainText('Python not downloaded')
      expect(asked.filter(url => /\.wasm|\.whl|pyodide|duckdb/.test(url))).toEqual([])
      await expectAccessible(page)
    })
  })
}

test('shows the inputs of the flow as fields with their defaults', async ({ flowyard }) => {
  await flowyard.open()
  await expect(flowyard.execution.getByRole('textbox', { name: 'api_url' })).toHaveValue(
    'https://dummyjson.com/products',
  )
})

test('leads from a line of the list to the line of the text', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await execution
    .getByRole('button', { name: /^line \d+$/ })
    .first()
    .click()
  await expect(page.getByRole('textbox', { name: /^Flow text/ })).toBeFocused()
})

test('resolves an input in the list as it is typed', async ({ flowyard }) => {
  await flowyard.open()
  await flowyard.execution.getByRole('textbox', { name: 'api_url' }).fill('https://example.com/things')
  await expect(flowyard.execution.getByText('GET example.com/things')).toBeVisible()
})
