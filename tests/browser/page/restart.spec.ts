import { expect, cutOff as test } from '../support/reach'

const flow = (name: string): string => `id: halfway
namespace: company.team
tasks:
  - {id: good, type: io.kestra.plugin.core.debug.Return, format: "{{ execution.id }}"}
  - {id: once, type: io.kestra.plugin.core.log.Log, message: said once}
  - {id: bad, type: io.kestra.plugin.core.log.Log, message: "same run: {{ outputs.${name}.value == execution.id }}"}
`

test('a failed run goes on under its own number where it failed, with what had ended well', async ({ flowyard }) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(flow('nothing'))
  await flowyard.run('FAILED')
  await flowyard.write(flow('good'))
  await execution.getByRole('button', { name: 'Replay' }).click()
  await page.getByRole('menuitem', { name: 'Restart run 1' }).click()
  await flowyard.expectState('SUCCESS')
  await expect(execution.getByRole('button', { name: /^Run 1\b/ })).toBeVisible()
  await flowyard.tab('Logs')
  const log = execution.getByRole('log', { name: 'Log lines' })
  await expect(log).toContainText('same run: true')
  await expect(log.getByText('said once')).toHaveCount(1)
})
