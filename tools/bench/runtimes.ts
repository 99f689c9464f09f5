import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from '@playwright/test'
import { buildPage } from '../../tests/browser/runtimes/buildPage'
import type { LabOptions, PythonCall, SqlCall } from '../../tests/browser/runtimes/page/lab'
import { findBrowser } from '../../tests/browser/support/browser'
import { ROOT } from '../root'
import { serveFolder } from '../serve'
import { median } from './median'
import { type Peak, watchMemory } from './memory'
import type { PassedFile } from './page/main'
import type { BenchRow } from './row'

const OUT = `${ROOT}.cache/bench-page`
const ROUNDS = 3
const BIG = 100_000_000

const PRODUCTS = Array.from({ length: 30 }, (_, at) => ({ brand: `Brand ${at % 11}`, price: at * 7.25, id: at }))
const SCRIPT = `import polars as pl
data = ${JSON.stringify(PRODUCTS)}
df = pl.from_dicts(data)
df.glimpse()
df.select(["brand", "price"]).write_csv("products.csv")
`
const SQL = `SELECT brand, round(avg(price), 2) AS avg_price FROM read_csv_auto('in.csv', header=True)
GROUP BY brand ORDER BY avg_price DESC`

const DOCUMENTATION: PythonCall = {
  script: SCRIPT,
  beforeCommands: ['pip install polars'],
  outputFiles: ['products.csv'],
}
const READY: LabOptions = { snapshot: true, packs: true }

/**
 * Jobs in the untrusted zone of a real browser, beside their bare steps; files are local, so nothing is download.
 * @param part one of the parts alone: `start`, `flow`, `packages`, `files`, `stop`
 */
export async function bench(part?: string): Promise<readonly BenchRow[]> {
  await buildPage(fileURLToPath(new URL('page/', import.meta.url)), OUT)
  const { url, server } = await serveFolder(OUT)
  const stalled = await stalledServer()
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  try {
    const page = await browser.newPage()
    const open = async (): Promise<void> => {
      await page.goto(url)
      await page.waitForFunction(() => window.lab?.ready && window.bench)
    }
    await open()
    await fillCaches(page)
    const parts: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
      start: () => startRows(page),
      flow: () => flowRows(page, open),
      packages: () => packageRows(page),
      files: () => fileRows(page),
      stop: () => stopRows(page, stalled.url),
    }
    const rows: BenchRow[] = []
    for (const [name, measure] of Object.entries(parts)) {
      if (part === undefined || part === name) rows.push(...(await measure()))
    }
    return rows
  } finally {
    await browser.close()
    for (const each of [server, stalled.server]) {
      each.closeAllConnections()
      each.close()
    }
  }
}

/** As after a first run: runtime files, snapshot and packs are in the browser. */
async function fillCaches(page: Page): Promise<void> {
  await page.evaluate(() => window.lab.makeSnapshot())
  await newRun(page, READY)
  await python(page, DOCUMENTATION)
  await python(page, { beforeCommands: ['pip install requests'], script: 'import requests' })
  await page.evaluate(() => window.lab.makePacks())
  await sql(page, { sql: 'SELECT 1' })
}

async function startRows(page: Page): Promise<readonly BenchRow[]> {
  const plain = await medianOf(() => page.evaluate(() => window.bench.bare.loadPyodide()))
  const boot = async (options: LabOptions): Promise<number> => {
    await newRun(page, options)
    await python(page, { script: 'pass' })
    return afterAPause(page, () => python(page, { script: 'print(1)', dependencies: ['kestra'] }))
  }
  const booted = await medianOf(() => boot({}))
  await newRun(page, READY)
  await python(page, { script: 'pass' })
  const fresh = await medianOf(() => newInterpreter(page, { script: 'print(1)' }))
  const spare = await medianOf(() => boot(READY))
  const reference = { name: 'loadPyodide', value: plain }
  return [
    { name: 'print(1), an interpreter booted plainly', value: booted, unit: 'ms', reference },
    { name: 'print(1), an interpreter from the snapshot', value: fresh, unit: 'ms', reference },
    { name: 'print(1), the interpreter kept ready', value: spare, unit: 'ms', reference },
  ]
}

