import { describe, expect, test } from 'vitest'
import { createWorld, taskRunOf } from '../support/engine/world'

const FLOW = `id: look
namespace: company.team
inputs:
  - {id: name, type: STRING, defaults: Ada}
tasks:
  - {id: list, type: io.kestra.plugin.core.debug.Return, format: '[{"n": 1}, {"n": 2}]'}
  - id: each
    type: io.kestra.plugin.core.flow.ForEach
    values: [x, y]
    tasks:
      - {id: inner, type: io.kestra.plugin.core.debug.Return, format: "{{ taskrun.value }}!"}
`

async function looked() {
  const world = createWorld()
  const execution = await world.run(FLOW)
  const evaluate = (expression: string, taskRunId?: string) =>
    world.engine.evaluate({ executionId: execution.id, expression, ...(taskRunId ? { taskRunId } : {}) })
  return { execution, evaluate }
}

describe('evaluating against a run', () => {
  test('gives the value, its kind and its text', async () => {
    const { evaluate } = await looked()
    expect(await evaluate('{{ inputs.name }}')).toMatchObject({ ok: true, value: 'Ada', type: 'text', rendered: 'Ada' })
    expect(await evaluate('{{ outputs.inner.x.value }}')).toMatchObject({ value: 'x!' })
  })

  test('gives what each stage of a pipe makes', async () => {
    const { evaluate } = await looked()
    const evaluation = await evaluate("{{ outputs.list.value | jq('.[]') | first }}")
    expect(evaluation.ok && evaluation.stages.map(({ source, type, size }) => [source, type, size])).toEqual([
      ['outputs.list.value', 'text', undefined],
      ["jq('.[]')", 'list', '2 items'],
      ['first', 'map', '1 key'],
    ])
  })

  test('tells what is missing, where, and what was meant', async () => {
    const { evaluate } = await looked()
    expect(await evaluate('{{ outputs.iner.x }}')).toMatchObject({
      ok: false,
      message: 'Unable to find `iner` used in the expression `{{ outputs.iner.x }}` at line 1',
      span: { start: 11, end: 15 },
      suggestion: 'inner',
    })
  })

  test('sees what a task run saw, and nothing that came later', async () => {
    const { execution, evaluate } = await looked()
    const first = taskRunOf(execution, 'list')
    expect(await evaluate('{{ outputs.each ?? "not yet" }}', first.id)).toMatchObject({ value: 'not yet' })
    const inner = execution.taskRuns.find(({ value }) => value === 'y')
    expect(await evaluate('{{ taskrun.value }} {{ outputs.inner.x.value }}', inner?.id)).toMatchObject({
      value: 'y x!',
    })
  })

  test('sees the item of an iteration of a Loop', async () => {
    const world = createWorld()
    const execution = await world.run(`id: loop
namespace: company.team
tasks:
  - id: each
    type: io.kestra.plugin.core.flow.Loop
    values: [x, y]
    tasks:
      - {id: inner, type: io.kestra.plugin.core.debug.Return, format: "{{ item.value }}"}
      - {id: next, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.inner.value }}"}
`)
    const next = execution.taskRuns.filter(({ taskId }) => taskId === 'next').at(-1)
    const request = { executionId: execution.id, expression: '{{ item.value }} {{ outputs.inner.value }}' }
    expect(await world.engine.evaluate({ ...request, ...(next ? { taskRunId: next.id } : {}) })).toMatchObject({
      value: 'y y',
    })
  })
})
