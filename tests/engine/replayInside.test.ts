import { describe, expect, test } from 'vitest'
import type { Execution } from '../../src/model'
import { createWorld, hops } from '../support/engine/world'

const CORE = 'io.kestra.plugin.core'

const flow = (tasks: string): string => `id: nested\nnamespace: company.team\ntasks:\n${tasks}`
const last = (format = 'end'): string => `  - { id: last, type: ${CORE}.debug.Return, format: "${format}" }\n`

type From = { readonly taskId: string } | 'failed' | 'changed'

/** Runs a flow, then another text of it from somewhere on. */
async function replay(before: string, after: string, from: From, version: '1.3' | '2.0' = '2.0') {
  const world = createWorld()
  const resumer = setInterval(() => {
    for (const execution of world.executions.values()) {
      for (const { id, state } of execution.taskRuns) {
        if (state.current === 'PAUSED') void world.engine.resume(execution.id, id, { reason: 'first time' })
      }
    }
  }, 5)
  const flows = [{ source: CHILD }]
  const first = await world.run(before, { version, flows })
  const started = world.executions.size
  const start = { workspaceId: 'w', source: after, version, inputs: {}, flows }
  const answer = await world.engine.replay({ start, executionId: first.id, from })
  if (answer.kind !== 'started') throw new Error(JSON.stringify(answer.problems))
  await world.engine.idle()
  clearInterval(resumer)
  const execution = world.executions.get(answer.executionId)
  if (!execution) throw new Error('no execution was told')
  return { world, first, execution, others: world.executions.size - started - 1 }
}

const CHILD = `id: child
namespace: company.team
tasks:
  - { id: say, type: ${CORE}.debug.Return, format: "{{ execution.id }}" }
outputs:
  - { id: who, type: STRING, value: "{{ outputs.say.value }}" }
`

/** Task runs that answered for those of the new run, by task id and value. */
const reused = ({ taskRuns }: Execution): readonly string[] =>
  taskRuns.filter(({ badges }) => badges?.includes('reused')).map(nameOf)

const anew = ({ taskRuns }: Execution): readonly string[] =>
  taskRuns.filter(({ badges }) => !badges?.includes('reused')).map(nameOf)

const nameOf = ({ taskId, value }: Execution['taskRuns'][number]): string =>
  value === undefined ? taskId : `${taskId}[${value}]`

const shared = `  - id: folder
    type: ${CORE}.flow.WorkingDirectory
    outputFiles: ["*.txt"]
    tasks:
      - { id: write, type: ${CORE}.storage.LocalFiles, inputs: { a.txt: hello } }
      - { id: take, type: ${CORE}.storage.LocalFiles, outputs: ["a.txt"] }
`
const reads = "{{ read(outputs.folder.outputFiles['a.txt']) }} {{ read(outputs.take.uris['a.txt']) }}"

