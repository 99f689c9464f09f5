import { expect, test } from 'vitest'
import { createWorld, hops } from '../support/engine/world'

const flow = (behavior: string): string => `id: one_at_a_time
namespace: company.team
concurrency: {limit: 1, behavior: ${behavior}}
tasks:
  - {id: wait, type: io.kestra.plugin.core.flow.Sleep, duration: PT0.01S}
`

async function startTwo(behavior: string): Promise<readonly string[]> {
  const world = createWorld()
  const start = () => world.engine.start({ workspaceId: 'w', source: flow(behavior), version: 'auto', inputs: {} })
  await start()
  await start()
  await world.engine.idle()
  return [...world.executions.values()].map(hops)
}

test.each([
  ['QUEUE', 'CREATED > QUEUED > RUNNING > SUCCESS'],
  ['CANCEL', 'CREATED > CANCELLED'],
  ['FAIL', 'CREATED > FAILED'],
])('with a concurrency of one and %s the second execution goes %s', async (behavior, second) => {
  expect(await startTwo(behavior)).toEqual(['CREATED > RUNNING > SUCCESS', second])
})

test('a queued execution can be killed', async () => {
  const world = createWorld()
  const source = flow('QUEUE').replace('PT0.01S', 'PT0.05S')
  const start = () => world.engine.start({ workspaceId: 'w', source, version: 'auto', inputs: {} })
  await start()
  const second = await start()
  if (second.kind === 'started') world.engine.kill(second.executionId)
  await world.engine.idle()
  expect([...world.executions.values()].map(hops)[1]).toBe('CREATED > QUEUED > KILLING > KILLED')
})