/** The documentation's script and query, one after the other. */
async function flowRows(page: Page, open: () => Promise<void>): Promise<readonly BenchRow[]> {
  const flow = async (run: (page: Page, call: PythonCall) => Promise<number>): Promise<number> => {
    const script = await run(page, DOCUMENTATION)
    return script + (await sql(page, { sql: SQL, files: { 'in.csv': CSV } }))
  }
  const bare = (imported: boolean | undefined) =>
    page.evaluate(
      async ([script, query, ready]) => {
        if (ready !== undefined) await window.bench.bare.prepare(ready)
        return (await window.bench.bare.python(script, 'products.csv')) + (await window.bench.bare.sql(query))
      },
      [SCRIPT, SQL, imported] as const,
    )
  const endBare = () => page.evaluate(() => window.bench.bare.end())
  const cold = await medianOf(async () => {
    await open()
    await newRun(page, READY)
    return flow(python)
  })
  const bareCold = await medianOf(async () => {
    await open()
    const opened = await page.evaluate(async () => {
      const start = performance.now()
      await window.bench.bare.open()
      return performance.now() - start
    })
    return opened + (await bare(undefined))
  })
  await bare(undefined)
  const bareNew = await medianOf(() => bare(undefined))
  const bareReady = await medianOf(() => bare(true))
  await endBare()
  await newRun(page, READY)
  await flow(python)
  await flow(newInterpreter)
  const fresh = await medianOf(() => flow(newInterpreter))
  const ready = await medianOf(async () => {
    await newRun(page, READY)
    await page.evaluate(() => {
      window.lab.prepare(['polars'])
      window.lab.prepareSql()
    })
    await page.waitForTimeout(5_000)
    return flow(python)
  })
  const row = (name: string, value: number, reference: number): BenchRow => ({
    name: `the documentation's script and query, ${name}`,
    value,
    unit: 'ms',
    reference: { name: 'bare', value: reference },
  })
  return [
    row('prepared', ready, bareReady),
    row('a new interpreter', fresh, bareNew),
    row('cold from the files kept', cold, bareCold),
  ]
}

async function packageRows(page: Page): Promise<readonly BenchRow[]> {
  await newRun(page, READY)
  const call: PythonCall = { beforeCommands: ['pip install polars requests'], script: 'print(1)' }
  await python(page, call)
  const without = await medianOf(() => afterAPause(page, () => python(page, { script: 'print(1)' })))
  const withPackages = await medianOf(() => afterAPause(page, () => python(page, call)))
  const value = withPackages - without
  return [
    {
      name: 'pip install polars requests, again',
      value,
      unit: 'ms',
      reference: { name: 'asked for', value: 150 },
    },
  ]
}

async function fileRows(page: Page): Promise<readonly BenchRow[]> {
  const pass = (size: number): Promise<PassedFile> =>
    page.evaluate(
      given => window.bench.passFile(given),
      `line = b"12345,some text,67.5\\n" * 1000
with open("big.csv", "wb") as file:
    size = file.write(b"a,b,c\\n")
    while size < ${size}:
        size += file.write(line)
print("written", flush=True)
`,
    )
  const copied = (size: number): Promise<number> => page.evaluate(given => window.bench.bare.copyAndPut(given), size)
  await pass(BIG)
  const registered = await medianOf(async () => (await pass(BIG)).registered)
  const copiedAndPut = await medianOf(() => copied(BIG))
  const {
    answer: { whole, counted, shown },
    peak,
  } = await watchMemory(page, () => pass(2 * BIG))
  return [
    {
      name: '100 MB from Python to storage and DuckDB',
      value: registered,
      unit: 'ms',
      reference: { name: 'copied and put', value: copiedAndPut },
    },
    {
      name: `200 MB from Python to storage, DuckDB (${counted} rows counted) and preview (${shown} shown)`,
      value: whole,
      unit: 'ms',
      reference: { name: 'copied and put', value: await copied(2 * BIG) },
    },
    ...(peak ? [memoryRow(peak)] : []),
  ]
}

