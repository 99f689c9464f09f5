import { expect, test } from 'vitest'
import { createLiving } from '../../workers/engine/living'
import { createWorld } from '../support/engine/world'

const source = `id: two
namespace: company.team
tasks:
  - {id: quick, type: io.kestra.plugin.core.debug.Return, format: x}
  - {id: slow, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.01S}
`

test('an execution is followed with its task runs that go on, until it has ended', async () => {
  const world = createWorld()
  const run = await world.run(source)
  const living = createLiving()
  const seen: string[] = []
  for (const event of world.events) {
    living.follow([event])
    const [execution] = living.executions()
    seen.push(execution ? [execution.state.current, ...execution.taskRuns.map(({ taskId }) => taskId)].join(' ') : '')
  }
  expect([...new Set(seen)]).toEqual(['CREATED', 'RUNNING', 'RUNNING quick', 'RUNNING slow', ''])
  living.follow([{ type: 'execution-created', executionId: run.id, execution: run }])
  expect(living.executions()).toEqual([])
})
