import { expect, cutOff as test } from '../support/reach'
import { hello } from './support/flows'

/** 100 000 lines, as many as a run keeps, each with its number. */
const flow = `id: long_log
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: "{{ range(0, 99) }}"
    tasks:
      - id: talk
        type: io.kestra.plugin.core.log.Log
        message:
${Array.from({ length: 1000 }, (_, line) => `          - "{{ taskrun.value }} line ${line}"\n`).join('')}`

test('shows the newest line of 100 000 when they have come, and reaches every other and every bar', async ({
  flowyard,
}) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(hello)
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  await flowyard.write(flow)
  await flowyard.run('SUCCESS')
  const log = execution.getByRole('log', { name: 'Log lines' })
  await expect(execution.getByText('100 000 lines')).toBeVisible()
  await expect(log.getByText('99 line 999', { exact: true })).toBeVisible()

  await log.focus()
  await page.keyboard.press('Home')
  await expect(log.getByText('0 line 0', { exact: true })).toBeVisible()
  await expect(log.getByText('99 line 999', { exact: true })).toHaveCount(0)
  await execution.getByRole('searchbox', { name: 'Search logs' }).fill('50 line 500')
  await execution.getByRole('checkbox', { name: 'Only matches' }).check()
  await expect(log.getByText('50 line 500', { exact: true })).toBeVisible()

  await flowyard.tab('Gantt')
  const last = execution.getByRole('row').filter({ hasText: 'talk, 99' })
  await expect(execution.getByRole('row').filter({ hasText: 'talk, 0' })).toBeVisible()
  await expect(last).toHaveCount(0)
  await execution.getByRole('table', { name: 'What ran when' }).evaluate(table => table.scrollIntoView(false))
  await expect(last).toBeVisible()
})
