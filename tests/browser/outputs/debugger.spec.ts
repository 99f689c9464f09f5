import type { Page } from '@playwright/test'
import { expect, test } from './site'

const input = (page: Page) => page.getByRole('textbox', { name: 'Debug expression' })
const result = (page: Page) => page.getByRole('status', { name: 'Result' })

test.describe('the debugger', () => {
  test('shows every stage of a pipe with its type and size', async ({ show }) => {
    const page = await show()
    const stages = page.getByRole('list', { name: 'Stages' }).getByRole('button')
    await expect(stages).toHaveText([
      'outputs.api.bodystring, 6.9 kB',
      "jq('.products')list, 1 item",
      'firstlist, 30 items',
    ])
    await stages.nth(1).click()
    await expect(result(page).getByRole('treeitem').first()).toHaveText(/list, 1 item/)
    await expect(page.getByText('brand is in 25 of 30 items')).toBeVisible()
  })

  test('answers as one types', async ({ show }) => {
    const page = await show()
    await input(page).fill('{{ outputs.sqlQuery.size }}')
    await expect(result(page)).toHaveText('14')
    await input(page).fill('{{ outputs.api.code }}')
    await expect(result(page)).toHaveText('200')
  })

  test('closes braces that are opened', async ({ show }) => {
    const page = await show()
    await input(page).fill('')
    await input(page).pressSequentially('{{outputs.api.code')
    await expect(input(page)).toHaveValue('{{ outputs.api.code }}')
    await expect(result(page)).toHaveText('200')
  })

  test('offers the keys that the run has, and takes one by the arrows and Enter', async ({ show }) => {
    const page = await show()
    await input(page).fill('')
    await input(page).pressSequentially('{{outputs.python.outputFiles.')
    const offered = page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option')
    await expect(offered).toHaveText(['products.csvfile'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(input(page)).toHaveValue("{{ outputs.python.outputFiles['products.csv'] }}")
    await expect(page.getByRole('listbox', { name: 'Suggestions' })).toHaveCount(0)
  })

  test('points at what is wrong and mends it by a press', async ({ show }) => {
    const page = await show()
    await input(page).fill("{{ outputs.api.body | jq('.products') | firts }}")
    await expect(page.getByText('No filter named firts.')).toBeVisible()
    await expect(input(page)).toHaveAttribute('aria-invalid', 'true')
    await page.getByRole('button', { name: 'Change to first' }).click()
    await expect(input(page)).toHaveValue("{{ outputs.api.body | jq('.products') | first }}")
    await expect(page.getByRole('button', { name: 'first list, 30 items' })).toBeVisible()
  })

  test('shows the exact text that a task receives', async ({ show }) => {
    const page = await show()
    await page.getByRole('radio', { name: 'Rendered' }).click()
    await expect(result(page)).toContainText('[{"id":1,"title":')
  })

  test('stops what takes too long and runs it without a limit on wish', async ({ show }) => {
    const page = await show()
    await input(page).fill('{{ range(0, 1000000000) }}')
    await expect(page.getByText('Stopped after 0.5 s.')).toBeVisible()
    await page.getByRole('button', { name: 'Run without a limit' }).click()
    await expect(result(page)).toHaveText('done after a long time')
  })

  test('waits for Enter where an expression reaches out', async ({ show }) => {
    const page = await show()
    await input(page).fill('{{ read(outputs.sqlQuery.uri) }}')
    await expect(page.getByText('read() reaches out of this page, so it waits for Enter.')).toBeVisible()
  })

  test('remembers what was evaluated with Enter, and walks back with the arrows', async ({ show }) => {
    const page = await show()
    await input(page).fill('{{ outputs.api.code }}')
    await input(page).press('Enter')
    await input(page).fill('')
    await input(page).press('ArrowUp')
    await expect(input(page)).toHaveValue('{{ outputs.api.code }}')
    await input(page).press('ArrowDown')
    await expect(input(page)).toHaveValue('')
    await page.getByRole('button', { name: 'History 1' }).click()
    await page.getByRole('button', { name: 'Pin' }).click()
    await expect(page.getByRole('button', { name: 'Pinned' })).toHaveAttribute('aria-pressed', 'true')
    await page.getByRole('list', { name: 'History' }).getByRole('button').first().click()
    await expect(input(page)).toHaveValue('{{ outputs.api.code }}')
  })

  test('reads with the eyes of the task in which the expression stands, or of another', async ({ show }) => {
    const page = await show()
    await page.getByRole('button', { name: 'python', exact: true }).click()
    await page.getByRole('menuitemradio', { name: 'The whole run' }).click()
    await expect(page.getByRole('button', { name: 'the whole run' })).toBeVisible()
  })

  test('folds to a line and opens again', async ({ show }) => {
    const page = await show()
    await page.getByRole('button', { name: 'Fold the debugger' }).click()
    await expect(input(page)).toHaveCount(0)
    await page.getByRole('button', { name: /^Debug expression/ }).click()
    await expect(input(page)).toBeVisible()
  })
})
