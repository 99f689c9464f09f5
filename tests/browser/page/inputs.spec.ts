import { expect, cutOff as test } from '../support/reach'
import { expectAccessible } from './support/axe'

const flow = `id: order
namespace: company.team
inputs:
  - {id: dish, type: SELECT, values: [soup, {value: pie, label: A pie}], isRadio: true}
  - {id: size, type: SELECT, expression: "{{ inputs.dish == 'pie' ? ['small', 'large'] : ['cup'] }}", autoSelectFirst: true, dependsOn: {inputs: [dish]}}
  - {id: cream, type: BOOL, displayName: With cream, dependsOn: {inputs: [dish], condition: "{{ inputs.dish == 'pie' }}"}}
  - {id: spoons, type: INT, min: 1, max: 9, dependsOn: {inputs: [dish], condition: "{{ inputs.dish == 'soup' }}"}}
  - {id: herbs, type: MULTISELECT, values: [mint, dill], allowCustomValue: true, required: false}
  - {id: guests, type: ARRAY, itemType: STRING, defaults: [Ann]}
  - {id: seen, type: BOOLEAN}
  - {id: day, type: DATE, defaults: "2026-05-01"}
  - {id: at, type: DATETIME, required: false}
  - {id: bell, type: TIME, required: false}
  - {id: wait, type: DURATION, max: PT2H, defaults: PT30M}
  - {id: mail, type: EMAIL, required: false}
  - {id: page, type: URI, required: false}
  - {id: more, type: JSON, required: false}
  - {id: notes, type: FILE, allowedFileExtensions: [.txt], required: false}
  - {id: word, type: STRING, prefill: please, required: false}
  - {id: key, type: SECRET, required: false}
  - {id: title, type: STRING, defaults: "{{ inputs.dish ?? 'nothing' }} for {{ flow.namespace }}", dependsOn: {inputs: [dish]}}
tasks:
  - id: show
    type: io.kestra.plugin.core.log.Log
    message:
      - "{{ inputs.dish }} {{ inputs.size }} {{ inputs.cream }} {{ inputs.spoons ?? 'no spoons' }}"
      - "{{ inputs.herbs }} {{ inputs.guests }} {{ inputs.seen }}"
      - "{{ inputs.day }} {{ inputs.at }} {{ inputs.bell }} {{ inputs.wait }}"
      - "{{ read(inputs.notes) }} {{ inputs.word ?? 'no word' }} {{ inputs.title }}"
`

test('a form of inputs has a control for each type, asks for what is needed, and hands over what it shows', async ({
  flowyard,
}) => {
  const { page, execution } = flowyard
  await flowyard.open()
  await flowyard.write(flow)
  await page.getByRole('tab', { name: /^Inputs/ }).click()
  const form = page.getByRole('tabpanel', { name: /^Inputs/ })

  await expect(form.getByText('size', { exact: true })).toBeHidden()
  await form.getByRole('radiogroup', { name: 'dish' }).getByRole('radio', { name: 'A pie' }).check()
  await expect(form.getByRole('combobox', { name: 'size' })).toHaveValue('small')
  await expect(form.getByRole('checkbox', { name: 'With cream' })).toBeVisible()
  await expect(form.getByText('spoons', { exact: true })).toBeHidden()
  await expect(form.getByRole('textbox', { name: 'title' })).toHaveValue('pie for company.team')

  const herbs = form.getByRole('group', { name: 'herbs' })
  await herbs.getByRole('checkbox', { name: 'dill' }).check()
  await herbs.getByRole('textbox', { name: 'Another value' }).fill('basil')
  await herbs.getByRole('button', { name: 'Add' }).click()
  await herbs.getByRole('checkbox', { name: 'mint' }).check()
  await expect(herbs.getByRole('checkbox', { name: 'basil' })).toBeChecked()

  const guests = form.getByRole('group', { name: 'guests' })
  await guests.getByRole('button', { name: 'Add item' }).click()
  await expect(guests.getByRole('textbox', { name: 'guests 2' })).toBeFocused()
  await page.keyboard.type('Bob')
  await guests.getByRole('button', { name: 'Remove guests 1' }).click()
  await expect(guests.getByRole('textbox')).toHaveValue('Bob')

  await form.getByRole('radiogroup', { name: 'seen' }).getByRole('radio', { name: 'false' }).check()
  await form.getByLabel('day').fill('2026-06-02')
  await form.getByLabel('at', { exact: true }).fill('2026-06-02T08:30:00')
  await form.getByLabel('bell').fill('09:15')
  await form.getByLabel('notes').setInputFiles({ name: 'n.txt', mimeType: 'text/plain', buffer: Buffer.from('hot') })
  await expect(form.getByText('n.txt is chosen.')).toBeVisible()
  await expectAccessible(page)

  await form.getByRole('textbox', { name: 'wait' }).fill('PT3H')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(form.getByRole('alert')).toContainText('less than')
  await form.getByRole('textbox', { name: 'wait' }).fill('PT90M')
  await flowyard.run('SUCCESS')
  await flowyard.tab('Logs')
  const log = execution.getByRole('log', { name: 'Log lines' })
  await expect(log).toContainText('pie small false no spoons')
  await expect(log).toContainText('["mint","dill","basil"] ["Bob"] false')
  await expect(log).toContainText('2026-06-02 2026-06-02T08:30:00.000000Z 09:15:00 5400.0')
  await expect(log).toContainText('hot please pie for company.team')
})
