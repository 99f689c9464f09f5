import type { Page } from '@playwright/test'
import { expect, test } from './site'

/** Where a probe tries to get; `app` is the site's own address, `blob` that of a blob of the page. */
type Addresses = { readonly app: string; readonly other: string; readonly blob: string }

/**
 * Tries everything a stranger's code would try, in whatever realm it is evaluated. Answers `reached` for what worked,
 * else the name of the error.
 */
async function probe({ app, other, blob }: Addresses): Promise<Record<string, string>> {
  const settle = async (attempt: () => unknown): Promise<string> => {
    const limit = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('Silence')), 3000))
    try {
      const answer = await Promise.race([attempt(), limit])
      return answer === undefined ? 'undefined' : 'reached'
    } catch (error) {
      return error instanceof Error ? error.name : String(error)
    }
  }
  const event = (target: EventTarget, good: string) =>
    new Promise((resolve, reject) => {
      target.addEventListener(good, () => resolve(true))
      target.addEventListener('error', () => reject(new Error('refused')))
    })
  const scope = globalThis as unknown as Record<string, unknown>
  return {
    indexedDB: await settle(() => event(indexedDB.open('flowyard'), 'success')),
    caches: await settle(() => (scope.caches as CacheStorage).keys()),
    localStorage: await settle(() => (scope.localStorage as Storage).length),
    cookies: await settle(() => (scope.document as Document).cookie),
    opfs: await settle(() => (scope.navigator as Navigator).storage.getDirectory()),
    locks: await settle(() => (scope.navigator as Navigator).locks.query()),
    fetchApp: await settle(() => fetch(`${app}?hit=fetch`)),
    fetchOther: await settle(() => fetch(`${other}?hit=other`, { mode: 'no-cors' })),
    fetchBlob: await settle(() => fetch(blob)),
    request: await settle(() => {
      const request = new XMLHttpRequest()
      request.open('GET', `${app}?hit=xhr`, false)
      request.send()
      if (request.status !== 200) throw new Error('refused')
      return request.status
    }),
    webSocket: await settle(() => event(new WebSocket(`${app.replace('http', 'ws')}socket?hit=socket`), 'open')),
    eventSource: await settle(() => event(new EventSource(`${app}events?hit=events`), 'open')),
    dynamicImport: await settle(() => import(/* @vite-ignore */ `${app}probe.js?hit=import`)),
    worker: await settle(() => event(new Worker(`${app}probe.js?hit=worker`), 'message')),
    nestedWorker: await settle(
      () =>
        new Promise((resolve, reject) => {
          const source = `onmessage = async () => { try { await fetch('${app}?hit=nested'); postMessage('reached') } catch { postMessage('refused') } }`
          const worker = new Worker(URL.createObjectURL(new Blob([source])))
          worker.onmessage = ({ data }) => (data === 'reached' ? resolve(true) : reject(new Error('refused')))
          worker.onerror = () => reject(new Error('refused'))
          worker.postMessage(1)
        }),
    ),
    evaluation: await settle(() => new Function('return 1')()),
  }
}

const reachedIn = (answers: Readonly<Record<string, string>>) =>
  Object.entries(answers)
    .filter(([, answer]) => answer === 'reached')
    .map(([name]) => name)

const runnerFrame = (lab: Page) => {
  const frame = lab.frames().find(other => other !== lab.mainFrame())
  if (!frame) throw new Error('no runner frame')
  return frame
}

test.describe('from inside the runner frame', () => {
  test('nothing of the app is reached by its worker or the frame, while the page reaches it', async ({
    lab,
    site,
    hits,
  }) => {
    const blob = await lab.evaluate(() => URL.createObjectURL(new Blob(['of the page'])))
    const addresses = { app: site, other: hits.other, blob }
    await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 1' }))
    const worker = lab.workers()[0]
    const opaque = await worker?.evaluate(probe, addresses)
    expect(reachedIn(opaque ?? { none: 'reached' })).toEqual([])
    expect(reachedIn(await runnerFrame(lab).evaluate(probe, addresses))).toEqual([])
    expect(hits.paths()).toEqual([])

    const control = reachedIn(await lab.evaluate(probe, addresses))
    for (const name of [
      'indexedDB',
      'caches',
      'localStorage',
      'cookies',
      'opfs',
      'locks',
      'fetchApp',
      'fetchOther',
      'fetchBlob',
      'request',
      'dynamicImport',
      'worker',
      'nestedWorker',
    ])
      expect(control, 'the probe reaches what is there to be reached').toContain(name)
    expect(control).not.toContain('evaluation')
    expect(hits.paths().length).toBeGreaterThan(5)
  })

  test('a Python script reaches nothing of the app', async ({ lab, hits }) => {
    const { lines, exitCode } = await lab.evaluate(() =>
      window.lab.python({
        script: `
import js, asyncio
from pyodide.code import run_js

async def attempt(name, work):
    try:
        answer = work()
        if hasattr(answer, "then"):
            answer = await answer
        print(name, "reached" if answer is not None else "nothing")
    except BaseException as error:
        print(name, type(error).__name__)

def database():
    return js.indexedDB.open("flowyard")

async def main():
    await attempt("indexedDB", database)
    await attempt("caches", lambda: js.caches.keys())
    await attempt("localStorage", lambda: js.localStorage.length)
    await attempt("cookie", lambda: js.document.cookie)
    await attempt("fetch", lambda: js.fetch("APP?hit=python"))
    await attempt("import", lambda: js.importScripts("APPprobe.js?hit=python"))
    await attempt("run_js", lambda: run_js("1"))
    await attempt("parent", lambda: js.parent.document)

asyncio.run(main())
`.replaceAll('APP', location.href),
      }),
    )
    expect(lines.map(line => line.text).filter(text => !text.includes('Error') && !text.includes('Exception'))).toEqual(
      [],
    )
    expect(lines).toHaveLength(8)
    expect(exitCode).toBe(0)
    expect(hits.paths()).toEqual([])
  })

  test('SQL reaches no address, and the next query runs', async ({ lab, site, hits }) => {
    const address = `${site}probe.csv?hit=sql`
    const read = await lab.evaluate(url => window.lab.sql({ sql: `SELECT * FROM read_csv('${url}')` }), address)
    expect(read.error?.message).toMatch(/IO Error|HTTP|Error/)
    expect((await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 42 AS n' }))).results[0]?.rows).toEqual([[42]])
    expect(hits.paths()).toEqual([])
  })

  test('a frame that navigates itself is removed, its job fails, and the next run works', async ({ lab, site }) => {
    const ended = lab.evaluate(() => window.lab.python({ script: 'import time\ntime.sleep(30)' }))
    await expect.poll(() => lab.workers().length).toBeGreaterThan(0)
    await runnerFrame(lab)
      .evaluate(address => location.assign(address), site)
      .catch(() => undefined)
    expect((await ended).error?.name).toBe('RuntimeLost')
    await expect.poll(() => lab.frames().length).toBe(1)
    await lab.evaluate(() => window.lab.newRun())
    const next = await lab.evaluate(() => window.lab.python({ script: 'print(1 + 1)' }))
    expect(next.lines).toEqual([{ stream: 'stdout', text: '2' }])
  })
})
