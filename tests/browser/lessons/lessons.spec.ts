import type { Lesson } from '../../../src/lessons'
import { readCourses } from '../../support/lessons'
import { expect, cutOff as test } from '../support/reach'

const lessons = readCourses().flatMap(course => course.lessons)

const messagesOf = ({ steps }: Lesson): readonly string[] =>
  steps.flatMap(({ checks }) => checks.map(({ message }) => message))

/** What is missing is told once a run has ended; a flow that cannot start is refused. */
for (const lesson of lessons) {
  test(`${lesson.id}: every hint is reached, the starter lacks something, the solution nothing`, async ({
    flowyard,
  }) => {
    const { page } = flowyard
    await page.goto(`./#/lesson/${lesson.id}`)
    const panel = page.getByRole('article', { name: 'Lesson' })
    await expect(panel.getByRole('heading', { name: lesson.title })).toBeVisible()
    const more = panel.getByRole('button', { name: /^(?:Hint|Another hint)$/ })
    while ((await more.count()) > 0) await more.first().click()
    for (const hint of lesson.steps.flatMap(({ hints }) => hints)) {
      await expect(panel.getByText(hint.replaceAll('`', ''))).toBeVisible()
    }
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const refused = page.getByRole('alert').filter({ hasText: 'Nothing was run.' })
    const lacking = messagesOf(lesson).reduce((any, message) => any.or(panel.getByText(message)), refused)
    await expect(lacking.first()).toBeVisible({ timeout: 100_000 })
    await expect(panel.getByText('Done.')).toBeHidden()

    await panel.getByRole('button', { name: 'Solution', exact: true }).click()
    await panel.getByRole('button', { name: 'Use the solution' }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect(panel.getByText('Done.')).toBeVisible({ timeout: 100_000 })
  })
}

test('the list tells what one learns, opens a lesson and remembers that it was done', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await page.getByRole('button', { name: 'Lessons' }).click()
  const list = page.getByRole('dialog', { name: 'Lessons' })
  await list.getByRole('button', { name: /^Go on after a failure/ }).click()
  const panel = page.getByRole('article', { name: 'Lesson' })
  await expect(page).toHaveURL(/#\/lesson\/errors\/3$/)
  await panel.getByRole('button', { name: 'Hint' }).click()
  await expect(panel).toContainText('allowFailure')
  await panel.getByRole('button', { name: 'Solution', exact: true }).click()
  await panel.getByRole('button', { name: 'Use the solution' }).click()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText('Done.')).toBeVisible()
  await panel.getByRole('button', { name: 'Start again' }).click()
  await expect(panel.getByText('Done.')).toBeHidden()
  await page.getByRole('button', { name: 'Earlier runs' }).click()
  await page
    .getByRole('dialog', { name: 'Runs of this flow' })
    .getByRole('button', { name: /\bRun 1\b/ })
    .click()
  await expect(panel.getByText('Done.')).toBeVisible()
  await page.reload()
  await expect(panel.getByRole('heading', { name: 'Go on after a failure' })).toBeVisible()
  await panel.getByRole('button', { name: 'All lessons' }).click()
  await expect(list.getByRole('button', { name: /^Go on after a failure/ })).toContainText('done')
})
