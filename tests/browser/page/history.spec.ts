import { drive } from '../support/flowyard'
import { expect, cutOff as test } from '../support/reach'
import { hello, sleeping } from './support/flows'

test('keeps execution, log and outputs over a reload', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(hello)
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('Hello from hello')
  await page.reload()
  await expect(execution.getByText('SUCCESS', { exact: true }).first()).toBeVisible()
  await flowyard.tab('Logs')
  await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('Hello from hello')
})

test('keeps what was typed last, even when the page goes at once', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await flowyard.write(hello)
  await page.reload()
  await expect(page.getByRole('textbox', { name: /^Flow text/ })).toContainText('Hello from')
})

test('lists the runs, opens them, deletes one and brings it back', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(hello)
  await flowyard.run('SUCCESS')
  await execution.getByRole('button', { name: 'Run 1' }).waitFor()
  await flowyard.begin()
  await execution.getByRole('button', { name: 'Run 2' }).click()
  const runs = page.getByRole('dialog', { name: 'Runs of this flow' })
  await runs.getByRole('button', { name: /Run 1/ }).first().click()
  await expect(execution.getByRole('button', { name: 'Run 1' })).toBeVisible()

  await execution.getByRole('button', { name: 'Run 1' }).click()
  await runs.getByRole('button', { name: 'Delete run 1' }).click()
  await expect(page.getByRole('status', { name: 'Message' })).toContainText('Deleted run 1')
  await page.getByRole('status', { name: 'Message' }).getByRole('button', { name: 'Undo' }).click()
  await expect(execution.getByRole('button', { name: 'Run 1' })).toBeVisible()
})

test('a run whose tab was closed is KILLED with a note', async ({ flowyard, context }) => {
  await flowyard.open()
  await flowyard.write(sleeping)
  await flowyard.start()
  await expect(flowyard.execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()
  await flowyard.page.close({ runBeforeUnload: false })

  const next = drive(await context.newPage())
  await next.page.goto('./')
  await expect(next.execution.getByText('KILLED', { exact: true }).first()).toBeVisible()
  await expect(next.execution).toContainText('The page was closed while it ran.')
})

test('another tab neither ends nor overwrites a run', async ({ flowyard, context }) => {
  await flowyard.open()
  await flowyard.write(sleeping)
  await flowyard.start()
  await expect(flowyard.execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()

  const other = drive(await context.newPage())
  await other.page.goto('./')
  await expect(other.execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()
  await expect(flowyard.execution.getByText('RUNNING', { exact: true }).first()).toBeVisible()
  await flowyard.stop()
  await flowyard.expectState('KILLED')
})

test('a change in another tab is told, and neither version is lost', async ({ flowyard, context }) => {
  await flowyard.open()
  await flowyard.write(hello)
  await expect(flowyard.page.getByText('Saved in this browser')).toBeVisible()
  const other = drive(await context.newPage())
  await other.open()
  await other.write(hello.replace('Hello', 'Greetings'))

  const notice = flowyard.page.getByRole('alert').filter({ hasText: 'This flow changed in another tab.' })
  await expect(notice).toBeVisible()
  await notice.getByRole('button', { name: 'Load that version' }).click()
  await expect(flowyard.page.getByRole('textbox', { name: /^Flow text/ })).toContainText('Greetings')
})

test('shows what is stored and offers to keep it', async ({ flowyard }) => {
  const { page } = flowyard
  await flowyard.open()
  await page
    .getByRole('contentinfo')
    .getByRole('button', { name: /^[\d.]+ [kM]?B of/ })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await expect(dialog).toContainText('used of')
  await expect(dialog.getByRole('button', { name: 'Keep this data' })).toBeVisible()
})
