import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from './site'

const NEXT = { script: 'print("next")' }

for (const [what, script] of [
  ['a busy loop', 'while True: pass'],
  ['a busy loop that catches everything', 'while True:\n  try:\n    while True: pass\n  except BaseException: pass'],
  ['a sleep', 'import time; time.sleep(60)'],
  ['a loop in C', 'sum(range(10**12))'],
  ['a catastrophic pattern', 'import re; re.match("(a+)+$", "a" * 40 + "b")'],
] as const) {
  test(`Stop ends ${what}, and the next run works`, async ({ lab }) => {
    await lab.evaluate(() => window.lab.makeSnapshot())
    await lab.evaluate(() => window.lab.newRun({ snapshot: true }))
    await lab.evaluate(() => window.lab.python({ script: 'pass' }))
    const stopped = await lab.evaluate(
      given => window.lab.python({ script: `print("begun", flush=True)\n${given}`, stopAfter: 4000 }),
      script,
    )
    expect(stopped.error?.message).toBe('stopped')
    const next = await lab.evaluate(given => window.lab.python(given), NEXT)
    expect(next.lines.map(line => line.text)).toEqual(['next'])
  })
}

test('Stop ends a long query, and the next query of the same run works', async ({ lab }) => {
  await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 1' }))
  const stopped = await lab.evaluate(() =>
    window.lab.sql({
      sql: 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE (a.range + b.range) % 7 = 3',
      stopAfter: 500,
    }),
  )
  expect(stopped.error?.message).toBe('stopped')
  const next = await lab.evaluate(() => window.lab.sql({ sql: 'SELECT 42 AS n' }))
  expect(next.results[0]?.rows).toEqual([[42]])
})

test('Stop ends a stalled call of a script', async ({ lab }) => {
  const stalled = createServer((_, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.write('begin')
  })
  await new Promise<void>(resolve => stalled.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(stalled.address() as AddressInfo).port}/`
  await lab.evaluate(() => window.lab.newRun({ allowLocal: true }))
  const stopped = await lab.evaluate(
    address =>
      window.lab.python({
        script: `import urllib.request; urllib.request.urlopen("${address}").read()`,
        stopAfter: 5000,
      }),
    url,
  )
  stalled.closeAllConnections()
  stalled.close()
  expect(stopped.error?.message).toBe('stopped')
  const next = await lab.evaluate(given => window.lab.python(given), NEXT)
  expect(next.lines.map(line => line.text)).toEqual(['next'])
})
