import type { Page } from '@playwright/test'
import type { SqlAnswer, SqlCall } from './page/lab'
import { expect, test } from './site'

const run = (lab: Page, call: SqlCall): Promise<SqlAnswer> => lab.evaluate(given => window.lab.sql(given), call)

const JSON_FILE = `[
  {"id": 1, "big": 9007199254740993, "name": "ann", "tags": ["a", "b"], "spot": {"day": "2024-05-06", "n": 1.5}},
  {"id": 2, "big": 1, "name": null, "tags": [], "spot": null}
]`

test('JSON files are read without the extension, exactly', async ({ lab }) => {
  const answer = await run(lab, {
    sql: "SELECT id, big, name, tags, spot FROM read_json_auto('in.json') ORDER BY id",
    files: { 'in.json': JSON_FILE },
  })
  expect(answer.error).toBeUndefined()
  expect(answer.results[0]?.columns.map(({ type }) => type)).toEqual([
    'BIGINT',
    'BIGINT',
    'VARCHAR',
    'VARCHAR[]',
    'STRUCT("day" DATE, n DOUBLE)',
  ])
  expect(answer.results[0]?.rows).toEqual([
    [1, 9007199254740993n, 'ann', ['a', 'b'], { day: { $java: 'LocalDate', value: '2024-05-06' }, n: 1.5 }],
    [2, 1, null, [], null],
  ])
  const lines = await run(lab, { sql: "SELECT sum(n) AS s FROM 'x.jsonl'", files: { 'x.jsonl': '{"n":1}\n{"n":2}\n' } })
  expect(lines.results[0]?.rows).toEqual([['3']])
})

test('a cast to JSON works without the extension', async ({ lab }) => {
  const answer = await run(lab, { sql: `SELECT '{"j": 1}'::JSON AS js` })
  expect(answer.error).toBeUndefined()
  expect(answer.results[0]?.rows).toEqual([[{ j: 1 }]])
})

test('what needs an extension that cannot be had says which and why', async ({ lab }) => {
  const answer = await run(lab, { sql: "SELECT json_extract('{}', '$.a')" })
  expect(answer.error?.message).toContain("required extension 'json'")
  expect(answer.progress).toContainEqual(expect.objectContaining({ id: 'extension:json', phase: 'failed' }))
})

test('today, current_date and their kin work without icu', async ({ lab }) => {
  const today = new Date().toISOString().slice(0, 10)
  for (const sql of [
    'SELECT today()',
    'SELECT current_date',
    'SELECT now()::DATE',
    'SELECT current_localtimestamp()::DATE',
  ]) {
    const answer = await run(lab, { sql })
    expect(answer.error, sql).toBeUndefined()
    expect([today, new Date().toISOString().slice(0, 10)], sql).toContain(
      (answer.results[0]?.rows[0]?.[0] as { readonly value: string } | undefined)?.value,
    )
  }
})

test('statements run in a transaction: all of them or none', async ({ lab }) => {
  const answer = await run(lab, {
    sql: ['CREATE TABLE t AS SELECT 1 AS a', 'INSERT INTO t VALUES (2)', 'SELECT sum(a) AS s FROM t'],
    transaction: true,
  })
  expect(answer.results).toMatchObject([undefined, undefined, { rows: [['3']] }])
  const failing = await run(lab, {
    sql: ['CREATE TABLE t(a INTEGER)', "INSERT INTO t VALUES ('x')"],
    transaction: true,
  })
  expect(failing.error?.message).toContain('Conversion Error')
})

test('files that statements write come back', async ({ lab }) => {
  const path = '/tmp/kestra-wd/two/out.tmp'
  const answer = await run(lab, {
    sql: `COPY (SELECT upper(name) AS n FROM read_csv_auto('/tmp/kestra-wd/two/in.csv')) TO '${path}' (HEADER, DELIMITER ',')`,
    files: { 'in.csv': 'name\nann\nbob\n' },
    outputPaths: [path],
  })
  expect(answer.error).toBeUndefined()
  expect(answer.files[path]).toBe('n\nANN\nBOB\n')
})

test('every task begins with an empty database', async ({ lab }) => {
  await run(lab, { sql: 'CREATE TABLE t AS SELECT 1 AS a' })
  expect((await run(lab, { sql: 'SELECT * FROM t' })).error?.message).toContain('does not exist')
})

