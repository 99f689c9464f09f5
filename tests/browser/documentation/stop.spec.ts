import { expect, cutOff as test } from '../support/reach'

const python = (script: string): string => `id: stubborn
namespace: company.team
tasks:
  - id: loop
    type: io.kestra.plugin.scripts.python.Script
    script: |
      import time
      print("started", flush=True)
      ${script}
`

const sql = (query: string): string => `id: stubborn
namespace: company.team
tasks:
  - id: before
    type: io.kestra.plugin.core.log.Log
    message: started
  - id: loop
    type: io.kestra.plugin.jdbc.duckdb.Query
    fetchType: FETCH
    sql: ${query}
`

const STUBBORN = {
  'an endless loop in Python': python('while True: pass'),
  'a sleeping script': python('time.sleep(60)'),
  'a long query': sql('SELECT count(*) FROM range(100000000) a, range(100000) b'),
}

const QUICK = python('print("ended by itself")').replace('stubborn', 'quick')

for (const [what, source] of Object.entries(STUBBORN)) {
  test(`Stop ends ${what}, and the next run works`, async ({ flowyard }) => {
    await flowyard.open()
    await flowyard.write(source)
    await flowyard.start()
    await flowyard.tab('Logs')
    await expect(flowyard.execution.getByText('started').first()).toBeVisible({ timeout: 60_000 })
    await flowyard.stop()
    await flowyard.expectState('KILLED')

    await flowyard.write(QUICK)
    await flowyard.run('SUCCESS')
  })
}
