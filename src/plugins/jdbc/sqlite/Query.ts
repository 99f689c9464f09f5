import { runnable, TaskFailed } from '../../../task'
import { countRows } from '../duckdb/runSql'
import { fetchRows } from '../rows'
import { SQLITE_PROPERTIES } from './properties'
import { fetchTypeOf, prepare, runSqlite, storeDatabase } from './runSqlite'

/** Source: Kestra `io.kestra.plugin.jdbc.sqlite.Query`. */
export const SqliteQuery = runnable({
  type: 'io.kestra.plugin.jdbc.sqlite.Query',
  title: 'Run one statement in a SQLite database.',
  description: 'SQLite runs in this browser. Every task begins with an empty database, or the one of `sqliteFile`.',
  needs: ['sqlite'],
  properties: SQLITE_PROPERTIES,
  outputs: {
    row: { kind: 'map', of: { kind: 'any', title: 'A value.' }, always: true, title: 'The first row, with FETCH_ONE.' },
    rows: { kind: 'list', of: { kind: 'any', title: 'A row.' }, title: 'The rows, with FETCH.' },
    uri: { kind: 'string', title: 'The address of the stored rows, with STORE.' },
    size: { kind: 'number', title: 'The number of rows.' },
    databaseUri: { kind: 'string', title: 'The address of the database, with outputDbFile.' },
  },
  examples: [
    {
      title: 'Reckon by SQL.',
      flow: `id: sqlite_query
namespace: company.team
tasks:
  - id: query
    type: io.kestra.plugin.jdbc.sqlite.Query
    url: "jdbc:sqlite:"
    sql: SELECT upper('ada') AS name, 6 * 7 AS answer
    fetchType: FETCH_ONE
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.query.row.name }}"
`,
    },
  ],
  async run(values, context) {
    const { sql, statements } = prepare(values)
    if (statements.length > 1) {
      throw new TaskFailed(
        'Query task support only a single SQL statement. Use the Queries task to run multiple statements.',
        {
          property: 'sql',
          at: statements[1]?.start ?? 0,
          hint: 'Use io.kestra.plugin.jdbc.sqlite.Queries for several statements.',
        },
      )
    }
    const fetchType = fetchTypeOf(values)
    context.log('DEBUG', `Starting query: ${sql}`)
    const result = await runSqlite(statements, values, values.afterSQL !== undefined, context)
    const [first] = result.results
    const fetched = first ? await fetchRows(first, fetchType, undefined, context) : { outputs: {}, size: 0 }
    countRows(fetched.size, fetchType, context)
    return { row: null, ...fetched.outputs, ...(await storeDatabase(result, values, context)) }
  },
})
