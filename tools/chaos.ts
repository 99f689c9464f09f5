import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chromium, expect, type Page } from '@playwright/test'
import { CHROMIUM_ARGUMENTS, NOTHING_REACHABLE } from '../tests/browser/support/chromium'
import { drive, type Flowyard } from '../tests/browser/support/flowyard'
import { buildSite } from './build/site'
import { type Kill, killRuns } from './chaos/kills'
import { tellingSite } from './chaos/site'
import { aim, heard, prepareChaos, VICTIMS, type Victim } from './chaos/strike'
import { ROOT } from './root'
import { serveFolder } from './serve'
import { getBrowser } from './test/getBrowser'
import { conclude, type Tally } from './test/tally'

/**
 * `npm run chaos [-- --every N --from N --to N --built VICTIM …]`: runs a flow of Python and SQL once for every message
 * of the runner protocol and each of Python worker, DuckDB worker, frame and engine worker, and ends that one at that
 * message. Every run must end well, where there was nothing to end, or FAILED or KILLED in words that a person
 * understands, and the next run must succeed. It takes half an hour; with `--every 5`, six minutes. The options take every
 * n-th message only, or a piece of them, or the site as it was built before; victims are `python`, `duckdb`, `frame`
 * and `engine`.
 *
 * `npm run chaos -- kills [--cases N] [--seed N] [--built]` kills runs of random flows at random moments instead, 500
 * of them; each must be KILLED within half a second, with all that is in it, and the next run must work.
 */
const FLOW = `id: chaos
namespace: company.team
tasks:
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    outputFiles: [rows.csv]
    script: |
      with open("rows.csv", "w") as file:
          file.write("a,b\\n1,2\\n")
      print("written")
  - id: query
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      in.csv: "{{ outputs.python.outputFiles['rows.csv'] }}"
    sql: SELECT * FROM read_csv_auto('in.csv')
    store: true
`

const LIMIT = 30_000

/** The longest that a kill may take, in milliseconds. */
const KILLED_WITHIN = 500
/** How the page says that a worker, a frame or the engine is gone. */
const PLAIN =
  /The (?:Python|DuckDB) worker stopped \(|DuckDB did not start|The frame that the code runs in was removed|The engine (?:stopped|did not answer)/
const NOT_PLAIN = /TypeError|ReferenceError|is not a function|undefined|\[object |Unserializable/

const number = (text: string | undefined, otherwise: number): number => (text === undefined ? otherwise : Number(text))
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    every: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    built: { type: 'boolean', default: false },
  },
})
const stride = number(values.every, 1)
const victims = VICTIMS.filter(victim => positionals.length === 0 || positionals.includes(victim))
const { path } = getBrowser()
if (!values.built || !existsSync(`${ROOT}dist/index.html`)) await buildSite()
const isKills = positionals.includes('kills')
const { url, server } = await serveFolder(isKills ? `${ROOT}dist` : tellingSite())
const browser = await chromium.launch({ executablePath: path, args: [...CHROMIUM_ARGUMENTS, ...NOTHING_REACHABLE] })
const tally = await (isKills ? kills() : chaos())
await browser.close()
server.closeAllConnections()
server.close()
conclude(tally)

async function chaos(): Promise<Tally> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' })
  await prepareChaos(context)
  const flowyard = drive(await context.newPage(), url)
  const messages = await countMessages(flowyard)
  process.stdout.write(`${messages} messages a run\n`)
  const problems: string[] = []
  let passed = 0
  for (const victim of victims) {
    for (let at = number(values.from, 1); at <= Math.min(messages, number(values.to, messages)); at += stride) {
      const problem = await strikeAt(flowyard, victim, at)
      if (problem === undefined) passed++
      else problems.push(`${victim} ended at message ${at}: ${problem}`)
      process.stdout.write(problem === undefined ? '.' : `\n${problems.at(-1)}\n`)
    }
  }
  process.stdout.write('\n')
  return { passed, failed: problems.length }
}

async function kills(): Promise<Tally> {
  const seed = number(values.seed, Date.now() % 1_000_000)
  process.stdout.write(`Flows and moments drawn from seed ${seed}\n`)
  const page = await browser.newPage()
  // What compiles these tools may call a helper that names functions.
  await page.addInitScript('globalThis.__name = named => named')
  const wrong = ({ problem, took = 0 }: Kill): string | undefined =>
    problem ?? (took > KILLED_WITHIN ? `it took ${Math.round(took)} ms` : undefined)
  const told = (kill: Kill): void => {
    const problem = wrong(kill)
    process.stdout.write(problem === undefined ? '.' : `\nkilled after ${kill.after} ms: ${problem}\n${kill.source}\n`)
  }
  const all = await killRuns(page, url, { cases: number(values.cases, 500), seed, told })
  const times = all.flatMap(({ took }) => (took === undefined ? [] : [took])).sort((a, b) => a - b)
  const at = (part: number): number => Math.round(times[Math.floor((times.length - 1) * part)] ?? 0)
  process.stdout.write(`\n${times.length} of ${all.length} were running when killed; KILLED after `)
  process.stdout.write(`${at(0.5)} ms in the middle, ${at(0.99)} ms for 99 of 100, ${at(1)} ms at most\n`)
  const failed = all.filter(kill => wrong(kill) !== undefined).length
  return { passed: all.length - failed, failed }
}

/** Two runs first: the second is the usual one, with files in this browser and a spare interpreter. */
async function countMessages(flowyard: Flowyard): Promise<number> {
  await flowyard.open()
  await flowyard.write(FLOW)
  await flowyard.run('SUCCESS')
  await aim(flowyard.page)
  await flowyard.run('SUCCESS')
  return (await heard(flowyard.page)).heard
}

/** What went wrong, if something did. */
async function strikeAt(flowyard: Flowyard, victim: Victim, at: number): Promise<string | undefined> {
  const { page, execution } = flowyard
  try {
    await aim(page, victim, at)
    await flowyard.begin()
    await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible({ timeout: LIMIT })
    await flowyard.tab('Overview')
    const told = (await execution.textContent()) ?? ''
    if (NOT_PLAIN.test(told)) return `the page says "${NOT_PLAIN.exec(told)?.[0]}"`
    if (/^(?:FAILED|KILLED)/.test(told) && !PLAIN.test(told)) return `the page does not say why: ${told.slice(0, 400)}`
    await aim(page)
    await flowyard.run('SUCCESS')
    return undefined
  } catch (error) {
    const shown = (await execution.textContent().catch(() => '')) ?? ''
    await startAfresh(flowyard, page)
    const said = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return `${said}; the page showed: ${shown.slice(0, 400)}`
  }
}

async function startAfresh(flowyard: Flowyard, page: Page): Promise<void> {
  await page.reload()
  await flowyard.open()
}
