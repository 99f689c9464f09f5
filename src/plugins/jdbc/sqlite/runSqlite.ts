import { SqlError, type SqliteJobResult } from '../../../runtimes'
import { type Properties, type RunContext, TaskFailed, type Values } from '../../../task'
import { bindParameters } from '../parameters'
import type { FetchType } from '../rows'
import { type Statement, splitStatements } from '../statements'

const NO_SERVER = 'Kept, but not used here: the database runs in this browser.'

/** What every SQLite task may set. Source: Kestra `AbstractJdbcBaseQuery`, `SqliteQueryInterface`. */
export const SQLITE_PROPERTIES = {
  sql: { kind: 'string', dynamic: true, required: true, language: 'sql', title: 'The SQL.' },
  url: {
    kind: 'string',
    dynamic: true,
    default: 'jdbc:sqlite:',
    pattern: '^jdbc:sqlite:.*',
    title: 'The database. Every task begins with a new one; keep it with outputDbFile.',
  },
  sqliteFile: { kind: 'string', dynamic: true, title: 'The address of a stored SQLite database to open.' },
  outputDbFile: { kind: 'boolean', dynamic: true, default: false, title: 'Keep the database as a file.' },
  fetchType: {
    kind: 'choice',
    of: ['NONE', 'FETCH', 'FETCH_ONE', 'STORE'],
    dynamic: true,
    default: 'NONE',
    title: 'What to do with the rows: FETCH into outputs, FETCH_ONE for the first, STORE into a file, or NONE.',
  },
  store: { kind: 'boolean', deprecated: 'Use fetchType: STORE.', title: 'Store the rows in a file.' },
  fetch: { kind: 'boolean', deprecated: 'Use fetchType: FETCH.', title: 'Keep the rows in the outputs.' },
  fetchOne: { kind: 'boolean', deprecated: 'Use fetchType: FETCH_ONE.', title: 'Keep the first row in the outputs.' },
  parameters: {
    kind: 'map',
    of: { kind: 'any', title: 'A value.' },
    dynamic: true,
    title: 'Values of `:name` in the SQL.',
  },
  afterSQL: { kind: 'string', dynamic: true, language: 'sql', title: 'A statement to run in the same transaction.' },
  timeZoneId: { kind: 'string', dynamic: true, ignored: 'SQLite keeps dates as texts or numbers.', title: 'The zone.' },
  fetchSize: { kind: 'any', ignored: NO_SERVER, title: 'Rows fetched in one go.' },
  username: { kind: 'any', ignored: NO_SERVER, title: 'The user name.' },
  password: { kind: 'any', ignored: NO_SERVER, title: 'The password.' },
  inputFiles: { kind: 'any', ignored: 'SQLite reads no files here.', title: 'Files that the SQL reads.' },
  outputFiles: { kind: 'any', ignored: 'SQLite writes no files here.', title: 'Files that the SQL writes.' },
} as const satisfies Properties

export type SqliteValues = Values<typeof SQLITE_PROPERTIES>

/** The old flags count before `fetchType`. */
export function fetchTypeOf({ fetch, fetchOne, store, fetchType }: SqliteValues): FetchType {
  if (fetch) return 'FETCH'
  if (fetchOne) return 'FETCH_ONE'
  return store ? 'STORE' : fetchType
}

/** A SQLite task's SQL with its parameters written in, and its statements. */
export function prepare({ sql, parameters }: SqliteValues): {
  readonly sql: string
  readonly statements: readonly Statement[]
} {
  const bound = bindParameters(sql, parameters ?? {})
  return { sql: bound.sql, statements: splitStatements(bound.sql) }
}

/** Runs statements in a new database, or the one that is given. @throws TaskFailed with SQLite's own text */
export async function runSqlite(
  statements: readonly Statement[],
  values: SqliteValues,
  transaction: boolean,
  context: RunContext,
): Promise<SqliteJobResult> {
  if (!context.sqlite) throw new TaskFailed('SQLite is not at hand: it needs a worker of a browser.')
  const after = values.afterSQL === undefined ? [] : splitStatements(values.afterSQL)
  try {
    return await context.sqlite.run(
      {
        statements: statements.map(({ text }) => text),
        afterStatements: after.map(({ text }) => text),
        keepDatabase: values.outputDbFile,
        transaction,
        ...(values.sqliteFile === undefined ? {} : { database: await context.storage.get(values.sqliteFile) }),
      },
      context.signal,
    )
  } catch (error) {
    if (!(error instanceof SqlError)) throw error
    const statement = statements[error.statement]
    throw new TaskFailed(error.message, {
      property: statement ? 'sql' : 'afterSQL',
      ...(statement ? { at: statement.start, source: statement.text } : {}),
    })
  }
}

/** Stores the database where it is to be kept. */
export async function storeDatabase(
  { database }: SqliteJobResult,
  { url }: SqliteValues,
  { storage, tempName }: RunContext,
): Promise<{ readonly databaseUri?: string }> {
  if (!database) return {}
  const name =
    url
      .replace(/^jdbc:sqlite:/, '')
      .split('/')
      .at(-1) ?? ''
  return { databaseUri: await storage.put(/^[\w.-]+$/.test(name) ? name : tempName('.sqlite'), database) }
}
