import { expect, it } from 'vitest'
import { Queries } from '../../../src/plugins/jdbc/duckdb/Queries'
import { Query } from '../../../src/plugins/jdbc/duckdb/Query'
import { type DuckDB, SqlError, type SqlJob, type SqlResult } from '../../../src/runtimes'
import type { TaskFailed } from '../../../src/task'
import { runTask } from '../scripts/context'

const RESULT: SqlResult = {
  columns: [
    { name: 'id', type: 'INTEGER' },
    { name: 'name', type: 'VARCHAR' },
  ],
  rows: [
    [1, 'a'],
    [2, null],
  ],
}

function fakeDuckDB(results: readonly (SqlResult | undefined)[] = [RESULT]) {
  const jobs: SqlJob[] = []
  const run: DuckDB['run'] = async job => {
    jobs.push(job)
    return {
      results,
      outputFiles: job.outputPaths.map(path => ({ path, content: new Blob(['written']) })),
      ...(job.keepDatabase ? { database: new Blob(['database']) } : {}),
    }
  }
  return { run, jobs }
}

it.each([
  [{}, { row: null, outputFiles: {} }, { fetch: 'false', store: 'false' }, 0],
  [
    { fetchType: 'FETCH' },
    { row: null, rows: [{ id: 1, name: 'a' }, { id: 2 }], size: 2, outputFiles: {} },
    { fetch: 'true', store: 'false' },
    2,
  ],
  [
    { fetchType: 'FETCH_ONE' },
    { row: { id: 1, name: 'a' }, size: 1, outputFiles: {} },
    { fetch: 'true', store: 'false' },
    1,
  ],
  [
    { fetch: true, store: true },
    { row: null, rows: expect.anything(), size: 2, outputFiles: {} },
    { fetch: 'true', store: 'false' },
    2,
  ],
])('with %o it gives what Kestra gives', async (properties, outputs, tags, size) => {
  const done = await runTask(Query, { sql: 'SELECT 1', ...properties }, { duckdb: fakeDuckDB().run })
  expect(done.outputs).toEqual(outputs)
  expect(done.metrics).toEqual([{ name: 'fetch.size', type: 'counter', value: size, tags }])
})

it('stores rows as text Ion in 1.3, nulls kept', async () => {
  const done = await runTask(Query, { sql: 'SELECT 1', store: true }, { duckdb: fakeDuckDB().run, version: '1.3' })
  expect(done.outputs).toMatchObject({ row: null, size: 2, outputFiles: {} })
  expect(await done.file(done.outputs?.uri)).toBe('{id:1,name:"a"}\n{id:2,name:null}\n')
})

it('stores rows as binary Ion in 2.0', async () => {
  const done = await runTask(Query, { sql: 'SELECT 1', store: true }, { duckdb: fakeDuckDB().run })
  expect((await done.file(done.outputs?.uri)).charCodeAt(1)).toBe(1)
})

it('gives a struct of numbers as a map and one with text as the text of the driver', async () => {
  const rows = [[{ a: 1, b: 'x' }, { a: 1 }, [{ a: 'y' }]]]
  const columns = ['s', 'n', 'l'].map(name => ({ name, type: 'STRUCT' }))
  const done = await runTask(
    Query,
    { sql: 'SELECT 1', fetchType: 'FETCH_ONE' },
    { duckdb: fakeDuckDB([{ columns, rows }]).run },
  )
  expect(done.outputs?.row).toEqual({ s: "{'a': 1, 'b': x}", n: { a: 1 }, l: ["{'a': y}"] })
})

it('gives timestamps in the zone asked for', async () => {
  const columns = [{ name: 't', type: 'TIMESTAMP' }]
  const rows = [[{ $java: 'ZonedDateTime', value: '2024-07-06T07:08:09.123Z[UTC]' }]]
  const done = await runTask(
    Query,
    { sql: 'SELECT 1', fetchType: 'FETCH_ONE', timeZoneId: 'Europe/Paris' },
    { duckdb: fakeDuckDB([{ columns, rows }]).run },
  )
  expect(done.outputs?.row).toEqual({
    t: { $java: 'ZonedDateTime', value: '2024-07-06T09:08:09.123+02:00[Europe/Paris]' },
  })
})

it('takes one statement only', async () => {
  const duckdb = fakeDuckDB()
  const { error } = await runTask(Query, { sql: 'SELECT 1; SELECT 2;' }, { duckdb: duckdb.run })
  expect(error?.message).toBe(
    'Query task support only a single SQL statement. Use the Queries task to run multiple statements.',
  )
  expect(duckdb.jobs).toEqual([])
})

it('writes parameters in, and warns of words that Kestra would take for parameters', async () => {
  const duckdb = fakeDuckDB()
  const sql = "SELECT :n, x::INT, ':n' FROM t WHERE a = :name AND b = :none"
  const { notes } = await runTask(
    Query,
    { sql, parameters: { n: 2, name: "O'Hara", none: null } },
    { duckdb: duckdb.run },
  )
  expect(duckdb.jobs[0]?.statements).toEqual(["SELECT 2, x::INT, ':n' FROM t WHERE a = 'O''Hara' AND b = NULL"])
  expect(notes[0]?.message).toContain(':INT')
})

it('uploads what the statement wrote, by key', async () => {
  const sql = "COPY t TO '{{ outputFiles.out }}'"
  const duckdb = fakeDuckDB([undefined])
  const done = await runTask(Query, { sql, outputFiles: ['out'] }, { duckdb: duckdb.run })
  const [path = ''] = duckdb.jobs[0]?.outputPaths ?? []
  expect(duckdb.jobs[0]?.statements).toEqual([`COPY t TO '${path}'`])
  expect(path).toMatch(/^\/tmp\/id1\/out_\d+\.tmp$/)
  const files = done.outputs?.outputFiles as Record<string, string>
  expect(await done.file(files.out)).toBe('written')
})

