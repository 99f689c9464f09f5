import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './site'

const fileOf = (name: string) => ({ run: 'kinds', path: JSON.stringify(['outputs', 'files', 'outputFiles', name]) })
const cells = (page: Page) => page.getByRole('gridcell')

test.describe('a stored result', () => {
  test('is a table that tells what its columns hold', async ({ show }) => {
    const page = await show()
    await expect(page.getByRole('heading', { name: 'Stored result of sqlQuery' })).toBeVisible()
    await expect(page.getByText('14 rows · 2 columns · 491 B · Ion')).toBeVisible()
    await expect(page.getByText('13 distinct, 1 null')).toBeVisible()
    await expect(page.getByText('1 row has no brand')).toBeVisible()
    await expect(page.getByText('median 84.00')).toBeVisible()
    await expect(cells(page).nth(1)).toHaveText('224.00')
  })

  test('sorts by a press on a header: up, down, as stored', async ({ show }) => {
    const page = await show()
    const brand = page.getByRole('columnheader', { name: /brand/ })
    const sort = brand.getByRole('button', { name: /^brand/ })
    await sort.click()
    await expect(brand).toHaveAttribute('aria-sort', 'ascending')
    await expect(cells(page).first()).toHaveText('Brightwater')
    await sort.click()
    await expect(cells(page).first()).toHaveText('Verrano')
    await sort.click()
    await expect(brand).toHaveAttribute('aria-sort', 'none')
    await expect(cells(page).first()).toHaveText('Lumen Audio')
  })

  test('is filtered by what is typed over a column, which reads as SQL', async ({ show }) => {
    const page = await show()
    await page.getByRole('button', { name: 'Filter the rows' }).click()
    await page.getByRole('textbox', { name: 'Filter avg_price' }).fill('> 100')
    await expect(page.getByText('4 of 14 rows')).toBeVisible()
    await expect(page.getByRole('button', { name: 'WHERE avg_price > 100' })).toBeVisible()
    await page.getByRole('textbox', { name: 'Filter brand' }).fill('tide')
    await expect(page.getByText('1 of 14 rows')).toBeVisible()
    await expect(page.getByRole('grid').getByText('Tideform')).toBeVisible()
    await page.getByRole('textbox', { name: 'Filter brand' }).fill('null')
    await page.getByRole('textbox', { name: 'Filter avg_price' }).fill('')
    await expect(page.getByRole('gridcell', { name: '7.58' })).toBeVisible()
    await page.getByRole('button', { name: 'Filter the rows' }).click()
    await expect(page.getByText('14 rows', { exact: true })).toBeVisible()
  })

  test('has its columns moved, hidden and shown again', async ({ show }) => {
    const page = await show()
    const heads = page.getByRole('columnheader')
    const press = async (column: string, item: string): Promise<void> => {
      await page.getByRole('button', { name: `Column ${column}` }).press('Enter')
      await page.getByRole('menuitem', { name: item }).click()
    }
    await press('brand', 'Move right')
    await expect(heads.first()).toContainText('avg_price')
    await expect(cells(page).first()).toHaveText('224.00')
    await press('avg_price', 'Hide')
    await expect(heads).toHaveCount(1)
    await expect(cells(page).first()).toHaveText('Lumen Audio')
    await page.getByRole('button', { name: 'Show 1 hidden column' }).click()
    await expect(heads).toHaveText([/^brand/, /^avg_price/])
  })

  test('is drawn as bars, and saved as a picture', async ({ show }) => {
    const page = await show()
    await page.getByRole('tab', { name: 'Chart' }).click()
    const chart = page.getByRole('img', { name: 'Bars of avg_price by brand' })
    await expect(chart.getByText('224.00')).toBeVisible()
    await expect(chart.getByText('null')).toBeVisible()
    await chart.getByText('Osier').hover()
    await expect(page.getByText('Osier, 132.75')).toBeVisible()
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('Histogram')
    await expect(page.getByRole('img', { name: 'Histogram of avg_price' })).toBeVisible()
    for (const [item, start] of [
      ['SVG', '<svg'],
      ['PNG', '\u0089PNG'],
    ] as const) {
      await page.getByRole('button', { name: 'Download the chart' }).click()
      const waiting = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      const bytes = await readFile((await (await waiting).path()) ?? '')
      expect(bytes.toString('latin1').startsWith(start)).toBe(true)
    }
  })

  test('copies a cell and a row, and opens the whole value', async ({ show, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await show()
    await cells(page).first().click()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ControlOrMeta+c')
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Tideform')
    await page.getByRole('button', { name: 'Copy row' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Tideform\t183.5')
    await page.getByRole('grid').focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'brand, row 2' })).toContainText('Tideform')
  })

  for (const [item, ending, start] of [
    ['CSV', '.csv', 'brand,avg_price\nLumen Audio,224.0\n'],
    ['JSON', '.json', '[{"brand":"Lumen Audio","avg_price":224.0}'],
    ['As stored', '.ion', '{brand:"Lumen Audio",avg_price:224e0}\n'],
  ] as const) {
    test(`is downloaded: ${item}`, async ({ show }) => {
      const page = await show()
      await page.getByRole('button', { name: 'Other formats' }).click()
      const waiting = page.waitForEvent('download')
      await page.getByRole('menuitem', { name: item }).click()
      const download = await waiting
      expect(download.suggestedFilename()).toMatch(new RegExp(`\\${ending}$`))
      const text = await readFile((await download.path()) ?? '', 'utf8')
      expect(text.replaceAll('\r\n', '\n').startsWith(start)).toBe(true)
    })
  }
})

