import initSqlJs from 'sql.js'
import { describe, expect, test } from 'vitest'
import { SqliteQueries } from '../../src/plugins/jdbc/sqlite/Queries'
import { SqliteQuery } from '../../src/plugins/jdbc/sqlite/Query'
import { createSqlite, runSqliteJob, type Sqlite } from '../../src/runtimes'
import type { TaskType } from '../../src/task'
import { type RunSetting, runTask } from '../support/runContext'

const sqlite: Sqlite = { run: async job => runSqliteJob(await initSqlJs(), job) }
const run = (type: TaskType, sql: string, more: Readonly<Record<string, unknown>> = {}, setting: RunSetting = {}) =>
  runTask(type, { url: 'jdbc:sqlite:', sql, fetchType: 'FETCH', ...more }, { sqlite, ...setting })

describe('Query', () => {
  test.each([
    ['SELECT 1 AS a, 2.5 AS b, 2.0 AS c', { a: 1, b: 2.5, c: { $java: 'Double', value: '2.0' } }],
    ["SELECT 'é''x' AS t, NULL AS n", { t: "é'x" }],
    ['SELECT 9007199254740993 AS big', { big: 9007199254740993n }],
    ["SELECT x'01ff' AS b", { b: new Uint8Array([1, 255]) }],
    ['SELECT 1 AS a, 2 AS a', { a: 2 }],
  ])('%s', async (sql, row) => {
    expect((await run(SqliteQuery, sql)).outputs).toEqual({ row: null, rows: [row], size: 1 })
  })
  test('writes parameters in', async () => {
    const parameters = { name: "o'hara", n: 2 }
    const { outputs } = await run(SqliteQuery, 'SELECT :name AS a, :n * 2 AS b', { parameters, fetchType: 'FETCH_ONE' })
    expect(outputs).toMatchObject({ row: { a: "o'hara", b: 4 }, size: 1 })
  })
  test('stores rows as Ion', async () => {
    const { outputs, text } = await run(SqliteQuery, 'SELECT 1 AS a', { fetchType: 'STORE' }, { version: '1.3' })
    expect(await text(outputs?.uri)).toBe('{a:1}\n')
  })
  test('gives nothing where the statement has no rows', async () => {
    expect((await run(SqliteQuery, 'CREATE TABLE t (a)')).outputs).toEqual({ row: null })
  })
  test('takes one statement', async () => {
    await expect(run(SqliteQuery, 'SELECT 1; SELECT 2')).rejects.toThrow(
      'Query task support only a single SQL statement',
    )
  })
  test('fails with what SQLite says', async () => {
    await expect(run(SqliteQuery, 'SELECT * FROM people')).rejects.toMatchObject({
      message: 'no such table: people',
      details: { property: 'sql', at: 0 },
    })
  })
  test('says where SQLite is not', async () => {
    await expect(runTask(SqliteQuery, { sql: 'SELECT 1' })).rejects.toThrow('SQLite is not at hand')
  })
})

describe('Queries', () => {
  const FILL = 'CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2);'
  test('gives an entry for each statement with rows', async () => {
    const { outputs } = await run(SqliteQueries, `${FILL} SELECT a FROM t; SELECT count(*) AS n FROM t`)
    expect(outputs).toEqual({
      outputs: [
        { row: null, rows: [{ a: 1 }, { a: 2 }], size: 2 },
        { row: null, rows: [{ n: 2 }], size: 1 },
      ],
    })
  })
  test('keeps its database for another task', async () => {
    const first = await run(SqliteQueries, FILL, { outputDbFile: true, url: 'jdbc:sqlite:my.db' })
    expect(first.outputs?.databaseUri).toMatch(/\/my\.db$/)
    const stored = await first.file(first.outputs?.databaseUri)
    const { outputs } = await run(
      SqliteQuery,
      'SELECT sum(a) AS s FROM t',
      { sqliteFile: '{{ files.db }}' },
      { files: { db: stored } },
    )
    expect(outputs?.rows).toEqual([{ s: 3 }])
  })
  test('undoes everything when one statement fails', async () => {
    const made = await run(SqliteQueries, 'CREATE TABLE t (a)', { outputDbFile: true })
    const files = { db: await made.file(made.outputs?.databaseUri) }
    const failing = run(
      SqliteQueries,
      'INSERT INTO t VALUES (1); nonsense',
      { sqliteFile: '{{ files.db }}' },
      { files },
    )
    await expect(failing).rejects.toMatchObject({ message: 'near "nonsense": syntax error', details: { at: 26 } })
  })
})

test('a statement that never ends is ended with its worker', async () => {
  let terminated = false
  const worker = { postMessage: () => {}, terminate: () => (terminated = true) }
  const stop = new AbortController()
  const running = createSqlite(() => worker as unknown as Worker).run(
    { statements: ['SELECT 1'], afterStatements: [], keepDatabase: false, transaction: false },
    stop.signal,
  )
  stop.abort(new Error('killed'))
  await expect(running).rejects.toThrow('killed')
  expect(terminated).toBe(true)
})