it('renders contents of input files once more', async () => {
  const duckdb = fakeDuckDB()
  await runTask(
    Query,
    { sql: 'SELECT 1', inputFiles: { 'a.sql': 'kestra:///given/a.sql' } },
    {
      duckdb: duckdb.run,
      files: { 'a.sql': 'in {{ workingDir }}' },
    },
  )
  expect(await duckdb.jobs[0]?.inputFiles[0]?.content.text()).toBe(`in ${duckdb.jobs[0]?.workingDir}`)
})

it('opens and keeps a database', async () => {
  const duckdb = fakeDuckDB()
  const done = await runTask(
    Query,
    { sql: 'SELECT 1', databaseUri: 'kestra:///given/my.db', outputDbFile: true },
    { duckdb: duckdb.run, files: { 'my.db': 'bytes' } },
  )
  expect(await duckdb.jobs[0]?.database?.text()).toBe('bytes')
  expect(await done.file(done.outputs?.databaseUri)).toBe('database')
})

it('fails with the text of DuckDB behind that of the driver, at its place in the SQL', async () => {
  const duckdb: DuckDB['run'] = async () => {
    throw new SqlError('Catalog Error: Table with name t does not exist!', 0, 14)
  }
  const { error } = await runTask(Query, { sql: '  SELECT x FROM t' }, { duckdb })
  expect(error?.message).toBe(
    'Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: Catalog Error: Table with name t does not exist!',
  )
  expect((error as TaskFailed).details).toMatchObject({ property: 'sql', at: 16 })
})

it.each([
  ['1.3', [{ rows: [{ id: 1, name: 'a' }, { id: 2 }], size: 2 }]],
  ['2.0', [{ row: null, rows: [{ id: 1, name: 'a' }, { id: 2 }], size: 2 }]],
] as const)('Queries of %s has an entry for each statement with rows', async (version, outputs) => {
  const duckdb = fakeDuckDB([undefined, RESULT])
  const done = await runTask(
    Queries,
    { sql: "CREATE TABLE t AS SELECT ';' x; -- one; two\nSELECT * FROM t;", fetchType: 'FETCH' },
    { duckdb: duckdb.run, version },
  )
  expect(duckdb.jobs[0]?.statements).toEqual(["CREATE TABLE t AS SELECT ';' x", '-- one; two\nSELECT * FROM t'])
  expect(done.outputs).toEqual({ outputs, outputFiles: {} })
})

it('fetches the files that SQL reads by their addresses, and asks for no httpfs', async () => {
  const duckdb = fakeDuckDB([undefined])
  const called: string[] = []
  const sql = `INSTALL httpfs; LOAD httpfs;
-- FROM 'https://example.com/comment.csv'
CREATE TABLE t AS SELECT *, 'https://example.com/text' AS x FROM read_csv_auto('https://example.com/a/orders.csv?x=1', header=true);
SELECT * FROM 'https://example.com/b/orders.csv' JOIN read_parquet(['in.parquet', 'hf://datasets/some/one/d/p.parquet']) USING (id)`
  await runTask(
    Queries,
    { sql },
    {
      duckdb: duckdb.run,
      http: async ({ url }) => {
        called.push(url)
        return { url, status: 200, headers: [], body: new Blob([url]), source: 'network' as const }
      },
    },
  )
  const [job] = duckdb.jobs
  const dir = job?.workingDir
  expect(called).toEqual([
    'https://example.com/a/orders.csv?x=1',
    'https://example.com/b/orders.csv',
    'https://huggingface.co/datasets/some/one/resolve/main/d/p.parquet',
  ])
  expect(job?.inputFiles.map(({ path }) => path)).toEqual(['orders.csv', 'remote_2_orders.csv', 'p.parquet'])
  expect(job?.statements).toEqual([
    expect.stringContaining(`'https://example.com/text' AS x FROM read_csv_auto('${dir}/orders.csv', header=true)`),
    `SELECT * FROM '${dir}/remote_2_orders.csv' JOIN read_parquet(['in.parquet', '${dir}/p.parquet']) USING (id)`,
  ])
})

it('calls nobody for an extension of a stranger: DuckDB refuses it by itself', async () => {
  const duckdb = fakeDuckDB([undefined])
  const called: string[] = []
  const http = async ({ url }: { readonly url: string }) => {
    called.push(url)
    return { url, status: 200, headers: [], body: new Blob([]), source: 'network' as const }
  }
  await runTask(Queries, { sql: "/* x */ INSTALL loot FROM 'https://example.com/loot'" }, { duckdb: duckdb.run, http })
  expect(called).toEqual([])
  expect(duckdb.jobs[0]?.statements).toEqual([expect.stringContaining("INSTALL loot FROM 'https://example.com/loot'")])
})

it('fails in words when a remote file is refused', async () => {
  const http = async ({ url }: { readonly url: string }) => ({
    url,
    status: 404,
    headers: [],
    body: new Blob([]),
    source: 'network' as const,
  })
  const { error } = await runTask(
    Query,
    { sql: "FROM 'https://example.com/a.csv'" },
    { duckdb: fakeDuckDB().run, http },
  )
  expect(error?.message).toBe("HTTP Error: HTTP GET error on 'https://example.com/a.csv' (HTTP 404)")
})
