import { expect, withStandIn as test } from '../support/reach'

test('J12: runs, walks the outputs and copies an expression with the keyboard alone', async ({ flowyard, context }) => {
  const { page, execution } = flowyard
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await flowyard.open()
  await page.keyboard.press('Control+Enter')
  await flowyard.expectState('SUCCESS')

  await page.keyboard.press('F6')
  while (!(await execution.evaluate(region => region.contains(document.activeElement)))) await page.keyboard.press('F6')
  await page.keyboard.press('5')
  await expect(execution.getByRole('tab', { name: 'Outputs' })).toHaveAttribute('aria-selected', 'true')
  await execution.getByRole('option', { name: /^sqlQuery/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('c')
  await expect(page.getByRole('status', { name: 'Message' })).toContainText('Copied {{ outputs.sqlQuery')
  await page.keyboard.press('1')
  await expect(execution.getByRole('tab', { name: 'Overview' })).toHaveAttribute('aria-selected', 'true')
})

test('leaves the editor by Escape, then Tab', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  const editor = page.getByRole('textbox', { name: /^Flow text/ })
  await editor.focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(editor).not.toBeFocused()
})

test('moves the divider by arrows, Home and End', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  const divider = page.getByRole('separator', { name: 'Width of the flow' })
  await divider.focus()
  await page.keyboard.press('Home')
  await expect(divider).toHaveAttribute('aria-valuenow', '360')
  await page.keyboard.press('ArrowRight')
  await expect(divider).toHaveAttribute('aria-valuenow', '384')
})

test('opens search and commands, and runs what was found', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox')).toBeFocused()
  await page.keyboard.type('dark theme')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('lists every key', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await page.getByRole('button', { name: 'Shortcuts' }).click()
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toContainText('Ctrl ⏎')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Shortcuts' })).toBeHidden()
})
