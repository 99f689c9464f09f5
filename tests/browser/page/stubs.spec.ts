import { expect, cutOff as test } from '../support/reach'
import { expectAccessible } from './support/axe'
import { lineOf } from './support/flows'

const source = `id: tells
namespace: company.team
tasks:
  - id: greet
    type: io.kestra.plugin.core.debug.Return
    format: Hello from {{ flow.id }}
  - id: upload
    type: io.kestra.plugin.aws.s3.Upload
    bucket: reports
    key: greeting.txt
  - id: say
    type: io.kestra.plugin.core.log.Log
    message: Kept as {{ outputs.upload.key ?? 'nothing' }}
  - id: tell
    type: io.kestra.plugin.slack.notifications.SlackIncomingWebhook
    url: https://hooks.example.com/x
    payload: '{"text": "{{ outputs.greet.value }}"}'
`
const stubMark = /^Stub$/

test('a flow with a Slack message at its end runs; stubs are kept and shown wherever the task is', async ({
  flowyard,
}) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(source)
  const rows = execution.getByRole('listitem').filter({ hasText: /Upload|SlackIncomingWebhook/ })
  await expect(rows).toHaveCount(2)

  await test.step('the warning in the text offers a stub, which is checked while it is written', async () => {
    await rows.getByRole('button', { name: `line ${lineOf(source, 's3.Upload')}` }).click()
    await page.getByRole('note').getByRole('button', { name: 'Give it a stub' }).click()
    const dialog = page.getByRole('dialog', { name: 'Stub for upload' })
    const text = dialog.getByRole('textbox')
    await text.fill('keyy: greeting.txt')
    await expect(dialog.getByText('Did you mean `key`?')).toBeVisible()
    await text.fill('key: [')
    await expect(dialog.getByText(/^Line 1: /)).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Use this stub' })).toBeDisabled()
    await text.fill('key: greeting.txt')
    await expect(dialog.getByText('In Kestra it has bucket, key, eTag, versionId.')).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Use this stub' }).click()
    await expect(rows.filter({ hasText: 'upload' })).toContainText('1 output')
  })

  await test.step('the others run, and the message that would have been sent is in the log', async () => {
    await execution.getByRole('button', { name: 'Run the others' }).click()
    await flowyard.expectState('SUCCESS')
    await flowyard.tab('Logs')
    const log = execution.getByRole('log', { name: 'Log lines' })
    await expect(log).toContainText('Kept as greeting.txt')
    await expect(log).toContainText('{"text": "Hello from tells"}')
    await expect(log.getByText(stubMark)).toHaveCount(2)
    await flowyard.tab('Gantt')
    await expect(execution.getByRole('row').filter({ hasText: 'tell' }).getByText(stubMark)).toBeVisible()
    await flowyard.tab('Outputs')
    await expect(execution.getByRole('option', { name: /^upload, .*stub/ })).toBeVisible()
    await flowyard.tab('Overview')
    await expect(execution.getByRole('region', { name: 'Tasks' })).toContainText('Stub')
    await execution.getByRole('button', { name: /^Run 1/ }).click()
    await expect(page.getByRole('dialog', { name: 'Runs of this flow' }).getByText(stubMark)).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('after a reload the stub is still there, and the task without one fails with both ways on', async () => {
    await page.reload()
    await flowyard.run('FAILED')
    const card = execution.getByRole('region', { name: 'Failure' })
    await expect(card.getByRole('heading')).toContainText('Task tell failed')
    await card.getByRole('button', { name: 'Give it a stub' }).click()
    await page.getByRole('dialog', { name: 'Stub for tell' }).getByRole('button', { name: 'Use this stub' }).click()
    await flowyard.run('SUCCESS')
  })
})