const HOSTILE = [
  "SELECT '{}'::JSON ->> 'a'",
  "SELECT * FROM read_json('nope.json')",
  "SELECT * FROM read_parquet('nope.parquet')",
  "SELECT * FROM 'https://x.example/a.parquet'",
  "SELECT * FROM 's3://bucket/a.csv'",
  "SELECT * FROM read_csv('https://x.example/a.csv')",
  "SELECT * FROM read_csv('http://127.0.0.1:1/a.csv')",
  "COPY (SELECT 1) TO 'https://x.example/a.csv'",
  "COPY (SELECT 1) TO 'a.parquet' (FORMAT parquet)",
  "COPY (SELECT 1) TO 'a.json' (FORMAT json)",
  "COPY (SELECT 1) TO '/no/such/folder/a.csv'",
  "ATTACH 'a.db' (TYPE sqlite)",
  "ATTACH 'https://x.example/a.db'",
  "ATTACH 'postgres:host=x' AS p (TYPE postgres)",
  'INSTALL spatial',
  'LOAD spatial',
  "LOAD '/etc/passwd'",
  'INSTALL httpfs FROM community',
  "SET TimeZone = 'Europe/Paris'",
  "SET custom_extension_repository = 'https://x.example'",
  "SET memory_limit = '1KB'",
  'SET threads = 64',
  "SELECT TIMESTAMPTZ '2024-01-01' AT TIME ZONE 'Asia/Tokyo'",
  'SELECT current_setting(NULL)',
  "SELECT getenv('HOME')",
  "SELECT * FROM read_text('/etc/passwd')",
  "SELECT * FROM glob('/**')",
  "SELECT read_blob('x')",
  "EXPORT DATABASE 'out'",
  "IMPORT DATABASE 'nope'",
  "PRAGMA enable_profiling = 'json'",
  'PRAGMA database_size',
  'CHECKPOINT',
  'VACUUM',
  'DETACH memory',
  'USE nothing',
  'DROP SCHEMA main CASCADE',
  'CREATE TABLE t AS SELECT * FROM t',
  'CREATE VIEW v AS SELECT * FROM v',
  'CREATE MACRO m() AS m()',
  'SELECT m()',
  'WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 100000) SELECT count(*) FROM r',
  `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`,
  `SELECT ${'1 + '.repeat(20_000)}1`,
  `SELECT 1 IN (${Array.from({ length: 20_000 }, (_, at) => at).join(', ')})`,
  `SELECT '${'x'.repeat(1_000_000)}'`,
  `SELECT ${Array.from({ length: 2_000 }, (_, at) => `${at} AS c${at}`).join(', ')}`,
  "SELECT repeat('x', 2000000000)",
  'SELECT list(range) FROM range(50000000)',
  "SELECT string_agg(repeat('x', 1000), '') FROM range(2000000)",
  'SELECT * FROM range(3000000) a ORDER BY hash(range) LIMIT 1',
  'SELECT 1 / 0, 1 % 0, ln(0), sqrt(-1)',
  "SELECT regexp_matches(repeat('a', 100000), '(a+)+$')",
  "SELECT CAST(repeat('9', 400) AS HUGEINT)",
  'SELECT 9223372036854775807 * 2',
  "SELECT strptime('x', '%Q')",
  'SELECT \u0000 1',
  "SELECT 'unclosed",
  ';;;',
  'SELEKT',
]

test(`${HOSTILE.length} hostile statements leave DuckDB working`, async ({ lab }) => {
  test.setTimeout(200_000)
  for (const sql of HOSTILE) {
    await run(lab, { sql, stopAfter: 3_000 })
    const after = await run(lab, { sql: 'SELECT sum(i) AS s, count(*) AS n FROM range(1000) t(i)', stopAfter: 20_000 })
    expect(after.error?.message, sql.slice(0, 80)).toBeUndefined()
    expect(after.results[0]?.rows, sql.slice(0, 80)).toEqual([['499500', 1000]])
  }
})

test('tasks of one run that ask at once take turns', async ({ lab }) => {
  const answers = await lab.evaluate(() =>
    Promise.all(
      [1, 2, 3].map(n => window.lab.sql({ sql: `SELECT * FROM 'in.csv'`, files: { 'in.csv': `n\n${n}\n` } })),
    ),
  )
  expect(answers.map(({ results }) => results[0]?.rows)).toEqual([[[1]], [[2]], [[3]]])
})

test('a database got ready before is as empty as any', async ({ lab }) => {
  await lab.evaluate(() => window.lab.newRun())
  await lab.evaluate(() => window.lab.prepareSql())
  const answer = await run(lab, { sql: "SELECT count(*) AS n FROM 'in.csv'", files: { 'in.csv': 'n\n1\n2\n' } })
  expect(answer.results[0]?.rows).toEqual([[2]])
  const tables = await run(lab, { sql: 'SELECT count(*) AS n FROM duckdb_tables()' })
  expect(tables.results[0]?.rows).toEqual([[0]])
  expect((await run(lab, { sql: "SELECT * FROM '/tmp/warm/a.csv'" })).error?.message).toContain('a.csv')
})
