import fc from 'fast-check'
import type { Page } from 'playwright'
import { CHILD, randomFlows } from '../../tests/support/engine/randomFlows'
import { openSiteEngine } from '../site/engineInPage'

/** A kill: of which flow, how many milliseconds after its start, and what came of it. */
export type Kill = {
  readonly source: string
  readonly after: number
  /** How long it took from the kill to KILLED, in milliseconds; undefined where the run had ended before. */
  readonly took: number | undefined
  /** What is wrong, if something is. */
  readonly problem: string | undefined
}

export type KillOptions = { readonly cases: number; readonly seed: number; readonly told?: (kill: Kill) => void }

/**
 * Kills runs of random flows, those of Python and SQL among them, at random moments in one page of the built site. Each
 * must end KILLED with all that is in it, the next run must work, and no worker may be left beside the engine's.
 */
export async function killRuns(page: Page, url: string, { cases, seed, told }: KillOptions): Promise<readonly Kill[]> {
  await openSiteEngine(page, url, { envs: {}, globals: {}, kestra: {} })
  const warm = await page.evaluate(runAndKill, { source: WARM, child: CHILD })
  if (warm.state !== 'SUCCESS') throw new Error(`Python and SQL did not run: ${warm.state}`)
  const kills: Kill[] = []
  const drawn = fc.tuple(randomFlows(HEAVY), fc.oneof(fc.nat({ max: 60 }), fc.nat({ max: 1200 })))
  for (const [source, after] of fc.sample(drawn, { numRuns: cases, seed })) {
    const killed = await page.evaluate(runAndKill, { source, child: CHILD, after })
    const next = await page.evaluate(runAndKill, { source: NEXT, child: CHILD })
    const problem = problemOf(killed) ?? (next.state === 'SUCCESS' ? undefined : `the next run was ${next.state}`)
    const left = problem ?? (await workersLeft(page))
    const kill = { source, after, took: killed.took, problem: left }
    kills.push(kill)
    told?.(kill)
  }
  return kills
}

const TYPE = 'type: io.kestra.plugin'

const HEAVY: readonly (readonly string[])[] = [
  [`${TYPE}.scripts.python.Script`, 'script: print("hello")'],
  [`${TYPE}.scripts.python.Commands`, 'commands: ["echo a", "python -c \'import time; time.sleep(60)\'"]'],
  [`${TYPE}.jdbc.duckdb.Query`, 'fetchType: FETCH', 'sql: SELECT count(*) FROM range(100000000) a, range(9) b'],
  [`${TYPE}.jdbc.duckdb.Query`, 'fetchType: FETCH', 'sql: SELECT 1'],
  [`${TYPE}.jdbc.sqlite.Query`, 'url: "jdbc:sqlite::memory:"', 'fetchType: FETCH', `sql: ${countForEver()}`],
]

function countForEver(): string {
  return 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c'
}

const flow = (tasks: string): string => `id: warm\nnamespace: company.team\ntasks:\n${tasks}`
const WARM = flow(
  `  - {id: a, ${TYPE}.scripts.python.Script, script: "print(1)"}\n  - {id: b, ${TYPE}.jdbc.duckdb.Query, sql: SELECT 1}\n`,
)
const NEXT = flow(`  - {id: a, ${TYPE}.core.debug.Return, format: next}\n`)

/** `ignored` tells that it went on after the engine had answered the kill. */
type Ended = {
  readonly state: string
  readonly took?: number
  readonly ignored: boolean
  readonly open: readonly string[]
}

function problemOf({ state, took, ignored, open }: Ended): string | undefined {
  if (ignored || (took !== undefined && state !== 'KILLED')) return `it ended ${state}`
  return open.length > 0 ? `task runs are still ${open.join(', ')}` : undefined
}

/** Workers of the engine: those that read and run flows, and what is kept ready for the next run. */
const MOST_WORKERS = 6

async function workersLeft(page: Page): Promise<string | undefined> {
  const until = Date.now() + 5000
  while (page.workers().length > MOST_WORKERS || page.frames().length > 2) {
    if (Date.now() > until) return `${page.workers().length} workers and ${page.frames().length} frames are left`
    await page.waitForTimeout(50)
  }
  return undefined
}

type Given = { readonly source: string; readonly child: string; readonly after?: number }

/** Runs in the page: runs a flow, kills it after some milliseconds, and tells how everything in it ended. */
async function runAndKill({ source, child, after }: Given): Promise<Ended> {
  const engine = window.siteEngine
  if (!engine) throw new Error('the engine is not open')
  const TERMINATED = ['SUCCESS', 'WARNING', 'FAILED', 'KILLED', 'CANCELLED', 'SKIPPED', 'RETRIED']
  const states = new Map<string, string>()
  const executions = new Map<string, { current: string; histories: readonly { state: string; date: string }[] }>()
  let mine: string | undefined
  let over: () => void = () => undefined
  const ended = new Promise<void>(resolve => {
    over = resolve
  })
  const isOver = (): boolean => mine !== undefined && TERMINATED.includes(executions.get(mine)?.current ?? '')
  const stop = engine.subscribe(events => {
    for (const event of events) {
      if (event.type === 'taskrun-changed') states.set(event.taskRun.id, event.taskRun.state.current)
      if (event.type === 'execution-changed') executions.set(event.executionId, event.state)
    }
    if (isOver()) over()
  })
  const flows = [{ source: child }]
  const answer = await engine.start({ workspaceId: 'kill', source, version: 'auto', inputs: {}, flows })
  if (answer.kind !== 'started') throw new Error(`${answer.problems[0]?.message}\n${source}`)
  mine = answer.executionId
  if (isOver()) over()
  let took: number | undefined
  let answered = Number.POSITIVE_INFINITY
  if (after !== undefined) {
    await new Promise(resolve => setTimeout(resolve, after))
    if (!isOver()) {
      const from = performance.now()
      await engine.kill(mine)
      answered = Date.now()
      await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 10_000))])
      took = performance.now() - from
    }
  } else await Promise.race([ended, new Promise(resolve => setTimeout(resolve, 30_000))])
  await new Promise(resolve => setTimeout(resolve, 50))
  stop()
  const { current: state = 'not told', histories = [] } = executions.get(mine) ?? {}
  // A run that ends by itself just before the kill comes is no longer there to be killed.
  const isKilled = histories.some(hop => hop.state === 'KILLING')
  return {
    state,
    ...(took === undefined || !isKilled ? {} : { took }),
    ignored: !isKilled && Date.parse(histories.at(-1)?.date ?? '') > answered + 20,
    open: [...states.values()].filter(state => !TERMINATED.includes(state)),
  }
}
