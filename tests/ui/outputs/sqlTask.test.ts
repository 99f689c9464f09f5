import { describe, expect, it } from 'vitest'
import { checkFlow } from '../../../src/editor'
import { elsewhere } from '../../../src/plugins/elsewhere'
import { registry } from '../../../src/plugins/registry'
import { sqlTask } from '../../../src/ui/outputs/sqlTask'
import { addTask } from '../../../src/ui/state/addTask'

const check = (source: string) =>
  checkFlow(source, { registry, elsewhere, version: 'auto', inputs: {}, resource: () => undefined })

const FLOW = `id: f
namespace: n

tasks:
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    outputFiles:
      - products.csv
    script: |
      print('ok')

  - id: sqlQuery
    type: io.kestra.plugin.jdbc.duckdb.Query
    sql: SELECT 1
    store: true

errors:
  - id: failed
    type: io.kestra.plugin.core.log.Log
    message: It failed
`

const NONE: ReadonlySet<string> = new Set()

describe('a query over a file', () => {
  it('reads it under its own name, and stands behind the last task', () => {
    const path = ['outputs', 'python', 'outputFiles', 'products.csv']
    const { id, first, texts } = sqlTask({ path, name: 'products.csv', extension: 'csv' }, NONE)
    const added = addTask(FLOW, check(FLOW).outline, texts)
    expect(first).toBe(id)
    expect(added?.source.split('\n').slice(11, 27)).toEqual([
      '  - id: sqlQuery',
      '    type: io.kestra.plugin.jdbc.duckdb.Query',
      '    sql: SELECT 1',
      '    store: true',
      '',
      '  - id: query_products',
      '    type: io.kestra.plugin.jdbc.duckdb.Query',
      '    inputFiles:',
      `      products.csv: "{{ outputs.python.outputFiles['products.csv'] }}"`,
      '    sql: |',
      '      SELECT *',
      "      FROM read_csv_auto('{{ workingDir }}/products.csv')",
      '      LIMIT 100;',
      '    fetchType: STORE',
      '',
      'errors:',
    ])
    expect(added?.line).toBe(17)
    const after = check(added?.source ?? '')
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(after.outline.map(task => task.id)).toEqual(['python', 'sqlQuery', 'query_products', 'failed'])
  })

  it('reads stored rows by way of CSV, under ids that are free', () => {
    const file = { path: ['outputs', 'sqlQuery', 'uri'], name: 'x.ion', extension: 'ion' }
    const { id, first, texts } = sqlTask(file, new Set(['query_sqlQuery', 'sqlQuery_csv']))
    expect([first, id]).toEqual(['sqlQuery_csv_2', 'query_sqlQuery_2'])
    const added = addTask(FLOW, check(FLOW).outline, texts)
    const after = check(added?.source ?? '')
    expect(after.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(after.outline.map(task => task.id)).toEqual(['python', 'sqlQuery', first, id, 'failed'])
  })

  it('gives a file without a name that of its task', () => {
    const { id, texts } = sqlTask({ path: ['outputs', 'my-write', 'uri'], name: '8hK3.csv', extension: 'csv' }, NONE)
    expect(id).toBe('query_my_write')
    expect(texts.join()).toContain(`my_write.csv: "{{ outputs['my-write'].uri }}"`)
  })

  it('is not added to a flow whose tasks stand in one line', () => {
    const flow = 'id: f\nnamespace: n\ntasks: [{id: a, type: io.kestra.plugin.core.log.Log, message: x}]\n'
    expect(addTask(flow, check(flow).outline, ['- id: b'])).toBeUndefined()
  })
})
