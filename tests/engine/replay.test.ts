import { describe, expect, test } from 'vitest'
import { createRegistry, runnable } from '../../src/task'
import { createWorld, taskRunOf } from '../support/engine/world'

/** A task that counts how often it really runs. */
function countingWorld() {
  const ran: string[] = []
  const Count = runnable({
    type: 'io.kestra.plugin.core.debug.Return',
    title: 'Counts.',
    properties: { format: { kind: 'string', dynamic: true, title: 'Text.' } },
    outputs: { value: { kind: 'string', title: 'Text.' } },
    examples: [],
    async run({ format }, { task, log }) {
      ran.push(task.id)
      log('INFO', `${task.id} ran`)
      if (format === 'fail') throw new Error('it failed')
      return { value: format }
    },
  })
  return { ran, world: createWorld({ registry: createRegistry([Count]) }) }
}

const flow = (second: string): string => `id: steps
namespace: company.team
inputs:
  - {id: first, type: STRING, defaults: one}
tasks:
  - {id: a, type: io.kestra.plugin.core.debug.Return, format: "{{ inputs.first }}"}
  - {id: b, type: io.kestra.plugin.core.debug.Return, format: "${second}"}
  - {id: c, type: io.kestra.plugin.core.debug.Return, format: "{{ outputs.b.value }} {{ now() }}"}
`

async function replay(
  before: string,
  after: string,
  from: { readonly taskId: string } | 'failed' | 'changed',
  inputs: Readonly<Record<string, unknown>> = {},
) {
  const { ran, world } = countingWorld()
  const first = await world.run(before)
  ran.length = 0
  const answer = await world.engine.replay({
    start: { workspaceId: 'w', source: after, version: 'auto', inputs },
    executionId: first.id,
    from,
  })
  if (answer.kind !== 'started') throw new Error('the flow did not start')
  await world.engine.idle()
  const execution = world.executions.get(answer.executionId)
  if (!execution) throw new Error('no execution was told')
  return { ran, execution, first, logs: world.logs.filter(({ executionId }) => executionId === execution.id) }
}

describe('a replay', () => {
  test('from a task runs it and what comes after it, with the outputs of the earlier run', async () => {
    const { ran, execution, first } = await replay(flow('two'), flow('two'), { taskId: 'b' })
    expect(ran).toEqual(['b', 'c'])
    expect(execution.originalId).toBe(first.id)
    expect(taskRunOf(execution, 'a')).toMatchObject({ badges: ['reused'], outputs: { value: 'one' } })
  })

  test('keeps the log and the times of what it does not run again', async () => {
    const { execution, first, logs } = await replay(flow('two'), flow('two'), { taskId: 'c' })
    expect(logs.map(({ message }) => message)).toEqual(['a ran', 'b ran', 'c ran'])
    expect(taskRunOf(execution, 'a').state).toEqual(taskRunOf(first, 'a').state)
  })

  test('of a failed run begins with what failed', async () => {
    const { ran, execution } = await replay(flow('fail'), flow('mended'), 'failed')
    expect(ran).toEqual(['b', 'c'])
    expect(execution.state.current).toBe('SUCCESS')
  })

  test('from the first change runs nothing when nothing changed', async () => {
    const { ran } = await replay(flow('two'), flow('two'), 'changed')
    expect(ran).toEqual(['c'])
  })

  test('from the first change runs what is given something else, and all after it', async () => {
    expect((await replay(flow('two'), flow('three'), 'changed')).ran).toEqual(['b', 'c'])
    expect((await replay(flow('two'), flow('two'), 'changed', { first: 'uno' })).ran).toEqual(['a', 'b', 'c'])
  })
})

test('a run that is not kept cannot be replayed', async () => {
  const { world } = countingWorld()
  const start = { workspaceId: 'w', source: flow('two'), version: 'auto', inputs: {} } as const
  await expect(world.engine.replay({ start, executionId: 'gone', from: 'failed' })).rejects.toThrow('not kept')
})
