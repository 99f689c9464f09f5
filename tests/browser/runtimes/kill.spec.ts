import { openSiteEngine } from '../../../tools/site/engineInPage'
import { draw } from '../../support/draw'
import { expect, cutOff as test } from '../support/reach'

const flow = (tasks: string): string => `id: killed\nnamespace: company.team\ntasks:\n${tasks}`
const task = (id: string, type: string, more: string, indent = '  '): string =>
  `${indent}- id: ${id}\n${indent}  type: io.kestra.plugin.${type}\n${more.replace(/^/gm, `${indent}  `)}\n`

const SLEEP = task('rest', 'core.flow.Sleep', 'duration: PT30S')
const PYTHON = task('busy', 'scripts.python.Script', 'script: "while True: pass"')
const SQL = task(
  'query',
  'jdbc.duckdb.Query',
  'fetchType: FETCH\nsql: SELECT count(*) FROM range(100000000) a, range(9) b',
)
const MANY = task(
  'each',
  'core.flow.ForEach',
  `values: "{{ range(1, 3000) }}"\nconcurrencyLimit: 0\ntasks:\n${task('one', 'core.debug.Return', 'format: x')}`,
)
const BESIDE = task(
  'both',
  'core.flow.Parallel',
  `tasks:\n${task('rest', 'core.flow.Sleep', 'duration: PT30S')}${task('busy', 'scripts.python.Script', 'script: "while True: pass"')}`,
)
const FLOWS = [SLEEP, PYTHON, SQL, MANY, BESIDE].map(flow)

const CASES = 8

type Given = { readonly source: string; readonly killAfter?: number }

/** Runs in the page: runs a flow, kills it after some milliseconds, and tells how everything in it ended. */
async function runAndKill({ source, killAfter }: Given): Promise<readonly string[]> {
  const engine = window.siteEngine
  if (!engine) throw new Error('the engine is not open')
  const states = new Map<string, string>()
  let over: () => void = () => undefined
  const ended = new Promise<void>(resolve => {
    over = resolve
  })
  const stop = engine.subscribe(events => {
    for (const event of events) {
      if (event.type === 'taskrun-changed') states.set(event.taskRun.id, event.taskRun.state.current)
      if (event.type !== 'execution-changed') continue
      states.set('execution', event.state.current)
      if (['SUCCESS', 'FAILED', 'KILLED'].includes(event.state.current)) over()
    }
  })
  const answer = await engine.start({ workspaceId: 'kill', source, version: 'auto', inputs: {} })
  if (answer.kind !== 'started') throw new Error(answer.problems[0]?.message)
  if (killAfter !== undefined) {
    await new Promise(resolve => setTimeout(resolve, killAfter))
    await engine.kill(answer.executionId)
  }
  await ended
  await new Promise(resolve => setTimeout(resolve, 50))
  stop()
  const { execution, ...taskRuns } = Object.fromEntries(states)
  return [execution ?? '', ...new Set(Object.values(taskRuns))]
}

test('a kill at any moment ends all that runs, and the next run works', async ({ page, baseURL }) => {
  await openSiteEngine(page, baseURL ?? '', { envs: {}, globals: {}, kestra: {} })
  const seed = Date.now() % 1_000_000
  process.stdout.write(`moments drawn from seed ${seed}\n`)
  const random = draw(seed)
  for (let turn = 0; turn < CASES; turn++) {
    const given = { source: random.pick(FLOWS), killAfter: random.int(0, 900) }
    const [execution, ...taskRuns] = await page.evaluate(runAndKill, given)
    const what = `${JSON.stringify(given)}: ${execution} ${taskRuns}`
    expect(['KILLED', 'SUCCESS'], what).toContain(execution)
    expect(
      taskRuns.filter(state => !['KILLED', 'SUCCESS', 'SKIPPED'].includes(state)),
      what,
    ).toEqual([])
    const next = await page.evaluate(runAndKill, { source: flow(task('say', 'core.debug.Return', 'format: x')) })
    expect(next, what).toEqual(['SUCCESS', 'SUCCESS'])
  }
  // The frame that is prepared for the next run is the one that may be left.
  await expect.poll(() => page.frames().length).toBeLessThanOrEqual(2)
})
