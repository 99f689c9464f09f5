import { describe, expect, it } from 'vitest'
import { createWorld, taskRunOf } from '../support/engine/world'

const flow = `id: calls
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.http.Request
    uri: https://api.example.com/things
    allowFailed: true
  - id: second
    type: io.kestra.plugin.core.http.Request
    uri: https://api.example.com/things
`
const headers = [['content-type', 'text/plain']] as const
const recording = { method: 'GET', url: 'https://api.example.com/things', headers }

describe('a run against recorded responses', () => {
  it('answers from them in their order, says so on the task run, and asks nobody', async () => {
    const { run } = createWorld()
    const execution = await run(flow, {
      recordings: [
        { ...recording, status: 503, body: 'busy' },
        { ...recording, status: 200, body: 'here' },
      ],
    })
    expect(taskRunOf(execution, 'first').outputs?.code).toBe(503)
    expect(taskRunOf(execution, 'second').outputs?.body).toBe('here')
    expect(taskRunOf(execution, 'second').badges).toEqual(['recorded-response'])
  })

  it('answers with the last one for ever', async () => {
    const { run } = createWorld()
    const execution = await run(flow, { recordings: [{ ...recording, status: 200, body: 'here' }] })
    expect(['first', 'second'].map(id => taskRunOf(execution, id).outputs?.body)).toEqual(['here', 'here'])
  })

  it('lets calls that none of them fits go out', async () => {
    const { run } = createWorld()
    const other = { ...recording, url: 'https://api.example.com/others', status: 200, body: '' }
    const execution = await run(flow, { recordings: [other] })
    expect(execution.state.current).toBe('FAILED')
  })
})
