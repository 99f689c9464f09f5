import { describe, expect, it } from 'vitest'
import { createWorld, taskRunOf } from '../support/engine/world'

const CORE = 'io.kestra.plugin.core'
const VALUE = 'correct-horse-battery'

/** Echoes its secret, and fails until a key of the store lets it pass. */
const source = `id: asking
namespace: company.team
inputs:
  - { id: login.password, type: SECRET }
  - { id: hint, type: SECRET, defaults: hush }
tasks:
  - { id: plain, type: ${CORE}.debug.Return, format: "{{ execution.id }}" }
  - { id: echo, type: ${CORE}.debug.Return, format: "I got {{ inputs.login.password }} and {{ inputs.hint }}" }
  - { id: flaky, type: ${CORE}.debug.Return, format: "{{ kv('pass') }} {{ inputs.login.password | length }}" }
  - { id: last, type: ${CORE}.debug.Return, format: "{{ outputs.echo.value | length }} {{ outputs.flaky.value }}" }
`
const request = { workspaceId: 'w', source, version: 'auto', inputs: {} } as const

async function failedRun() {
  const world = createWorld()
  const run = await world.run(source, { inputs: { 'login.password': VALUE } })
  await world.effects.keyValues.set('company.team', 'pass', { value: 'now' })
  return { world, run }
}

/** The page after a reload: another engine, that knows what was kept. */
async function reloaded() {
  const { world, run } = await failedRun()
  const later = createWorld({ keyValues: world.effects.keyValues })
  later.events.push(...world.events)
  return { world: later, run }
}

/** Whether any event has the value in it. */
const tells = ({ events }: ReturnType<typeof createWorld>): boolean => JSON.stringify(events).includes(VALUE)

describe('a value of a SECRET input', () => {
  it('is shown in outputs, as in Kestra, where a run asks to be compared with it; never in logs', async () => {
    const world = createWorld()
    const run = await world.run(source, { inputs: { 'login.password': VALUE }, starred: 'logs' })
    expect(taskRunOf(run, 'echo')?.outputs).toEqual({ value: `I got ${VALUE} and hush` })
    expect(JSON.stringify(world.events.filter(({ type }) => type === 'log'))).not.toContain(VALUE)
  })
  it('is in nothing that is told of a run', async () => {
    const { world, run } = await failedRun()
    expect(run.state.current).toBe('FAILED')
    expect(tells(world)).toBe(false)
    expect(run.inputs).toEqual({ login: { password: '******' }, hint: 'hush' })
    expect(taskRunOf(run, 'echo')).toMatchObject({ outputs: { value: 'I got ****** and hush' }, starred: true })
    expect(taskRunOf(run, 'plain').starred).toBeUndefined()
  })

  it('is still there when the run is restarted in the same session, with outputs that held it', async () => {
    const { world, run } = await failedRun()
    expect(await world.engine.restart({ start: request, executionId: run.id })).toMatchObject({ kind: 'started' })
    await world.engine.idle()
    const again = world.executions.get(run.id)
    if (!again) throw new Error('no execution was told')
    expect(taskRunOf(again, 'last').outputs).toEqual({ value: '36 now 21' })
    expect(taskRunOf(again, 'echo').attempts).toHaveLength(1)
    expect(tells(world)).toBe(false)
  })

  it('is asked for when the run is restarted after a reload', async () => {
    const { world, run } = await reloaded()
    expect(await world.engine.restart({ start: request, executionId: run.id })).toEqual({
      kind: 'invalid-inputs',
      problems: [{ inputId: 'login.password', message: 'Missing required input:login.password' }],
    })
  })

  it('counts when it is typed again, and what held it runs again', async () => {
    const { world, run } = await reloaded()
    const start = { ...request, inputs: { 'login.password': VALUE } }
    expect(await world.engine.restart({ start, executionId: run.id })).toMatchObject({ kind: 'started' })
    await world.engine.idle()
    const again = world.executions.get(run.id)
    if (!again) throw new Error('no execution was told')
    expect(again.state.current).toBe('SUCCESS')
    expect(taskRunOf(again, 'last').outputs).toEqual({ value: '36 now 21' })
    expect(['plain', 'echo', 'flaky'].map(id => taskRunOf(again, id).attempts.length)).toEqual([1, 2, 2])
    expect(world.logs.map(({ message }) => message)).toContainEqual(expect.stringMatching(/^echo runs again: /))
  })

  it('is not taken from outputs with stars when the run is replayed after a reload', async () => {
    const { world, run } = await reloaded()
    const start = { ...request, inputs: { 'login.password': VALUE } }
    const answer = await world.engine.replay({ start, executionId: run.id, from: 'failed' })
    if (answer.kind !== 'started') throw new Error('the flow did not start')
    await world.engine.idle()
    const again = world.executions.get(answer.executionId)
    if (!again) throw new Error('no execution was told')
    expect(taskRunOf(again, 'plain').badges).toEqual(['reused'])
    expect(taskRunOf(again, 'echo').badges).toBeUndefined()
    expect(taskRunOf(again, 'last').outputs).toEqual({ value: '36 now 21' })
  })

  it('is hidden in the runs of subflows that get it', async () => {
    const world = createWorld()
    const child = `id: child
namespace: company.team
inputs:
  - { id: text, type: STRING }
tasks:
  - { id: echo, type: ${CORE}.log.Log, message: "{{ inputs.text }}" }
`
    const parent = `id: parent
namespace: company.team
inputs:
  - { id: password, type: SECRET }
tasks:
  - id: call
    type: ${CORE}.flow.Subflow
    namespace: company.team
    flowId: child
    inputs: { text: "{{ inputs.password }}" }
`
    const run = await world.run(parent, { inputs: { password: VALUE }, flows: [{ source: child }] })
    expect(run.state.current).toBe('SUCCESS')
    expect(world.executions.size).toBe(2)
    expect(tells(world)).toBe(false)
  })
})
