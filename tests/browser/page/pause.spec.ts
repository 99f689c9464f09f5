import { expect, cutOff as test } from '../support/reach'
import { expectAccessible } from './support/axe'
import { asking } from './support/flows'

test('a task that waits asks for its inputs, refuses what does not fit, and goes on with the values', async ({
  flowyard,
}) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(asking)
  await flowyard.start()
  const form = execution.getByRole('form', { name: 'approval is paused' })
  await expect(form.getByRole('textbox', { name: 'reason' })).toHaveValue('Well done')
  await expect(form.getByRole('group', { name: 'sizes' })).toBeHidden()
  await form.getByRole('radiogroup', { name: 'urgent' }).getByRole('radio', { name: 'true' }).check()
  await form.getByRole('group', { name: 'sizes' }).getByRole('checkbox', { name: 'M' }).check()
  await expect(page.getByText('approval waits for you.').first()).toBeAttached()
  await expectAccessible(page)

  await form.getByRole('textbox', { name: 'copies' }).fill('many')
  await form.getByRole('button', { name: 'Resume' }).click()
  await expect(form.getByRole('alert')).toContainText('copies')
  await form.getByRole('textbox', { name: 'copies' }).fill('2')
  await form.getByRole('textbox', { name: 'reason' }).fill('Looks good')
  await form.getByRole('button', { name: 'Resume' }).click()
  await flowyard.expectState('SUCCESS')
  await flowyard.tab('Logs')
  await expect(execution.getByRole('log', { name: 'Log lines' })).toContainText('Looks good, 3, ["M"], SUCCESS')
})
