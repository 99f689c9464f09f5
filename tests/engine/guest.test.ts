import { describe, expect, it } from 'vitest'
import type { CallAnswer, Execution } from '../../src/model'
import { type HttpBroker, HttpRefused } from '../../src/runtimes'
import { createWorld, hops, taskRunOf, type World } from '../support/engine/world'

const calling = (uri: string) => `id: calls
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.http.Request
    uri: ${uri}
  - id: second
    type: io.kestra.plugin.core.http.Request
    uri: ${uri}
`

/** A network that answers everything, and what was called. */
function network() {
  const called: string[] = []
  const http: HttpBroker = {
    check: url => {
      if (url.includes('own.example')) throw new HttpRefused('own.example may not be called')
    },
    send: async ({ url }) => {
      called.push(url)
      return { status: 200, headers: [], body: new Blob(['hi']), source: 'network' }
    },
  }
  return { called, http }
}

/** Answers every question in turn, as a person does; the last answer for ever. */
async function answering(world: World, source: string, answers: readonly CallAnswer[], hosts: readonly string[] = []) {
  const asked: string[] = []
  const answer = await world.engine.start({
    workspaceId: 'w',
    source,
    version: 'auto',
    inputs: {},
    guest: { hosts },
  })
  if (answer.kind !== 'started') throw new Error(JSON.stringify(answer.problems))
  let over = false
  const idle = world.engine.idle().then(() => {
    over = true
  })
  while (!over) {
    const { question } = world.executions.get(answer.executionId) ?? {}
    if (question && !asked.includes(question.id)) {
      asked.push(question.id)
      world.engine.answer(answer.executionId, question.id, answers[asked.length - 1] ?? answers.at(-1) ?? 'refuse')
    }
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  await idle
  const execution = world.executions.get(answer.executionId)
  if (!execution) throw new Error('no execution')
  return { execution, asked: asked.length }
}

const failureOf = (execution: Execution, taskId: string) => taskRunOf(execution, taskId).failure?.message

describe('a flow from outside', () => {
  it('calls the hosts that were listed without a word', async () => {
    const { called, http } = network()
    const { asked } = await answering(createWorld({ http }), calling('https://a.example/x'), ['refuse'], ['a.example'])
    expect(asked).toBe(0)
    expect(called).toHaveLength(2)
  })

  it('waits, PAUSED, until a call outside the list is allowed: once, or for the run', async () => {
    const { called, http } = network()
    const once = await answering(createWorld({ http }), calling('https://a.example/x'), ['once'])
    expect(once.asked).toBe(2)
    expect(hops(once.execution)).toContain('RUNNING > PAUSED > RUNNING')
    expect(hops(taskRunOf(once.execution, 'first'))).toContain('RUNNING > PAUSED > RUNNING > SUCCESS')
    expect(once.execution.question).toBeUndefined()
    const run = await answering(createWorld({ http }), calling('https://a.example/x'), ['run'])
    expect(run.asked).toBe(1)
    expect(called).toHaveLength(4)
  })

  it('fails in plain words when the call is refused, and does not ask for that host again', async () => {
    const { called, http } = network()
    const world = createWorld({ http })
    const source = calling('https://a.example/x').replace('  - id: second', '    allowFailure: true\n  - id: second')
    const { execution, asked } = await answering(world, source, ['refuse'])
    expect(failureOf(execution, 'first')).toBe(
      'a.example was not in the list of what this flow calls, and you refused the call',
    )
    expect(failureOf(execution, 'second')).toBe(failureOf(execution, 'first'))
    expect(asked).toBe(1)
    expect(called).toEqual([])
  })

  it('asks for calls of expressions too, one question at a time, and not for what is refused anyway', async () => {
    const { http, called } = network()
    const source = `id: calls
namespace: company.team
tasks:
  - id: both
    type: io.kestra.plugin.core.flow.Parallel
    tasks:
      - id: one
        type: io.kestra.plugin.core.debug.Return
        format: "{{ http('https://' ~ 'b.example/') }}"
      - id: two
        type: io.kestra.plugin.core.debug.Return
        format: "{{ http('https://' ~ 'c.example/') }}"
  - id: own
    type: io.kestra.plugin.core.http.Request
    uri: https://own.example/
`
    const { asked, execution } = await answering(createWorld({ http }), source, ['once'])
    expect(asked).toBe(2)
    expect([...called].sort()).toEqual(['https://b.example/', 'https://c.example/'])
    expect(failureOf(execution, 'own')).toContain('may not be called')
  })

  it('is ended by a kill while it asks', async () => {
    const { http, called } = network()
    const world = createWorld({ http })
    const answer = await world.engine.start({
      workspaceId: 'w',
      source: calling('https://a.example/x'),
      version: 'auto',
      inputs: {},
      guest: { hosts: [] },
    })
    const id = answer.kind === 'started' ? answer.executionId : ''
    await expect.poll(() => world.executions.get(id)?.question?.host).toBe('a.example')
    world.engine.kill(id)
    await world.engine.idle()
    expect(world.executions.get(id)).toMatchObject({ state: { current: 'KILLED' } })
    expect(world.executions.get(id)?.question).toBeUndefined()
    expect(called).toEqual([])
  })

  it('sees no file, no key and no secret that another flow left, and deletes none', async () => {
    const world = createWorld()
    const left = await world.run(`id: own
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: mine
  - id: key
    type: io.kestra.plugin.core.kv.Set
    key: treasure
    value: gold
`)
    const uri = String(taskRunOf(left, 'write').outputs?.uri)
    const guest = { guest: { hosts: [] }, workspaceId: 'other' }
    const read = (task: string) => world.run(`id: own\nnamespace: company.team\ntasks:\n${task}`, guest)
    const reading = await read(
      `  - id: read\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ read('${uri}') }}"\n`,
    )
    expect(failureOf(reading, 'read')).toContain("didn't belong to the current execution")
    const key = await read(
      `  - id: key\n    type: io.kestra.plugin.core.debug.Return\n    format: "{{ kv('treasure', errorOnMissing=false) }}"\n`,
    )
    expect(JSON.stringify(key)).not.toContain('gold')
    for (const prefix of [uri, 'kestra:///', 'kestra:///company/'])
      await read(`  - id: wipe\n    type: io.kestra.plugin.core.storage.Delete\n    uri: ${prefix}\n`)
    expect(await (await world.effects.storage.get(uri as 'kestra:///')).text()).toBe('mine')
  })

  it('reads what it wrote itself, in this run and replayed', async () => {
    const world = createWorld()
    const source = `id: own
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: mine
  - id: read
    type: io.kestra.plugin.core.debug.Return
    format: "{{ read(outputs.write.uri) }}"
`
    const start = { workspaceId: 'w', source, version: 'auto', inputs: {}, guest: { hosts: [] } } as const
    const first = await world.run(source, start)
    expect(taskRunOf(first, 'read').outputs?.value).toBe('mine')
    const again = await world.engine.replay({ start, executionId: first.id, from: { taskId: 'read' } })
    await world.engine.idle()
    const replayed = world.executions.get(again.kind === 'started' ? again.executionId : '')
    expect(replayed?.state.current).toBe('SUCCESS')
  })
})

describe('storage.Delete', () => {
  it('deletes the file of exactly that address, never those below it', async () => {
    const world = createWorld()
    const run = await world.run(`id: own
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    content: mine
  - id: wipe
    type: io.kestra.plugin.core.storage.Delete
    uri: kestra:///company/
`)
    expect(taskRunOf(run, 'wipe').outputs?.deleted).toBe(false)
    const uri = String(taskRunOf(run, 'write').outputs?.uri)
    expect(await (await world.effects.storage.get(uri as 'kestra:///')).text()).toBe('mine')
  })
})

describe('the responses of a run', () => {
  it('are kept with it, without secrets, and answer another run', async () => {
    const kept: { executionId: string; index: number; url: string; body: string }[] = []
    const send: HttpBroker['send'] = async () => ({
      status: 200,
      headers: [['content-type', 'text/plain']],
      body: new Blob(['you sent hunter22']),
      source: 'network',
    })
    const world = createWorld({
      http: { send },
      keepResponse: async (executionId, index, { url, body }) => {
        kept.push({ executionId, index, url, body: await new Blob([body]).text() })
      },
    })
    const source = calling("https://a.example/x?key={{ secret('TOKEN') }}")
    const run = await world.run(source, { secrets: { TOKEN: 'hunter22' } })
    expect(run.state.current).toBe('SUCCESS')
    expect(kept.map(({ executionId, index, url, body }) => [executionId, index, url, body])).toEqual([
      [run.id, 0, 'https://a.example/x?key=******', 'you sent ******'],
      [run.id, 1, 'https://a.example/x?key=******', 'you sent ******'],
    ])
    const recordings = kept.map(({ url, body }) => ({ method: 'GET', status: 200, headers: [], url, body }))
    const again = await createWorld().run(source, { secrets: { TOKEN: 'hunter22' }, recordings })
    expect(taskRunOf(again, 'first').outputs?.body).toBe('you sent ******')
  })
})
