import type { Database, SqlJsStatic, Statement } from 'sql.js'
import { type SqlColumn, SqlError, type SqlResult } from './runtimes'
import { double } from './sqlValue'

/** A SQLite task: statements in, rows out, in a new database or one that was stored. */
export type SqliteJob = {
  readonly statements: readonly string[]
  readonly afterStatements: readonly string[]
  readonly database?: Blob
  readonly keepDatabase: boolean
  readonly transaction: boolean
}

export type SqliteJobResult = {
  /** One a statement; undefined where the statement has no result set. */
  readonly results: readonly (SqlResult | undefined)[]
  readonly database?: Blob
}

/**
 * Runs a job in a database of its own. Integers stay exact, REAL keeps its kind.
 * @throws SqlError
 */
export async function runSqliteJob(library: SqlJsStatic, job: SqliteJob): Promise<SqliteJobResult> {
  const database = new library.Database(job.database ? new Uint8Array(await job.database.arrayBuffer()) : undefined)
  try {
    if (job.transaction) database.run('BEGIN')
    const results = [...job.statements, ...job.afterStatements].map((sql, at) => runStatement(database, sql, at))
    if (job.transaction) database.run('COMMIT')
    const kept = job.keepDatabase ? new Blob([new Uint8Array(database.export())]) : undefined
    return { results: results.slice(0, job.statements.length), ...(kept ? { database: kept } : {}) }
  } finally {
    database.close()
  }
}

/** The library's types leave out how integers are read exactly. */
type ExactStatement = { readonly get: (parameters: null, options: { readonly useBigInt: true }) => readonly unknown[] }

function runStatement(database: Database, sql: string, at: number): SqlResult | undefined {
  let statement: Statement | undefined
  try {
    statement = database.prepare(sql)
    const exact = statement as unknown as ExactStatement
    const columns = statement.getColumnNames().map((name): SqlColumn => ({ name, type: '' }))
    const rows: unknown[][] = []
    while (statement.step()) rows.push(exact.get(null, { useBigInt: true }).map(plain))
    return columns.length === 0 ? undefined : { columns, rows }
  } catch (error) {
    throw new SqlError(error instanceof Error ? error.message : String(error), at)
  } finally {
    statement?.free()
  }
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value
  return typeof value === 'number' ? double(value) : value
}
