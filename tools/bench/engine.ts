import { drive } from '../../tests/browser/support/flowyard'
import { type BuiltSite, openBuiltSite } from '../site/builtSite'
import { closeEngine, openSiteEngine } from '../site/engineInPage'
import { median } from './median'
import type { BenchRow } from './row'

/** A flow, how many task runs it makes, and what real Kestra took for it on two cores with its tables in memory. */
type Case = {
  readonly name: string
  readonly source: string
  readonly taskRuns: number
  readonly turns: number
  readonly kestraMs?: number
}

const flow = (tasks: string): string => `id: bench\nnamespace: company.team\ntasks:\n${tasks}`
const returns = (id: string, indent = '  '): string =>
  `${indent}- id: ${id}\n${indent}  type: io.kestra.plugin.core.debug.Return\n${indent}  format: "{{ task.id }}"\n`
const many = (count: number, indent?: string): string =>
  Array.from({ length: count }, (_, index) => returns(`t${index}`, indent)).join('')

const each = (count: number): string =>
  flow(
    `  - id: each\n    type: io.kestra.plugin.core.flow.ForEach\n    concurrencyLimit: 0\n    values: "{{ range(1, ${count}) }}"\n    tasks:\n${returns('one', '      ')}`,
  )

const loop = (count: number): string =>
  flow(
    `  - id: each\n    type: io.kestra.plugin.core.flow.Loop\n    concurrencyLimit: 0\n    values: "{{ range(1, ${count}) }}"\n    tasks:\n${returns('one', '      ')}`,
  )

const dag = (count: number): string =>
  flow(
    `  - id: dag\n    type: io.kestra.plugin.core.flow.Dag\n    tasks:\n${Array.from(
      { length: count },
      (_, index) =>
        `      - task:\n          id: t${index}\n          type: io.kestra.plugin.core.debug.Return\n          format: x\n${index === 0 ? '' : `        dependsOn: [t${Math.floor((index - 1) / 2)}]\n`}`,
    ).join('')}`,
  )

const CASES: readonly Case[] = [
  { name: 'one Return', source: flow(returns('one')), taskRuns: 1, turns: 31, kestraMs: 77 },
  { name: '100 Returns, one after another', source: flow(many(100)), taskRuns: 100, turns: 9, kestraMs: 3100 },
  { name: 'ForEach of 1,000', source: each(1000), taskRuns: 1001, turns: 3, kestraMs: 316_000 },
  { name: 'ForEach of 10,000', source: each(10_000), taskRuns: 10_001, turns: 1 },
  { name: 'Loop of 1,000', source: loop(1000), taskRuns: 1001, turns: 3, kestraMs: 34_700 },
  {
    name: 'Parallel of 1,000',
    source: flow(`  - id: all\n    type: io.kestra.plugin.core.flow.Parallel\n    tasks:\n${many(1000, '      ')}`),
    taskRuns: 1001,
    turns: 3,
  },
  { name: 'a Dag of 200', source: dag(200), taskRuns: 201, turns: 5 },
]

/**
 * Whole runs in the built site in Chromium, from the moment they are asked for until SUCCESS is told, beside the times
 * that real Kestra took for the same flows; then the longest task of the page's main thread while it shows them.
 */
export async function bench(): Promise<readonly BenchRow[]> {
  const site = await openBuiltSite()
  try {
    return [...(await times(site)), ...(await longestTasks(site))]
  } finally {
    await site.close()
  }
}

async function times(site: BuiltSite): Promise<readonly BenchRow[]> {
  const page = await site.newPage()
  await openSiteEngine(page, site.url, { envs: {}, globals: {}, kestra: {} })
  const perTaskRun = new Map<string, number>()
  const rows: BenchRow[] = []
  for (const { name, source, taskRuns, turns, kestraMs } of CASES) {
    const value = median(await page.evaluate(timeRuns, { source, turns }))
    perTaskRun.set(name, value / taskRuns)
    const kestra = kestraMs === undefined ? {} : { reference: { name: 'Kestra, recorded', value: kestraMs } }
    rows.push({ name, value, unit: 'ms', ...kestra })
  }
  await page.evaluate(closeEngine)
  await page.close()
  const small = perTaskRun.get('ForEach of 1,000') ?? Number.NaN
  const large = perTaskRun.get('ForEach of 10,000') ?? Number.NaN
  return [
    ...rows,
    { name: 'a task run of 10,000', value: large, unit: 'ms', reference: { name: 'of 1,000', value: small } },
  ]
}

/** Runs in the page: milliseconds of each run, after one that warms up. */
async function timeRuns({ source, turns }: { readonly source: string; readonly turns: number }): Promise<number[]> {
  const engine = window.siteEngine
  if (!engine) throw new Error('the engine is not open')
  const runOnce = async (): Promise<number> => {
    const begin = performance.now()
    let id: string | undefined
    const ended = new Map<string, string>()
    const over = new Promise<void>((resolve, reject) => {
      const look = (): void => {
        const state = id === undefined ? undefined : ended.get(id)
        if (state === undefined) return
        unsubscribe()
        if (state === 'SUCCESS') resolve()
        else reject(new Error(`the flow ended ${state}`))
      }
      const unsubscribe = engine.subscribe(events => {
        for (const event of events) {
          if (event.type !== 'execution-changed') continue
          const { current } = event.state
          if (current === 'SUCCESS' || current === 'FAILED' || current === 'KILLED')
            ended.set(event.executionId, current)
        }
        look()
      })
      engine.start({ workspaceId: 'bench', source, version: 'auto', inputs: {} }).then(answer => {
        if (answer.kind !== 'started') reject(new Error(answer.problems[0]?.message))
        else id = answer.executionId
        look()
      }, reject)
    })
    await over
    return performance.now() - begin
  }
  const taken: number[] = []
  for (let turn = 0; turn <= turns; turn += 1) taken.push(await runOnce())
  return taken.slice(1)
}

/** A browser tells tasks of 50 ms and more; none is told as 0. */
async function longestTasks(site: BuiltSite): Promise<readonly BenchRow[]> {
  const page = await site.newPage()
  await page.addInitScript(observeLongTasks)
  const flowyard = drive(page, site.url)
  await flowyard.open()
  const rows: BenchRow[] = []
  for (const { name, source } of CASES) {
    await flowyard.write(source)
    await page.waitForTimeout(1_000)
    await page.evaluate(() => window.longTasks?.splice(0))
    await flowyard.begin()
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor({ timeout: 60_000 })
    await page
      .getByText(/^(?:SUCCESS|FAILED)$/)
      .first()
      .waitFor()
    await page.waitForTimeout(300)
    const value = await page.evaluate(() => Math.max(0, ...(window.longTasks ?? [])))
    rows.push({ name: `longest task of the page, ${name}`, value, unit: 'ms', reference: WANTED })
  }
  await page.close()
  return rows
}

const WANTED = { name: 'at most', value: 50 }

function observeLongTasks(): void {
  const tasks: number[] = []
  window.longTasks = tasks
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) tasks.push(entry.duration)
  }).observe({ type: 'longtask' })
}

declare global {
  interface Window {
    /** Milliseconds of the tasks of the main thread that took 50 or more. */
    longTasks?: number[]
  }
}
