import { expect, cutOff as test } from '../support/reach'
import { expectAccessible, THEMES } from './support/axe'

test('an example is found by its words and opened', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await page.getByRole('menuitem', { name: 'More examples…' }).click()
  const list = page.getByRole('dialog', { name: 'Examples' })
  await expect(list.getByRole('heading', { level: 3 })).not.toHaveCount(0)
  await expectAccessible(page)
  await list.getByRole('searchbox', { name: 'Search examples' }).fill('flow.Dag')
  await expect(list.getByRole('status')).toHaveText('1 example')
  await list.getByRole('button', { name: /^Tasks that depend on others/ }).click()
  await expect(list).toBeHidden()
  await flowyard.run('SUCCESS')
})

test('the guides stand beside the page, and open their flows in it', async ({ flowyard, context }) => {
  const { page } = flowyard
  await flowyard.open()
  const opening = context.waitForEvent('page')
  await page.getByRole('link', { name: 'Guides' }).click()
  const guide = await opening
  await guide.getByRole('navigation').getByRole('link', { name: 'Run and read flows' }).click()
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText('Run and read flows')
  for (const colorScheme of THEMES) {
    await guide.emulateMedia({ colorScheme })
    await expectAccessible(guide)
  }
  await guide.setViewportSize({ width: 390, height: 844 })
  const overflow = () => guide.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await overflow()).toBe(0)
  await guide.getByRole('link', { name: 'Open this flow in Flowyard' }).first().click()
  await expect(guide.getByRole('heading', { level: 1 })).toContainText('prices')
})
