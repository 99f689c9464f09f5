import type { Outputs } from '../../../model'
import { runnable } from '../../../task'
import { countRows } from '../duckdb/runSql'
import { fetchRows } from '../rows'
import { SQLITE_PROPERTIES } from './properties'
import { fetchTypeOf, prepare, runSqlite, storeDatabase } from './runSqlite'

/** Source: Kestra `io.kestra.plugin.jdbc.sqlite.Queries`. */
export const SqliteQueries = runnable({
  type: 'io.kestra.plugin.jdbc.sqlite.Queries',
  title: 'Run several statements in a SQLite database.',
  description: 'SQLite runs in this browser. Every task begins with an empty database, or the one of `sqliteFile`.',
  needs: ['sqlite'],
  properties: {
    ...SQLITE_PROPERTIES,
    transaction: { kind: 'boolean', dynamic: true, default: true, title: 'Run all statements or none.' },
  },
  outputs: {
    outputs: {
      kind: 'list',
      of: { kind: 'any', title: 'What a Query would give.' },
      always: true,
      title: 'One entry for each statement that returned rows.',
    },
    databaseUri: { kind: 'string', title: 'The address of the database, with outputDbFile.' },
  },
  examples: [
    {
      title: 'Fill a table in one task and read it in the next.',
      flow: `id: sqlite_queries
namespace: company.team
tasks:
  - id: fill
    type: io.kestra.plugin.jdbc.sqlite.Queries
    url: jdbc:sqlite:people.db
    outputDbFile: true
    sql: |
      CREATE TABLE people (name TEXT, age INTEGER);
      INSERT INTO people VALUES ('ann', 30), ('bob', 20);
  - id: read
    type: io.kestra.plugin.jdbc.sqlite.Queries
    url: jdbc:sqlite:people.db
    sqliteFile: "{{ outputs.fill.databaseUri }}"
    fetchType: FETCH
    sql: SELECT name FROM people WHERE age > 21
`,
    },
  ],
  async run(values, context) {
    const { statements } = prepare(values)
    const fetchType = fetchTypeOf(values)
    for (const { text } of statements) context.log('DEBUG', `Starting query: ${text}`)
    const result = await runSqlite(statements, values, values.transaction, context)
    const outputs: Outputs[] = []
    let size = 0
    for (const rows of result.results) {
      if (!rows) continue
      const fetched = await fetchRows(rows, fetchType, undefined, context)
      if (fetchType === 'NONE') context.log('INFO', 'fetchType is set to NONE, no output will be returned')
      outputs.push(context.version === '1.3' ? fetched.outputs : { row: null, ...fetched.outputs })
      size += fetched.size
    }
    countRows(size, fetchType, context)
    return { outputs, ...(await storeDatabase(result, values, context)) }
  },
})