describe('a replay of a flow with', () => {
  test('a WorkingDirectory takes over all of it, its files too', async () => {
    const { execution } = await replay(flow(shared + last(reads)), flow(shared + last(reads)), { taskId: 'last' })
    expect(execution.state.current).toBe('SUCCESS')
    expect(reused(execution)).toEqual(['folder', 'write', 'take'])
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: 'hello hello' })
  })

  test('a WorkingDirectory runs all of it again from a task inside', async () => {
    const { execution } = await replay(flow(shared + last(reads)), flow(shared + last(reads)), { taskId: 'take' })
    expect(execution.state.current).toBe('SUCCESS')
    expect(reused(execution)).toEqual([])
  })

  test('a changed task in a WorkingDirectory runs all of it again', async () => {
    const { execution } = await replay(
      flow(shared + last(reads)),
      flow(shared.replace('hello', 'changed') + last(reads)),
      'changed',
    )
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: 'changed changed' })
    expect(reused(execution)).toEqual([])
  })

  test('an unchanged WorkingDirectory takes it over before the first change', async () => {
    const { execution } = await replay(flow(shared + last()), flow(shared + last(reads)), 'changed')
    expect(reused(execution)).toEqual(['folder', 'write', 'take'])
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: 'hello hello' })
  })

  const each = (format: string): string => `  - id: each
    type: ${CORE}.flow.ForEach
    values: ["a", "b", "c"]
    tasks:
      - { id: one, type: ${CORE}.debug.Return, format: "${format}" }
      - { id: two, type: ${CORE}.debug.Return, format: "{{ outputs.one[taskrun.value].value }}" }
`

  test('a ForEach begins in the first iteration that is given something else', async () => {
    const after = each("{{ taskrun.value == 'b' ? 'changed' : taskrun.value }}")
    const { execution } = await replay(flow(each('{{ taskrun.value }}')), flow(after), 'changed', '1.3')
    expect(reused(execution)).toEqual(['one[a]', 'two[a]'])
    expect(anew(execution)).toEqual(['each', 'one[b]', 'two[b]', 'one[c]', 'two[c]'])
  })

  test('a ForEach runs from a task inside it in every iteration', async () => {
    const text = flow(each('{{ taskrun.value }}'))
    const { execution } = await replay(text, text, { taskId: 'two' }, '1.3')
    expect(reused(execution)).toEqual(['one[a]', 'one[b]', 'one[c]'])
  })

  const sides = (left: string): string => `  - id: both
    type: ${CORE}.flow.Parallel
    tasks:
      - { id: left, type: ${CORE}.debug.Return, format: "${left}" }
      - { id: right, type: ${CORE}.debug.Return, format: right }
`

  test('a Parallel keeps the branches that did not change', async () => {
    const { execution } = await replay(flow(sides('l') + last()), flow(sides('changed') + last()), 'changed')
    expect(reused(execution)).toContain('right')
    expect(anew(execution)).toEqual(['both', 'left', 'last'])
  })

  const loop = (format: string): string => `  - id: loop
    type: ${CORE}.flow.Loop
    concurrencyLimit: 1
    values: [1, 2]
    tasks:
      - { id: one, type: ${CORE}.debug.Return, format: "${format}" }
      - { id: two, type: ${CORE}.debug.Return, format: "{{ outputs.one.value }}!" }
    outputs:
      - { id: said, type: STRING, value: "{{ outputs.two.value }}" }
`
  const listed = "{{ loopOutputs(outputs.loop.outputs, 'said') }}"

  test('a Loop takes over its iterations and their outputs', async () => {
    const text = loop('{{ item.value }} {{ uuid() }}')
    const { first, execution } = await replay(flow(text + last()), flow(text + last(listed)), { taskId: 'last' })
    expect(reused(execution)).toEqual(['loop', 'one[1]', 'two[1]', 'one[2]', 'two[2]'])
    const said = first.taskRuns.filter(({ taskId }) => taskId === 'two').map(({ outputs }) => outputs?.value)
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: JSON.stringify(said) })
  })

  test('a Loop whose tasks are given the same takes it over before the first change', async () => {
    const text = loop('{{ item.value }}')
    const { execution } = await replay(flow(text + last()), flow(text + last(listed)), 'changed')
    expect(anew(execution)).toEqual(['last'])
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: '["1!","2!"]' })
  })

  test('a Loop with a changed task runs anew', async () => {
    const { execution } = await replay(flow(loop('{{ item.value }}')), flow(loop('new {{ item.value }}')), 'changed')
    expect(reused(execution)).toEqual([])
  })

  const asks = `  - id: ask
    type: ${CORE}.flow.Pause
    onResume:
      - { id: reason, type: STRING }
`

  test('a Pause before the task does not ask again', async () => {
    const { execution } = await replay(flow(asks + last()), flow(asks + last('{{ outputs.ask.onResume.reason }}')), {
      taskId: 'last',
    })
    expect(hops(execution)).toBe('CREATED > RUNNING > SUCCESS')
    expect(execution.taskRuns.at(-1)?.outputs).toEqual({ value: 'first time' })
  })

  const calls = `  - { id: call, type: ${CORE}.flow.Subflow, namespace: company.team, flowId: child }\n`

  test('a Subflow before the task starts none again', async () => {
    const { others, execution } = await replay(
      flow(calls + last()),
      flow(calls + last('{{ outputs.call.outputs.who }}')),
      {
        taskId: 'last',
      },
    )
    expect(others).toBe(0)
    expect(execution.state.current).toBe('SUCCESS')
  })

  test('what ended well in a failed run takes it over whole', async () => {
    const { others, execution } = await replay(
      flow(calls + shared + last('{{ outputs.nothing.value }}')),
      flow(calls + shared + last(reads)),
      'failed',
    )
    expect(others).toBe(0)
    expect(anew(execution)).toEqual(['last'])
    expect(execution.state.current).toBe('SUCCESS')
  })
})
