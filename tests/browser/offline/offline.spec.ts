import { exampleFiles } from '../../support/examples'
import { readCourses } from '../../support/lessons'
import { drive, type Flowyard } from '../support/flowyard'
import { expect, saveForOffline, test, untilKept } from './site'

const lessons = readCourses().flatMap(course => course.lessons)

test('after one visit with “Save for offline” every lesson and example runs without a network', async ({
  page,
  context,
  host,
}) => {
  test.setTimeout(280_000)
  const flowyard = drive(page, host.url)
  await flowyard.open()
  await untilKept(page)
  await saveForOffline(page)

  await host.stop()
  await context.setOffline(true)
  await page.reload()
  const run = page.getByRole('button', { name: 'Run', exact: true })
  await expect(run).toBeEnabled()
  await expect(page.getByText('Offline. Python and SQL tasks still run.')).toBeVisible()

  const panel = page.getByRole('article', { name: 'Lesson' })
  for (const { id, title } of lessons) {
    await test.step(`lesson ${id}`, async () => {
      await page.evaluate(hash => location.assign(hash), `#/lesson/${id}`)
      await expect(panel.getByRole('heading', { name: title })).toBeVisible()
      await panel.getByRole('button', { name: 'Solution', exact: true }).click()
      await panel.getByRole('button', { name: 'Use the solution' }).click()
      await run.click()
      await expect(panel.getByText('Done.')).toBeVisible({ timeout: 30_000 })
    })
  }
  await runExamples(flowyard)
})

test('after one run of each example every one runs again without a network', async ({ page, context, host }) => {
  test.setTimeout(280_000)
  const flowyard = drive(page, host.url)
  await flowyard.open()
  await untilKept(page)
  await runExamples(flowyard)

  await host.stop()
  await context.setOffline(true)
  await page.reload()
  await expect(page.getByText('Offline. Python and SQL tasks still run.')).toBeVisible()
  await runExamples(flowyard)
})

/** Opens each example by its title, runs it, and looks whether it ended well. */
async function runExamples({ page, execution }: Flowyard): Promise<void> {
  const run = page.getByRole('button', { name: 'Run', exact: true })
  const search = page.getByRole('combobox', { name: /^Search flows/ })
  for (const { title, flowId } of exampleFiles) {
    await test.step(`example ${title}`, async () => {
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^Search/ })
        .click()
      await search.fill(title)
      await search.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toContainText(flowId)
      const before = await execution.getByRole('button', { name: /^Run \d+/ }).allTextContents()
      await run.click()
      await expect
        .poll(() => execution.getByRole('button', { name: /^Run \d+/ }).allTextContents(), { timeout: 30_000 })
        .not.toEqual(before)
      await expect(run).toBeVisible({ timeout: 30_000 })
      await expect(execution.getByText(/^(SUCCESS|WARNING)$/).first()).toBeVisible()
    })
  }
}
