import { chromium, type Page } from '@playwright/test'
import { buildPage, PAGE } from '../../tests/browser/runtimes/buildPage'
import type { PythonCall, SqlCall } from '../../tests/browser/runtimes/page/lab'
import { findBrowser } from '../../tests/browser/support/browser'
import { serveFolder } from '../serve'
import { median } from './median'
import type { BenchRow } from './row'

const ROUNDS = 5

const SCRIPT = `import polars as pl
data = ${JSON.stringify(Array.from({ length: 30 }, (_, at) => ({ brand: `Brand ${at % 11}`, price: at * 7.25, id: at })))}
df = pl.from_dicts(data)
df.glimpse()
df.select(["brand", "price"]).write_csv("products.csv")
`

const SQL = `SELECT brand, round(avg(price), 2) AS avg_price FROM read_csv_auto('in.csv', header=True)
GROUP BY brand ORDER BY avg_price DESC`

/** Python and SQL as jobs in the untrusted zone, in a real browser; files are local, so nothing of it is download. */
export async function bench(): Promise<readonly BenchRow[]> {
  await buildPage()
  const { url, server } = await serveFolder(PAGE)
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...(executablePath === undefined ? {} : { executablePath }),
  })
  try {
    const page = await browser.newPage()
    await page.goto(url)
    await page.waitForFunction(() => window.lab?.ready)
    return await measure(page)
  } finally {
    await browser.close()
    server.closeAllConnections()
    server.close()
  }
}

async function measure(page: Page): Promise<readonly BenchRow[]> {
  const newRun = (snapshot: boolean) => page.evaluate(given => window.lab.newRun({ snapshot: given }), snapshot)
  const hello: PythonCall = { script: 'print(1)' }
  const documentation: PythonCall = {
    script: SCRIPT,
    beforeCommands: ['pip install polars'],
    outputFiles: ['products.csv'],
  }
  await python(page, hello)
  const plain = await medianOf(async () => {
    await newRun(false)
    return python(page, hello)
  })
  await page.evaluate(() => window.lab.makeSnapshot())
  const fromSnapshot = await medianOf(async () => {
    await newRun(true)
    return python(page, hello)
  })
  const spare = await medianOf(() => afterAPause(page, () => python(page, hello)))
  const polars = await medianOf(() => afterAPause(page, () => python(page, documentation)))
  const csv = 'brand,price\n'.concat(...Array.from({ length: 30 }, (_, at) => `Brand ${at % 11},${at * 7.25}\n`))
  const query: SqlCall = { sql: SQL, files: { 'in.csv': csv } }
  const firstQuery = await sql(page, query)
  const nextQuery = await medianOf(() => sql(page, query))
  const reference = { name: 'booted plainly', value: plain }
  return [
    { name: 'print(1), a new run, booted plainly', value: plain, unit: 'ms' },
    { name: 'print(1), a new run, from the snapshot', value: fromSnapshot, unit: 'ms', reference },
    { name: 'print(1), the interpreter kept ready', value: spare, unit: 'ms', reference },
    { name: "the documentation's script, pip install polars included", value: polars, unit: 'ms' },
    { name: "the documentation's query, the first of a run", value: firstQuery, unit: 'ms' },
    {
      name: "the documentation's query, one after it",
      value: nextQuery,
      unit: 'ms',
      reference: { name: 'the first', value: firstQuery },
    },
  ]
}

const python = async (page: Page, call: PythonCall): Promise<number> => {
  const { ms, error, exitCode } = await page.evaluate(given => window.lab.python(given), call)
  if (error || exitCode !== 0) throw new Error(`the script ended with ${error?.message ?? exitCode}`)
  return ms
}

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