/** The runtimes of the run are in it: its interpreters and its database. */
const memoryRow = ({ before, most }: Peak): BenchRow => ({
  name: `the same 200 MB, most memory above the ${Math.round(before)} MB of the browser before`,
  value: most - before,
  unit: 'MB',
  reference: { name: 'two copies', value: (4 * BIG) / 1e6 },
})

/** From Stop to the end of the job. */
async function stopRows(page: Page, stalled: string): Promise<readonly BenchRow[]> {
  const scripts: Readonly<Record<string, string>> = {
    'a busy loop': 'while True: pass',
    'a loop that catches everything': 'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
    'time.sleep': 'import time; time.sleep(60)',
    'a loop in C': 'sum(range(10**12))',
    'a catastrophic pattern': 'import re; re.match("(a+)+$", "a" * 40 + "b")',
    'a stalled call': `import urllib.request; urllib.request.urlopen("${stalled}").read()`,
  }
  const rows: BenchRow[] = []
  const add = (what: string, value: number): void => {
    const reference = { name: 'asked for', value: 300 }
    rows.push({ name: `Stop, ${what}`, value, unit: 'ms', reference })
  }
  for (const [what, script] of Object.entries(scripts)) {
    add(
      what,
      await medianOf(async () => {
        await newRun(page, { ...READY, allowLocal: true })
        await python(page, { script: 'pass' })
        const { stopMs } = await page.evaluate(given => window.lab.python(given), { script, stopAfter: 1_000 })
        return stopMs ?? Number.NaN
      }),
    )
  }
  const long = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range + b.range) % 7 = 3'
  let next: number[] = []
  add(
    'a long query',
    await medianOf(async () => {
      await sql(page, { sql: 'SELECT 1' })
      const { stopMs } = await page.evaluate(given => window.lab.sql(given), { sql: long, stopAfter: 500 })
      next = [...next, await sql(page, { sql: 'SELECT 42' })]
      return stopMs ?? Number.NaN
    }),
  )
  add('a long query, and the next one answered', median(next))
  return rows
}

const CSV = 'brand,price\n'.concat(...PRODUCTS.map(({ brand, price }) => `${brand},${price}\n`))

const newRun = (page: Page, options: LabOptions): Promise<void> =>
  page.evaluate(given => window.lab.newRun(given), options)

const python = async (page: Page, call: PythonCall): Promise<number> => {
  const { ms, error, exitCode } = await page.evaluate(given => window.lab.python(given), call)
  if (error || exitCode !== 0) throw new Error(`the script ended with ${error?.message ?? exitCode}`)
  return ms
}

/** A job that does not get the interpreter kept ready, in a frame that had some before. */
const newInterpreter = (page: Page, call: PythonCall): Promise<number> =>
  afterAPause(page, () => python(page, { ...call, withoutSpare: true }))

const sql = async (page: Page, call: SqlCall): Promise<number> => {
  const { ms, error } = await page.evaluate(given => window.lab.sql(given), call)
  if (error) throw new Error(error.message)
  return ms
}

/** Time for the next interpreter to get ready. */
async function afterAPause(page: Page, work: () => Promise<number>): Promise<number> {
  await page.waitForTimeout(1_500)
  return work()
}

async function medianOf(work: () => Promise<number>): Promise<number> {
  const values: number[] = []
  for (let round = 0; round < ROUNDS; round++) values.push(await work())
  return median(values)
}

/** A server that begins an answer and never ends it. */
async function stalledServer(): Promise<{ readonly url: string; readonly server: Server }> {
  const server = createServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.write('begin')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}
