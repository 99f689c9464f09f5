import { expect, cutOff as test } from '../support/reach'
import { expectAccessible } from './support/axe'

const source = `id: arrives
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.log.Log
    message: "found {{ read(trigger.uri) }} of {{ trigger.objects | length }}"
triggers:
  - id: arrived
    type: io.kestra.plugin.aws.s3.Trigger
    bucket: incoming
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 9 * * *"
`

test('a trigger that waits for files is fired by hand with files of the person, a schedule with a date', async ({
  flowyard,
}) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(source)
  await execution.getByRole('button', { name: 'Run as arrived' }).click()
  const dialog = page.getByRole('dialog', { name: 'Run as arrived' })
  await dialog.getByLabel(/^Files that it finds/).setInputFiles([
    { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('first file') },
    { name: 'b.csv', mimeType: 'text/csv', buffer: Buffer.from('second file') },
  ])
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Run' }).click()
  await flowyard.expectState('SUCCESS')
  await flowyard.tab('Logs')
  await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('found first file of 2')

  await page.getByRole('button', { name: 'Ways to run' }).click()
  await page.getByRole('menuitem', { name: /^Run as daily/ }).click()
  await page.getByLabel('It fires at, UTC').fill('2026-03-04T09:00')
  await page.getByRole('dialog').getByRole('button', { name: 'Run' }).click()
  await flowyard.expectState('FAILED')
  await flowyard.select('trigger', 'date')
  await expect(execution).toContainText('2026-03-04T09:00:00')
})
