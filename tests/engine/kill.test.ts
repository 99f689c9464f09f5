import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isTerminated } from '../../src/model'
import type { Python } from '../../src/runtimes'
import { createWorld, hops, nodeEffects, taskRunOf } from '../support/engine/world'

/** A task of a random flow, as lines of YAML. */
type Lines = readonly string[]

const indent = (lines: Lines, by: number): Lines => lines.map(line => ' '.repeat(by) + line)

const item = (lines: Lines): Lines => lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`))

const CORE = 'io.kestra.plugin.core'

const leaf = fc.constantFrom<Lines>(
  [`type: ${CORE}.debug.Return`, 'format: "{{ flow.id }}"'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT0.003S'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT60S'],
  [`type: ${CORE}.log.Log`, 'message: hello'],
  [`type: ${CORE}.flow.Pause`],
  [`type: ${CORE}.flow.Pause`, 'pauseDuration: PT0.002S'],
  [`type: ${CORE}.execution.Fail`, 'allowFailure: true'],
  [`type: ${CORE}.execution.Fail`, 'retry: {type: constant, interval: PT0.002S, maxAttempts: 5}'],
  [`type: ${CORE}.flow.Sleep`, 'duration: PT1S', 'timeout: PT0.002S', 'allowFailure: true'],
  ['type: io.kestra.plugin.scripts.python.Script', 'script: "while True: pass"'],
  [`type: ${CORE}.flow.Subflow`, 'namespace: company.team', 'flowId: child'],
)

const group = (children: fc.Arbitrary<readonly Lines[]>): fc.Arbitrary<Lines> =>
  fc
    .tuple(
      fc.constantFrom<Lines>(
        [`type: ${CORE}.flow.Sequential`],
        [`type: ${CORE}.flow.Parallel`],
        [`type: ${CORE}.flow.Parallel`, 'concurrent: 1'],
        [`type: ${CORE}.flow.ForEach`, 'values: [a, b, c]', 'concurrencyLimit: 0'],
        [`type: ${CORE}.flow.ForEach`, 'values: [a, b, c]'],
        [`type: ${CORE}.flow.LoopUntil`, 'condition: "{{ false }}"', 'checkFrequency: {interval: PT0.001S}'],
        [`type: ${CORE}.flow.WorkingDirectory`],
      ),
      children,
    )
    .map(([head, tasks]) => [...head, 'tasks:', ...tasks.flatMap(task => indent(item(task), 2))])

const { task } = fc.letrec<{ task: Lines }>(tie => ({
  task: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    group(fc.array(tie('task'), { minLength: 1, maxLength: 3 })),
  ),
}))

/** Every task gets an id of its own. */
function flowOf(tasks: readonly Lines[]): string {
  let ids = 0
  const lines = tasks
    .flatMap(lines => indent(item(lines), 2))
    .flatMap(line => {
      const at = line.indexOf('type: io.kestra')
      return at === -1 ? [line] : [`${line.slice(0, at)}id: t${++ids}`, `${' '.repeat(at)}${line.slice(at)}`]
    })
  return ['id: killed', 'namespace: company.team', 'tasks:', ...lines, ''].join('\n')
}

const CHILD = `id: child
namespace: company.team
tasks:
  - id: wait
    type: ${CORE}.flow.Sleep
    duration: PT30S
`

function killableWorld() {
  const counts = { running: 0, released: 0, opened: 0 }
  const python: Python = {
    run: (_job, _listener, signal) =>
      new Promise((_, reject) => {
        counts.running++
        signal.addEventListener(
          'abort',
          () => {
            counts.running--
            reject(signal.reason)
          },
          { once: true },
        )
      }),
  }
  const world = createWorld({
    runtimes: () => {
      counts.opened++
      return { ...nodeEffects().runtimes(''), python, release: () => void counts.released++ }
    },
  })
  return { world, counts }
}

const wait = (milliseconds: number): Promise<void> => new Promise(resolve => setTimeout(resolve, milliseconds))

describe('a kill', () => {
  test('tells KILLING, then KILLED, and stops what runs', async () => {
    const { world } = killableWorld()
    const running = world.run(flowOf([[`type: ${CORE}.flow.Sleep`, 'duration: PT60S']]))
    await wait(5)
    for (const id of world.executions.keys()) world.engine.kill(id)
    const execution = await running
    expect(hops(execution)).toBe('CREATED > RUNNING > KILLING > KILLED')
    expect(hops(taskRunOf(execution, 't1'))).toBe('CREATED > SUBMITTED > RUNNING > KILLING > KILLED')
  })

  test('at any moment of any flow leaves nothing running and nothing waiting', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(task, { minLength: 1, maxLength: 4 }), fc.nat({ max: 12 }), async (tasks, moment) => {
        const { world, counts } = killableWorld()
        const source = flowOf(tasks)
        const answer = await world.engine.start({
          workspaceId: 'w',
          source,
          version: '1.3',
          inputs: {},
          flows: [{ source: CHILD }],
        })
        if (answer.kind !== 'started') throw new Error(`${JSON.stringify(answer.problems)}\n${source}`)
        await wait(moment)
        const run = world.engine.find(answer.executionId)
        const wasOver = run === undefined
        world.engine.kill(answer.executionId)
        await world.engine.idle()
        const executions = [...world.executions.values()]
        const killed = world.executions.get(answer.executionId)
        if (!wasOver) expect(killed?.state.current).toBe('KILLED')
        for (const execution of executions) {
          expect(isTerminated(execution.state.current)).toBe(true)
          expect(execution.taskRuns.filter(({ state }) => !isTerminated(state.current))).toEqual([])
        }
        expect(run?.cancel.waiting ?? 0).toBe(0)
        expect(counts.running).toBe(0)
        expect(counts.released).toBe(counts.opened)
      }),
      { numRuns: 500 },
    )
  }, 120_000)
})
