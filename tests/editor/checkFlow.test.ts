import { describe, expect, test } from 'vitest'
import { checkFlow } from '../../src/editor'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'

const check = (text: string, inputs: Readonly<Record<string, unknown>> = {}) =>
  checkFlow(text, {
    registry,
    elsewhere,
    version: 'auto',
    inputs,
    resource: id => (id === 'pyodide' ? { bytes: 13_600_000, here: false } : undefined),
  })

const FLOW = `id: my_flow
namespace: company.team
inputs:
  - id: host
    type: STRING
    defaults: example.com
variables:
  path: products
tasks:
  - id: api
    type: io.kestra.plugin.core.http.Request
    uri: "https://{{ inputs.host }}/{{ vars.path }}"
    headers:
      token: "{{ secret('TOKEN') }}"
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    beforeCommands:
      - pip install 'polars>=1' -q && pip install -r requirements.txt requests
    dependencies: [Fake_Data]
    outputFiles:
      - products.csv
    script: |
      data = {{ outputs.api.body }}
      print(data)
  - id: next
    type: io.kestra.plugin.core.http.Download
    uri: "{{ outputs.api.body }}"
  - id: query
    type: io.kestra.plugin.jdbc.duckdb.Query
    sql: SELECT 1
    fetchType: STORE
  - id: tell
    type: io.kestra.plugin.slack.notifications.SlackIncomingWebhook
    url: "{{ secret('SLACK') }}"
`

const told = (text: string, inputs: Readonly<Record<string, unknown>> = {}) =>
  check(text, inputs).ready.map(({ kind, title, line }) => `${kind} ${title} ${line}`)

describe('before Run the list tells', () => {
  test('what it calls, downloads, executes, keeps, asks for and cannot run', () => {
    expect(told(FLOW)).toEqual([
      'call GET example.com/products 12',
      'download Python 3.14 15',
      'download polars 17',
      'download requests 17',
      'download fake-data 19',
      'code 2 lines of Python 22',
      'keep products.csv 21',
      'call A host decided while it runs 27',
      'keep … 27',
      'download DuckDB 28',
      'code 1 line of SQL 30',
      'keep query.ion 31',
      'cannot-run notifications.SlackIncomingWebhook 33',
      'secret TOKEN 14',
    ])
  })

  test('hosts as the fields stand', () => {
    expect(told(FLOW, { host: 'other.org' })[0]).toBe('call GET other.org/products 12')
  })

  test('sizes that are known', () => {
    expect(check(FLOW).ready.find(({ resource }) => resource === 'pyodide')).toMatchObject({ bytes: 13_600_000 })
  })

  test('extensions of DuckDB that a query loads by name', () => {
    const flow = `id: a
namespace: b
tasks:
  - id: q
    type: io.kestra.plugin.jdbc.duckdb.Queries
    sql: |
      INSTALL spatial; LOAD 'Spatial';
      SELECT 'LOAD nothing; ' AS text
`
    expect(check(flow).ready.filter(({ resource }) => resource?.startsWith('extension:'))).toMatchObject([
      { kind: 'download', resource: 'extension:spatial', title: 'DuckDB spatial', taskId: 'q', line: 6 },
    ])
  })

  test('nothing of tasks that are disabled', () => {
    expect(told(FLOW.replaceAll(/^ {2}- id: (\w+)$/gm, '  - id: $1\n    disabled: true'))).toEqual([])
  })
})

test('the outline lists tasks with their lines, branches and expressions', () => {
  const text = `id: a
namespace: b
tasks:
  - id: if
    type: io.kestra.plugin.core.flow.If
    condition: "{{ true }}"
    then:
      - id: yes_task
        type: io.kestra.plugin.core.log.Log
        message: |
          one {{ flow.id }}
          two {{ task.id | upper }}

errors:
  - {id: oops, type: io.kestra.plugin.core.log.Log, message: "{{ execution.id }}"}
`
  const outline = check(text).outline.map(({ expressions, ...task }) => ({
    ...task,
    expressions: expressions.map(({ source, line, span }) => [source, line, text.slice(span.start, span.end)]),
  }))
  expect(outline).toEqual([
    {
      id: 'if',
      type: 'io.kestra.plugin.core.flow.If',
      name: 'flow.If',
      line: 4,
      lastLine: 12,
      depth: 0,
      branch: 'tasks',
      expressions: [['true', 6, '{{ true }}']],
    },
    {
      id: 'yes_task',
      type: 'io.kestra.plugin.core.log.Log',
      name: 'log.Log',
      line: 8,
      lastLine: 12,
      depth: 1,
      parentId: 'if',
      branch: 'then',
      expressions: [
        ['flow.id', 11, '{{ flow.id }}'],
        ['task.id | upper', 12, '{{ task.id | upper }}'],
      ],
    },
    {
      id: 'oops',
      type: 'io.kestra.plugin.core.log.Log',
      name: 'log.Log',
      line: 15,
      lastLine: 15,
      depth: 0,
      branch: 'errors',
      expressions: [['execution.id', 15, '{{ execution.id }}']],
    },
  ])
})

test('defaults of inputs are plain values', () => {
  const text = `${FLOW.replace('    type: STRING', '    type: FLOAT').replace('example.com', '1.0')}`
  expect(check(text).inputs[0]).toEqual({ id: 'host', type: 'FLOAT', required: true, defaults: 1 })
})

test('the lines of promised files are told', () => {
  expect(check(FLOW).outline.find(({ id }) => id === 'python')?.outputFileLines).toEqual({ 'products.csv': 21 })
})

test('a text that does not parse still has the tasks that can be made out', () => {
  const { problems, outline } = check(`${FLOW}  - id: "open`)
  expect(problems.map(({ code }) => code)).toEqual(['yaml-syntax'])
  expect(outline.map(({ id }) => id)).toContain('api')
})

test('a task that waits tells what it asks for, as a form shows it', () => {
  const { outline } = check(`id: f
namespace: n
tasks:
  - id: approval
    type: io.kestra.plugin.core.flow.Pause
    onResume:
      - id: share
        type: FLOAT
        defaults: 1.0
  - id: after
    type: io.kestra.plugin.core.log.Log
    message: x
`)
  expect(outline.map(({ onResume }) => onResume)).toEqual([
    [{ id: 'share', type: 'FLOAT', required: true, defaults: 1 }],
    undefined,
  ])
})
