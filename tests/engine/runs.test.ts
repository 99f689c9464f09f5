import { describe, expect, test } from 'vitest'
import { createWorld, hops, taskRunOf } from '../support/engine/world'

const FLOW = `id: hello
namespace: company.team
tasks:
`

describe('a run', () => {
  test('goes through the states that Kestra records', async () => {
    const { run } = createWorld()
    const execution = await run(`${FLOW}  - id: a
    type: io.kestra.plugin.core.debug.Return
    format: "{{ flow.id }}"
  - id: b
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.a.value | upper }}"
`)
    expect(hops(execution)).toBe('CREATED > RUNNING > SUCCESS')
    expect(hops(taskRunOf(execution, 'b'))).toBe('CREATED > SUBMITTED > RUNNING > SUCCESS')
    expect(taskRunOf(execution, 'b').outputs).toEqual({ value: 'HELLO' })
  })

  test('fails where a name is missing, with the place in the text', async () => {
    const { run, logs } = createWorld()
    const source = `${FLOW}  - id: api
    type: io.kestra.plugin.core.debug.Return
    format: x
  - id: b
    type: io.kestra.plugin.core.debug.Return
    format: "{{ outputs.apj.value }}"
`
    const execution = await run(source)
    expect(execution.state.current).toBe('FAILED')
    const { failure } = taskRunOf(execution, 'b')
    expect(failure?.property).toBe('format')
    expect(source.slice(failure?.span?.start, failure?.span?.end)).toBe('apj')
    expect(failure?.fix?.text).toBe('api')
    expect(logs.find(({ level }) => level === 'ERROR')?.message).toBe(
      'Unable to find `apj` used in the expression `{{ outputs.apj.value }}` at line 1',
    )
  })
})
