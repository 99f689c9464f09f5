import { runnable, TaskFailed } from '../../../task'
import { DUCKDB_PROPERTIES } from '../properties'
import { fetchRows } from '../rows'
import { countRows, fetchTypeOf, prepareSql, runSql, storeSqlFiles } from './runSql'

/** Source: Kestra `io.kestra.plugin.jdbc.duckdb.Query`. */
export const Query = runnable({
  type: 'io.kestra.plugin.jdbc.duckdb.Query',
  title: 'Query files with SQL.',
  description: 'DuckDB runs in this browser. Every task begins with an empty database.',
  needs: ['duckdb'],
  properties: {
    sql: { kind: 'string', dynamic: 'late', required: true, language: 'sql', title: 'One SQL statement.' },
    ...DUCKDB_PROPERTIES,
  },
  outputs: {
    row: { kind: 'map', of: { kind: 'any', title: 'A value.' }, always: true, title: 'The first row, with FETCH_ONE.' },
    rows: { kind: 'list', of: { kind: 'any', title: 'A row.' }, title: 'The rows, with FETCH.' },
    uri: { kind: 'string', title: 'The address of the stored rows, with STORE.' },
    size: { kind: 'number', title: 'The number of rows.' },
    outputFiles: {
      kind: 'map',
      of: { kind: 'string', title: 'An address.' },
      always: true,
      title: 'Addresses of the files that the statement wrote, by key.',
    },
    databaseUri: { kind: 'string', title: 'The address of the database, with outputDbFile.' },
  },
  examples: [
    {
      title: 'Sum a column of a CSV file.',
      flow: `id: sum_csv
namespace: company.team
tasks:
  - id: write
    type: io.kestra.plugin.core.storage.Write
    extension: .csv
    content: |
      name,amount
      ann,10.5
      bob,20
  - id: query
    type: io.kestra.plugin.jdbc.duckdb.Query
    inputFiles:
      in.csv: "{{ outputs.write.uri }}"
    sql: SELECT sum(amount) AS total FROM read_csv_auto('{{ workingDir }}/in.csv')
    fetchType: FETCH_ONE
  - id: show
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.query.row.total }}"
`,
    },
  ],
  async run(values, context) {
    const prepared = await prepareSql(values, values.sql, context)
    if (prepared.statements.length > 1) {
      throw new TaskFailed(
        'Query task support only a single SQL statement. Use the Queries task to run multiple statements.',
        {
          property: 'sql',
          at: prepared.statements[1]?.start ?? 0,
          hint: 'Use io.kestra.plugin.jdbc.duckdb.Queries for several statements.',
        },
      )
    }
    const fetchType = fetchTypeOf(values)
    context.log('DEBUG', `Starting query: ${prepared.sql}`)
    const result = await runSql(prepared, values, prepared.after.length > 0, context)
    const [first] = result.results
    const fetched = first ? await fetchRows(first, fetchType, values.timeZoneId, context) : { outputs: {}, size: 0 }
    countRows(fetched.size, fetchType, context)
    return { row: null, ...fetched.outputs, ...(await storeSqlFiles(prepared, result, context)) }
  },
})
