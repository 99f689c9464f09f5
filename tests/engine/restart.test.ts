import { expect, test } from 'vitest'
import { createWorld, hops, taskRunOf } from '../support/engine/world'

const CORE = 'io.kestra.plugin.core'

/** A flow that fails at `flaky` until a key of the store lets it pass. */
const source = `id: flaky
namespace: company.team
tasks:
  - { id: first, type: ${CORE}.debug.Return, format: "{{ execution.id }}" }
  - id: around
    type: ${CORE}.flow.Sequential
    tasks:
      - { id: inside, type: ${CORE}.debug.Return, format: kept }
      - { id: flaky, type: ${CORE}.debug.Return, format: "{{ outputs.inside.value }} {{ kv('pass') }}" }
    errors:
      - { id: complaint, type: ${CORE}.log.Log, message: failed }
  - { id: last, type: ${CORE}.debug.Return, format: "{{ outputs.first.value }} {{ outputs.flaky.value }}" }
errors:
  - { id: outer_complaint, type: ${CORE}.log.Log, message: failed }
`

async function restart(world: ReturnType<typeof createWorld>, executionId: string, text: string) {
  const start = { workspaceId: 'w', source: text, version: 'auto', inputs: {} } as const
  const answer = await world.engine.restart({ start, executionId })
  await world.engine.idle()
  const execution = world.executions.get(executionId)
  if (!execution) throw new Error(JSON.stringify(answer))
  return execution
}

test('a failed execution goes on under its own id where it failed', async () => {
  const world = createWorld()
  const before = await world.run(source)
  expect(before.state.current).toBe('FAILED')
  await world.effects.keyValues.set('company.team', 'pass', { value: 'now' })
  const after = await restart(world, before.id, source)
  expect(hops(after)).toBe('CREATED > RUNNING > FAILED > RESTARTED > RUNNING > SUCCESS')
  expect(after.failure).toBeUndefined()
  expect(after.labels).toContainEqual({ key: 'system.restarted', value: 'true' })
  expect(after.taskRuns.map(taskRun => `${taskRun.taskId}: ${hops(taskRun)}`)).toEqual([
    'first: CREATED > SUBMITTED > RUNNING > SUCCESS',
    'around: CREATED > RUNNING > FAILED > RESTARTED > RUNNING > SUCCESS',
    'inside: CREATED > SUBMITTED > RUNNING > SUCCESS',
    'flaky: CREATED > SUBMITTED > RUNNING > FAILED > RESTARTED > SUBMITTED > RUNNING > SUCCESS',
    'last: CREATED > SUBMITTED > RUNNING > SUCCESS',
  ])
  expect(taskRunOf(after, 'flaky').attempts).toHaveLength(2)
  expect(taskRunOf(after, 'last').outputs).toEqual({ value: `${before.id} kept now` })
})

test('lines of the log go on being numbered', async () => {
  const world = createWorld()
  const before = await world.run(source)
  await restart(world, before.id, source)
  const indexes = world.logs.filter(({ executionId }) => executionId === before.id).map(({ index }) => index)
  expect(new Set(indexes).size).toBe(indexes.length)
})

test('iterations that ended well are not run again, and what changed in the text counts', async () => {
  const world = createWorld()
  const loop = (format: string): string => `id: looped
namespace: company.team
tasks:
  - id: each
    type: ${CORE}.flow.ForEach
    values: ["a", "b", "c"]
    tasks:
      - { id: one, type: ${CORE}.debug.Return, format: "${format}" }
`
  const failing = loop("{{ taskrun.value == 'b' ? nothing.there : taskrun.value }}")
  const before = await world.run(failing, { version: '1.3' })
  expect(before.taskRuns.filter(({ taskId }) => taskId === 'one').map(({ state }) => state.current)).toEqual([
    'SUCCESS',
    'FAILED',
  ])
  const after = await restart(world, before.id, loop('again {{ taskrun.value }}'))
  expect(after.state.current).toBe('SUCCESS')
  expect(after.taskRuns.filter(({ taskId }) => taskId === 'one').map(({ outputs }) => outputs?.value)).toEqual([
    'a',
    'again b',
    'again c',
  ])
})

test('tasks that share a working directory all run again', async () => {
  const world = createWorld()
  const text = `id: shared
namespace: company.team
tasks:
  - id: wd
    type: ${CORE}.flow.WorkingDirectory
    tasks:
      - { id: one, type: ${CORE}.debug.Return, format: "1" }
      - { id: two, type: ${CORE}.debug.Return, format: "{{ kv('pass') }}" }
`
  const before = await world.run(text)
  await world.effects.keyValues.set('company.team', 'pass', { value: 'now' })
  const after = await restart(world, before.id, text)
  expect(after.state.current).toBe('SUCCESS')
  expect(hops(taskRunOf(after, 'one'))).not.toContain('RESTARTED')
  expect(taskRunOf(after, 'one').id).not.toBe(taskRunOf(before, 'one').id)
})

test('an execution that has not ended is not restarted', async () => {
  const world = createWorld()
  const running = world.run(`id: sleeps
namespace: company.team
tasks:
  - { id: rest, type: ${CORE}.flow.Sleep, duration: PT10S }
`)
  await new Promise(resolve => setTimeout(resolve, 5))
  const [id = ''] = world.executions.keys()
  await expect(restart(world, id, source)).rejects.toThrow('has not ended yet')
  world.engine.kill(id)
  await running
})