test('a long file shows its first rows and more on wish', async ({ show }) => {
  const page = await show(fileOf('numbers.csv'))
  await expect(page.getByText('First 10 000 rows')).toBeVisible()
  await page.getByRole('button', { name: 'Show more' }).click()
  await expect(page.getByText('12 345 rows', { exact: true })).toBeVisible()
  await page.getByRole('grid').focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('gridcell', { name: '12344' })).toBeVisible()
})

test('null and missing differ in a table', async ({ show }) => {
  const page = await show({ run: 'kinds', path: '["outputs","files","values","people"]' })
  await expect(page.getByRole('gridcell', { name: 'null' })).toBeVisible()
  await expect(page.getByRole('gridcell', { name: 'missing' })).toBeVisible()
})

test('a file that is not what its name says offers its bytes', async ({ show }) => {
  const page = await show(fileOf('broken.ion'))
  await expect(page.getByText(/Cannot show this as a table: Row \d is not Ion/)).toBeVisible()
  await page.getByRole('button', { name: 'Show raw' }).click()
  await expect(page.getByText('{a:1}')).toBeVisible()
})

test('a file that is gone says so', async ({ show }) => {
  const page = await show({ run: 'kinds', path: '["outputs","files","outputFiles","gone.csv"]' })
  await expect(page.getByText('Select a key to see its value.')).toBeVisible()
})

test('Markdown is a page whose raw HTML stays text', async ({ show }) => {
  const page = await show(fileOf('report.md'))
  const frame = page.frameLocator('iframe[title="report.md"]')
  await expect(frame.getByRole('heading', { name: 'Report' })).toBeVisible()
  await expect(frame.getByText('<script>alert(1)</script>')).toBeVisible()
})

test('HTML runs no script', async ({ show }) => {
  const page = await show(fileOf('page.html'))
  const frame = page.frameLocator('iframe[title="page.html"]')
  await expect(frame.getByRole('heading', { name: 'Page' })).toBeVisible()
  await expect(frame.getByText('ran')).toHaveCount(0)
})

test('a picture is shown with its size', async ({ show }) => {
  const page = await show(fileOf('picture.png'))
  await expect(page.getByText('8 × 8, ')).toBeVisible()
})

test('bytes are shown as hex', async ({ show }) => {
  const page = await show(fileOf('data.bin'))
  await expect(page.getByText('00000010')).toBeVisible()
})

test('JSON is a tree whose nodes fold by the arrows', async ({ show }) => {
  const page = await show(fileOf('tree.json'))
  await page.getByRole('tree', { name: 'Value of tree.json' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('treeitem', { name: /\bb ?:/ })).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(page.getByRole('treeitem', { name: /\bb ?:/ })).toHaveCount(0)
})
