import type { Outputs } from '../../../model'
import { runnable } from '../../../task'
import { DUCKDB_PROPERTIES } from '../properties'
import { fetchRows } from '../rows'
import { countRows, fetchTypeOf, prepareSql, runSql, storeSqlFiles } from './runSql'

/** Source: Kestra `io.kestra.plugin.jdbc.duckdb.Queries`. */
export const Queries = runnable({
  type: 'io.kestra.plugin.jdbc.duckdb.Queries',
  title: 'Run several SQL statements.',
  description: 'DuckDB runs in this browser. Every task begins with an empty database.',
  needs: ['duckdb'],
  properties: {
    sql: {
      kind: 'string',
      dynamic: 'late',
      required: true,
      language: 'sql',
      title: 'SQL statements, `;` between them.',
    },
    transaction: { kind: 'boolean', dynamic: true, default: true, title: 'Run all statements or none.' },
    ...DUCKDB_PROPERTIES,
  },
  outputs: {
    outputs: {
      kind: 'list',
      of: { kind: 'any', title: 'What a Query would give.' },
      always: true,
      title: 'One entry for each statement that returned rows.',
    },
    outputFiles: {
      kind: 'map',
      of: { kind: 'string', title: 'An address.' },
      always: true,
      title: 'Addresses of the files that the statements wrote, by key.',
    },
    databaseUri: { kind: 'string', title: 'The address of the database, with outputDbFile.' },
  },
  examples: [
    {
      title: 'Fill a table and count it.',
      flow: `id: fill_and_count
namespace: company.team
tasks:
  - id: queries
    type: io.kestra.plugin.jdbc.duckdb.Queries
    fetchType: FETCH
    sql: |
      CREATE TABLE numbers AS SELECT * FROM range(10) t(n);
      SELECT count(*) AS many FROM numbers;
`,
    },
  ],
  async run(values, context) {
    const prepared = await prepareSql(values, values.sql, context)
    const fetchType = fetchTypeOf(values)
    for (const { text } of prepared.statements) context.log('DEBUG', `Starting query: ${text}`)
    const result = await runSql(prepared, values, values.transaction, context)
    const outputs: Outputs[] = []
    let size = 0
    for (const rows of result.results) {
      if (!rows) continue
      const fetched = await fetchRows(rows, fetchType, values.timeZoneId, context)
      if (fetchType === 'NONE') context.log('INFO', 'fetchType is set to NONE, no output will be returned')
      outputs.push(context.version === '1.3' ? fetched.outputs : { row: null, ...fetched.outputs })
      size += fetched.size
    }
    countRows(size, fetchType, context)
    return { outputs, ...(await storeSqlFiles(prepared, result, context)) }
  },
})
