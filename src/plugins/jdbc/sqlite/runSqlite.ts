import { SqlError, type SqliteJobResult } from '../../../runtimes'
import { type RunContext, TaskFailed } from '../../../task'
import { bindParameters } from '../parameters'
import type { FetchType } from '../rows'
import { type Statement, splitStatements } from '../statements'
import type { SqliteValues } from './properties'

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
