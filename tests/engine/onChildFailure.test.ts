import { expect, test } from 'vitest'
import { createWorld, taskRunOf } from '../support/engine/world'

const flowWith = (property: string) => `id: side_by_side
namespace: company.team
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel${property}
    tasks:
      - id: inside
        type: io.kestra.plugin.core.flow.Sequential
        tasks:
          - id: slow
            type: io.kestra.plugin.core.flow.Sleep
            duration: PT0.2S
            retry: {type: constant, interval: PT0.01S, maxAttempts: 3}
          - id: after
            type: io.kestra.plugin.core.log.Log
            message: after
      - id: bad
        type: io.kestra.plugin.core.execution.Fail
    errors:
      - id: handler
        type: io.kestra.plugin.core.log.Log
        message: handled
`

const states = async (version: '1.3' | '2.0', property = '') => {
  const world = createWorld()
  const execution = await world.run(flowWith(property), { version })
  const found = Object.fromEntries(execution.taskRuns.map(({ taskId, state }) => [taskId, state.current]))
  return { found, execution, warnings: world.logs.filter(({ level }) => level === 'WARN') }
}

test('2.0 interrupts what runs beside a task that failed, and says which', async () => {
  const { found, execution, warnings } = await states('2.0')
  expect(found).toEqual({ both: 'FAILED', inside: 'FAILED', slow: 'FAILED', bad: 'FAILED', handler: 'SUCCESS' })
  expect(taskRunOf(execution, 'slow').attempts).toHaveLength(1)
  expect(execution.state.current).toBe('FAILED')
  expect(warnings).toMatchObject([{ taskId: 'slow', message: "Task terminated because sibling task 'bad' failed." }])
})

test('what runs beside it may be cancelled, or go on', async () => {
  const { found } = await states('2.0', '\n    onChildFailure: CANCEL')
  expect(found).toEqual({ both: 'FAILED', inside: 'CANCELLED', slow: 'CANCELLED', bad: 'FAILED', handler: 'SUCCESS' })
  const continued = await states('2.0', '\n    onChildFailure: CONTINUE')
  expect(continued.found).toMatchObject({ both: 'FAILED', inside: 'SUCCESS', slow: 'SUCCESS', after: 'SUCCESS' })
})

test('1.3 lets it go on', async () => {
  const { found, warnings } = await states('1.3')
  expect(found).toMatchObject({ both: 'FAILED', inside: 'SUCCESS', slow: 'SUCCESS', after: 'SUCCESS', bad: 'FAILED' })
  expect(warnings).toEqual([])
})

const dagWith = (property: string) => `id: side_by_side
namespace: company.team
tasks:
  - id: all
    type: io.kestra.plugin.core.flow.Dag${property}
    tasks:
      - task:
          id: slow
          type: io.kestra.plugin.core.flow.Sleep
          duration: PT0.2S
      - task:
          id: bad
          type: io.kestra.plugin.core.execution.Fail
      - task:
          id: last
          type: io.kestra.plugin.core.log.Log
          message: last
        dependsOn: [slow]
`

test('a Dag of 2.0 goes on with what runs, unless it is told to end it', async () => {
  const ends = async (property = '') => {
    const { taskRuns } = await createWorld().run(dagWith(property), { version: '2.0' })
    return Object.fromEntries(taskRuns.map(({ taskId, state }) => [taskId, state.current]))
  }
  expect(await ends()).toEqual({ all: 'FAILED', slow: 'SUCCESS', bad: 'FAILED' })
  expect(await ends('\n    onChildFailure: FAIL')).toEqual({ all: 'FAILED', slow: 'FAILED', bad: 'FAILED' })
  expect(await ends('\n    onChildFailure: CANCEL')).toEqual({ all: 'FAILED', slow: 'CANCELLED', bad: 'FAILED' })
})
