import { describe, expect, it } from 'vitest'
import { dateField, type FiringFields, fireRequest, firingKind } from '../../../src/ui/triggers/firing'

const trigger = (type: string) => ({ id: 't', type, name: type })
const fields: FiringFields = { date: '', body: '', files: [], flow: '', state: 'SUCCESS', outputs: '' }
const fire = (type: string, some: Partial<FiringFields>) =>
  fireRequest(trigger(type), { ...fields, ...some }, () => 'new')

describe('firing a trigger by hand', () => {
  it('gives a schedule the date in UTC', () => {
    const date = dateField(Date.UTC(2026, 0, 2, 3, 4, 5))
    expect(fire('io.kestra.plugin.core.trigger.Schedule', { date })).toEqual({
      triggerId: 't',
      date: '2026-01-02T03:04:00.000Z',
    })
  })

  it('gives a webhook its body', () => {
    expect(fire('io.kestra.plugin.core.trigger.Webhook', { body: '{"a":1}' })).toEqual({
      triggerId: 't',
      body: '{"a":1}',
    })
  })

  it('gives a Flow trigger the execution that ended', () => {
    const given = { flow: 'company.team.other', state: 'WARNING', outputs: '{"rows": 3}' }
    expect(fire('io.kestra.plugin.core.trigger.Flow', given).execution).toEqual({
      id: 'new',
      namespace: 'company.team',
      flowId: 'other',
      flowRevision: 1,
      state: 'WARNING',
      outputs: { rows: 3 },
    })
    expect(() => fire('io.kestra.plugin.core.trigger.Flow', { ...given, outputs: '[1]' })).toThrow('map in JSON')
  })

  it('gives any other trigger the files', () => {
    const file = new File(['x'], 'a.csv')
    expect(firingKind(trigger('io.kestra.plugin.aws.s3.Trigger'))).toBe('files')
    expect(fire('io.kestra.plugin.aws.s3.Trigger', { files: [file] }).files).toEqual([{ name: 'a.csv', content: file }])
  })
})
