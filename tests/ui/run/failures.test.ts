import { describe, expect, it } from 'vitest'
import type { Execution, Failure } from '../../../src/model'
import { curlOf, failureOf, readTraceback } from '../../../src/ui/run/failures'

const source = `id: sales
namespace: company.team
tasks:
  - id: python
    type: io.kestra.plugin.scripts.python.Script
    script: |
      import polars as pl
      data = {{ outputs.api.body }}
      df.select(["brand", "prices"])
`

const traceback = `Traceback (most recent call last):
  File "/tmp/kestra-wd/abc/123.py", line 6, in <module>
    df.select(["brand", "prices"])
  File "/lib/python3.14/site-packages/polars/frame.py", line 9632, in select
    return self.lazy().select(*exprs)
  File "/lib/python3.14/site-packages/polars/lazy.py", line 12, in collect
    return wrap(x)
ColumnNotFoundError: unable to find column "prices"; valid columns: ["id", "price", "brand"]`

const span = { start: source.indexOf('|'), end: source.length }

const failing = (failure: Partial<Failure>): Execution => ({
  id: 'x',
  workspaceId: 'w',
  number: 1,
  namespace: 'company.team',
  flowId: 'sales',
  flowRevision: 1,
  version: '2.0',
  source,
  state: { current: 'FAILED', histories: [] },
  taskRuns: [
    {
      id: 'r',
      taskId: 'python',
      attempts: [],
      state: { current: 'FAILED', histories: [] },
      failure: { name: 'TaskFailed', message: 'Command failed with exit code 1', ...failure },
    },
  ],
  inputs: {},
  labels: [],
})

const rendered = 'import polars as pl\ndata = [{"brand": "Osier"}]\ndf.select(["brand", "prices"])\n'

describe('the place of a failure', () => {
  it('is the line of the script that the traceback names', () => {
    expect(failureOf(failing({ span, property: 'script', source: rendered, stack: traceback }))?.line).toBe(9)
  })

  it('is the line of the query that the database names', () => {
    const message = 'Binder Error: no such column\nLINE 2: data'
    expect(failureOf(failing({ span, property: 'sql', source: rendered, message }))?.line).toBe(8)
  })

  it('is found by its text when an expression made more lines of one', () => {
    const longer = rendered.replace('[{', '[\n\n{')
    const stack = traceback.replace('line 6', 'line 8')
    expect(failureOf(failing({ span, property: 'script', source: longer, stack }))?.line).toBe(9)
  })

  it('is the task when the failure has no place of its own', () => {
    expect(failureOf(failing({}))?.line).toBe(4)
  })
})

describe('the offered fix', () => {
  it('is the one known name at most two letters off', () => {
    const fix = failureOf(failing({ span, source: rendered, stack: traceback }))?.failure.fix
    expect(fix).toMatchObject({ title: 'Change to "price"', text: 'price' })
    expect(source.slice(fix?.span.start, fix?.span.end)).toBe('prices')
  })

  it('is not made when two names are as near', () => {
    const stack = traceback.replace('"brand"]', '"pricey"]')
    expect(failureOf(failing({ span, source: rendered, stack }))?.failure.fix).toBeUndefined()
  })

  it('is not made when no name is near', () => {
    const stack = traceback.replace('"price"', '"cost"')
    expect(failureOf(failing({ span, source: rendered, stack }))?.failure.fix).toBeUndefined()
  })
})

describe('a traceback', () => {
  it('links own frames to the lines of the flow and folds those of libraries', () => {
    expect(readTraceback(traceback, 9)).toMatchObject([
      { kind: 'text', text: 'Traceback (most recent call last):' },
      { kind: 'own', scriptLine: 6, yamlLine: 9 },
      { kind: 'library', name: 'polars', lines: { length: 4 } },
      { kind: 'text' },
    ])
  })
})

describe('the command for a failed request', () => {
  it('is there where an HTTP task tells it, and only there', () => {
    const source = "curl -X POST 'https://api.example/a'"
    expect(curlOf({ name: 'TaskFailed', message: 'm', property: 'uri', source })).toBe(source)
    expect(curlOf({ name: 'TaskFailed', message: 'm', property: 'script', source })).toBeUndefined()
    expect(curlOf({ name: 'TaskFailed', message: 'm', property: 'uri' })).toBeUndefined()
  })
})
