import type { Page } from '@playwright/test'
import { expect, test } from './site'

const said = (page: Page) => page.getByRole('status', { name: 'Said' })
const path = async (page: Page): Promise<unknown> =>
  JSON.parse((await page.getByRole('status', { name: 'Path' }).textContent()) ?? '')
const list = (page: Page, name: string) => page.getByRole('listbox', { name, exact: true })

test.describe('the columns', () => {
  test('go from a task to a key by the keyboard alone, and back', async ({ show }) => {
    const page = await show({ path: '["outputs","api"]' })
    await list(page, 'Tasks and context').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    expect(await path(page)).toEqual(['outputs', 'sqlQuery'])
    await page.keyboard.press('ArrowRight')
    await expect(list(page, 'Outputs of sqlQuery')).toBeFocused()
    expect(await path(page)).toEqual(['outputs', 'sqlQuery', 'uri'])
    await page.keyboard.press('ArrowLeft')
    await expect(list(page, 'Tasks and context')).toBeFocused()
    expect(await path(page)).toEqual(['outputs', 'sqlQuery'])
  })

  test('jump to the row whose name begins with the letters typed', async ({ show }) => {
    const page = await show({ path: '["outputs","api"]' })
    await list(page, 'Tasks and context').focus()
    await page.keyboard.type('sq')
    expect(await path(page)).toEqual(['outputs', 'sqlQuery'])
  })

  test('open JSON inside text and say how it is read', async ({ show }) => {
    const page = await show({ path: '["outputs","api","body","products",0,"title"]' })
    await expect(page.getByText("{{ outputs.api.body | jq('.products[0].title') | first }}")).toBeVisible()
    await expect(page.getByRole('option', { name: /^body, .*string · json, .*opens/ })).toBeVisible()
  })

  test('say why a task has no outputs', async ({ show }) => {
    const page = await show({ run: 'failed', path: '["outputs","python"]' })
    await expect(page.getByText('No outputs: failed at line 14.')).toBeVisible()
    await page.getByRole('option', { name: /^sqlQuery/ }).click()
    await expect(page.getByText('Not run: the run ended before this task.')).toBeVisible()
  })

  test('show the pass of a loop that was chosen', async ({ show }) => {
    const page = await show({ run: 'loop', path: '["outputs","each"]' })
    await page.getByRole('option', { name: /^blue/ }).click()
    await expect(page.getByRole('option', { name: /^each, FAILED, 3 of 12/ })).toBeVisible()
    await page.getByRole('option', { name: /^paint/ }).click()
    expect(await path(page)).toEqual(['outputs', 'paint', 'blue'])
    await expect(page.getByRole('option', { name: 'value, paint it blue, string' })).toBeVisible()
  })

  test('copy the expression with C and the value with V', async ({ show, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await show({ path: '["outputs","sqlQuery","size"]' })
    await list(page, 'Outputs of sqlQuery').focus()
    await page.keyboard.press('c')
    await expect(said(page)).toHaveText('Copied {{ outputs.sqlQuery.size }}')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{{ outputs.sqlQuery.size }}')
    await page.keyboard.press('v')
    await expect(said(page)).toHaveText('Copied the value of size')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('14')
  })

  test('hand the selection to the debugger with D and put the cursor there', async ({ show }) => {
    const page = await show({ path: '["outputs","sqlQuery","size"]' })
    await list(page, 'Outputs of sqlQuery').focus()
    await page.keyboard.press('d')
    const input = page.getByRole('textbox', { name: 'Debug expression' })
    await expect(input).toHaveValue('{{ outputs.sqlQuery.size }}')
    await expect(input).toBeFocused()
    await expect(page.getByRole('status', { name: 'Result' })).toHaveText('14')
  })

  test('change their height by the arrows of the divider', async ({ show }) => {
    const page = await show()
    const divider = page.getByRole('separator', { name: 'Height of the columns' })
    await divider.focus()
    await page.keyboard.press('ArrowDown')
    await expect(divider).toHaveAttribute('aria-valuenow', '220')
    await page.keyboard.press('Home')
    await expect(divider).toHaveAttribute('aria-valuenow', '140')
  })
})

test.describe('the search', () => {
  test('finds a value in a run and opens it in the columns', async ({ show }) => {
    const page = await show()
    await list(page, 'Outputs of sqlQuery').focus()
    await page.keyboard.press('/')
    await page.keyboard.type('linen throw')
    await expect(page.getByText('2 hits')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await path(page)).toEqual(['outputs', 'api', 'body', 'products', 1, 'title'])
    await expect(page.getByRole('searchbox')).toHaveValue('')
  })

  test('looks at files alone, and says when nothing is found', async ({ show }) => {
    const page = await show()
    const field = page.getByRole('searchbox', { name: 'Find a key or value' })
    await field.fill('uri')
    await page.getByRole('button', { name: 'Files' }).click()
    await expect(page.getByText('1 hit', { exact: true })).toBeVisible()
    await field.fill('nowhere to be found')
    await expect(page.getByText('No key or value in this run holds this text.')).toBeVisible()
    await field.press('Escape')
    await expect(list(page, 'Tasks and context')).toBeVisible()
  })
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('chips lead down to a value and back', async ({ show }) => {
    const page = await show({ phone: '', folded: '', path: '[]' })
    await page.getByRole('option', { name: /^sqlQuery/ }).click()
    await page.getByRole('option', { name: /^uri/ }).click()
    await expect(page.getByRole('heading', { name: 'Stored result' })).toBeVisible()
    await expect(page.getByRole('gridcell', { name: 'Lumen Audio' })).toBeVisible()
    await page.getByRole('navigation', { name: 'Path' }).getByRole('button', { name: 'Outputs' }).click()
    await expect(page.getByRole('option', { name: /^api/ })).toBeVisible()
  })

  test('every target is large enough for a finger', async ({ show }) => {
    const page = await show({ phone: '', folded: '' })
    await page.getByRole('button', { name: 'Download CSV' }).waitFor()
    const heights = await page
      .getByRole('region', { name: 'Outputs', exact: true })
      .getByRole('button', { name: /Download CSV|Other formats|Debug expression/ })
      .evaluateAll(buttons => buttons.map(button => button.getBoundingClientRect().height))
    expect(heights.length).toBe(3)
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
  })
})
