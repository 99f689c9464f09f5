import type { Page } from '@playwright/test'
import { expect, test } from './site'

/** What a job is told whose worker ended in silence. */
const LOST = 'most often from lack of memory. The rest of the page is fine.'

declare global {
  interface Window {
    /** Workers that a document started, as the init script below keeps them. */
    started: Worker[]
  }
}

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.started = []
    window.Worker = new Proxy(Worker, {
      construct: (Native, [url, options]: [string | URL, WorkerOptions | undefined]) => {
        const worker = new Native(url, options)
        window.started.push(worker)
        return worker
      },
    })
  })
})

/** Ends the workers of the runner frames, as nothing in them says. */
async function endWorkers(page: Page): Promise<void> {
  for (const frame of page.frames().slice(1)) {
    await frame.evaluate(() => {
      for (const worker of window.started) worker.terminate()
    })
  }
}

const LONG_QUERY = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range + b.range) % 7 = 3'

test('a DuckDB that ends inside a query fails it in words, and the next query works', async ({ lab }) => {
  await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 1' }))
  const running = lab.evaluate(sql => window.lab.sql({ sql }), LONG_QUERY)
  await new Promise(resolve => setTimeout(resolve, 1_500))
  await endWorkers(lab)
  expect((await running).error).toEqual({
    name: 'RuntimeLost',
    message: `The DuckDB worker stopped (it ended without a word), ${LOST}`,
  })
  const next = await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 42 AS n' }))
  expect(next.results[0]?.rows).toEqual([[42]])
})

test('a Python that ends inside a script fails it in words, and the next script works', async ({ lab }) => {
  const running = lab.evaluate(() => window.lab.python({ script: 'print("begun", flush=True)\nwhile True: pass' }))
  await expect.poll(() => lab.frames().length).toBe(2)
  await new Promise(resolve => setTimeout(resolve, 6_000))
  await endWorkers(lab)
  expect((await running).error).toEqual({
    name: 'RuntimeLost',
    message: `The Python worker stopped (it ended without a word), ${LOST}`,
  })
  const next = await lab.evaluate(() => window.lab.python({ script: 'print("next")' }))
  expect(next.lines.map(({ text }) => text)).toEqual(['next'])
})

test('a database got ready that ended meanwhile is not used', async ({ lab }) => {
  await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 1' }))
  await endWorkers(lab)
  const next = await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 42 AS n' }))
  expect(next.results[0]?.rows).toEqual([[42]])
})
