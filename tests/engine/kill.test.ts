import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isTerminated } from '../../src/model'
import type { Python } from '../../src/runtimes'
import { createRegistry, runnable } from '../../src/task'
import { CHILD, flowOf, randomFlows } from '../support/engine/randomFlows'
import { createWorld, hops, nodeEffects, taskRunOf } from '../support/engine/world'

const CORE = 'io.kestra.plugin.core'

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

  test('opens no runtime for a task that comes to it after its end', async () => {
    let opened = 0
    let asked = false
    const Late = runnable({
      type: `${CORE}.debug.Late`,
      title: 'Comes late to Python.',
      properties: {},
      outputs: {},
      examples: [],
      async run(_values, context) {
        await wait(20)
        asked = true
        await context.python.run({} as never, {} as never, context.signal)
        return {}
      },
    })
    const runtimes = (id: string) => {
      opened++
      return nodeEffects().runtimes(id)
    }
    const world = createWorld({ registry: createRegistry([Late]), runtimes })
    const running = world.run(flowOf([[`type: ${CORE}.debug.Late`]]))
    await wait(5)
    for (const id of world.executions.keys()) world.engine.kill(id)
    expect((await running).state.current).toBe('KILLED')
    await vi.waitFor(() => expect(asked).toBe(true))
    await wait(5)
    expect(opened).toBe(0)
  })

  test('at any moment of any flow leaves nothing running and nothing waiting', async () => {
    await fc.assert(
      fc.asyncProperty(randomFlows(), fc.nat({ max: 12 }), async (source, moment) => {
        const { world, counts } = killableWorld()
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
