import { expect } from '@playwright/test'
import type { HostileFlow } from './hostileFlow'
import { OTHER_FLOWS } from './otherFlows'
import { PYTHON_FLOWS } from './pythonFlows'
import { CANARY, test } from './stage'

/** A run of an honest flow after each hostile one: what it used must be as it was. */
const NEXT_PYTHON = `id: next_python
namespace: company.team
tasks:
  - id: next
    type: io.kestra.plugin.scripts.python.Script
    script: |
      import json, os, js
      print("next", 40 + 2, os.path.exists("/tmp/loot"), os.path.exists("/lib/python3.14/loot.py"), hasattr(js, "loot"))
`
const NEXT_SQL = `id: next_sql
namespace: company.team
tasks:
  - id: next
    type: io.kestra.plugin.jdbc.duckdb.Query
    sql: SELECT 'next ' || (40 + 2) || ' False False False' AS answer
    fetchType: FETCH_ONE
  - id: tell
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.next.row.answer }}"
`
const NEXT_TEXT = `id: next_text
namespace: company.team
tasks:
  - id: next
    type: io.kestra.plugin.core.log.Log
    message: "{{ 'next ' ~ (40 + 2) ~ ' False False False' }}"
`

const nextOf = (flow: string): string => {
  if (flow.includes('scripts.python')) return NEXT_PYTHON
  return flow.includes('jdbc.duckdb') ? NEXT_SQL : NEXT_TEXT
}

for (const hostile of [...PYTHON_FLOWS, ...OTHER_FLOWS] satisfies readonly HostileFlow[]) {
  test(`a flow from a link that tries ${hostile.tries} is contained`, async ({ stage }) => {
    const { page, flowyard, targets, hits, open, play } = stage
    await play(hostile)
    if (hostile.attempts !== undefined) {
      await flowyard.tab('Logs')
      await expect(flowyard.execution.getByText(/^attempt /)).toHaveCount(hostile.attempts)
      await expect(flowyard.execution.getByText('REACHED')).toHaveCount(0)
    }
    expect(hits, 'nothing was called that nobody allowed').toEqual([])
    await expect(page.getByText(CANARY)).toHaveCount(0)
    expect(
      await page.evaluate(() => ({
        canary: localStorage.getItem('canary'),
        polluted: 'polluted' in {},
        hit: 'hit' in window,
        title: document.title.includes('Flowyard'),
      })),
    ).toEqual({ canary: CANARY, polluted: false, hit: false, title: true })
    expect(page.context().pages()).toEqual([page])
    expect(page.url()).toContain(targets.site)

    await open(nextOf(hostile.flow(targets)))
    await flowyard.run('SUCCESS')
    await expect(flowyard.execution.getByText('next 42 False False False').first()).toBeVisible()
  })
}

test('what another flow left is as it was', async ({ stage: { page, flowyard } }) => {
  await page.goto('./')
  await expect(page.getByRole('heading', { level: 1 })).toContainText('victim')
  const answer = flowyard.execution.getByRole('status', { name: 'Result' }).getByText(CANARY)
  await flowyard.debug('{{ read(outputs.write.uri) }}')
  await flowyard.execution.getByRole('button', { name: 'Evaluate' }).click()
  await expect(answer).toBeVisible()
  await flowyard.debug("{{ 'key ' ~ kv('treasure') }}")
  await expect(answer).toHaveText(`key ${CANARY}`)
})
