import { expect, test } from 'vitest'
import { type Execution, reduceExecution } from '../../src/model'
import { killedEvents } from '../../workers/engine/killedEvents'
import { createWorld, hops } from '../support/engine/world'

test('an execution that ended with its engine is told as killed, its running tasks too', async () => {
  const world = createWorld()
  const answer = await world.engine.start({
    workspaceId: 'w',
    version: 'auto',
    inputs: {},
    source: `id: busy
namespace: company.team
tasks:
  - {id: quick, type: io.kestra.plugin.core.debug.Return, format: x}
  - {id: busy, type: io.kestra.plugin.core.flow.Sleep, duration: PT60S}
`,
  })
  await new Promise(resolve => setTimeout(resolve, 10))
  const id = answer.kind === 'started' ? answer.executionId : ''
  const running = world.executions.get(id) as Execution
  const killed = reduceExecution(running, killedEvents(running, Date.now(), 'It did not answer any more.'))
  world.engine.kill(id)
  expect(hops(killed)).toBe('CREATED > RUNNING > KILLING > KILLED')
  expect(killed.taskRuns.map(hops)).toEqual([
    'CREATED > SUBMITTED > RUNNING > SUCCESS',
    'CREATED > SUBMITTED > RUNNING > KILLING > KILLED',
  ])
  expect(killed.note).toBe('It did not answer any more.')
})
