import type { Outputs } from '../../../model'
import { type JobListener, type RuntimeFile, SqlError, type SqlJobResult } from '../../../runtimes'
import { type RunContext, TaskFailed } from '../../../task'
import { readInputFiles } from '../../scripts/files'
import { bindParameters } from '../parameters'
import type { DuckDBValues } from '../properties'
import type { FetchType } from '../rows'
import { type Statement, splitStatements } from '../statements'
import { bringRemoteFiles } from './remoteFiles'

/** A SQL task made ready: rendered, split, with the files it reads and the paths it writes. */
export type PreparedSql = {
  readonly sql: string
  readonly statements: readonly Statement[]
  readonly after: readonly Statement[]
  readonly workingDir: string
  readonly inputFiles: readonly RuntimeFile[]
  readonly outputFiles: readonly { readonly key: string; readonly path: string }[]
}

type Late = (extra: Readonly<Record<string, unknown>>) => Promise<string>

/**
 * Renders a SQL task in its working directory. Contents of input files that hold a template are rendered, once more
 * than they were already. Source: Kestra `io.kestra.plugin.jdbc.duckdb.Query.run`.
 * @throws TaskFailed
 */
export async function prepareSql(values: DuckDBValues, sql: Late, context: RunContext): Promise<PreparedSql> {
  const workingDir = `/tmp/${context.newId()}`
  const dbFilePath = filePathOf(values.url) ?? `${workingDir}/${context.tempName('.db')}`
  const outputFiles = (values.outputFiles ?? []).map(key => ({
    key,
    path: `${workingDir}/${key}_${context.tempName('.tmp')}`,
  }))
  const extra = {
    workingDir,
    dbFilePath,
    outputFiles: Object.fromEntries(outputFiles.map(({ key, path }) => [key, path])),
  }
  const inputFiles = await readInputFiles(await values.inputFiles(extra), context)
  const rendered = await sql(extra)
  context.keepRendered('sql', rendered)
  const { sql: text, mistaken } = bindParameters(rendered, values.parameters ?? {})
  noteMistaken(mistaken, context)
  const after = await values.afterSQL(extra)
  return {
    sql: text,
    statements: splitStatements(text),
    after: after === undefined ? [] : splitStatements(after),
    workingDir,
    inputFiles: await Promise.all(inputFiles.map(file => renderContent(file, extra, context))),
    outputFiles,
  }
}

/** The file that a URL names; undefined for a new database. @throws TaskFailed for a database elsewhere */
function filePathOf(url: string): string | undefined {
  const path = url.replace(/^jdbc:duckdb:?/, '')
  if (path.startsWith('md:')) {
    throw new TaskFailed('MotherDuck is a service and cannot be reached from here.', {
      property: 'url',
      hint: 'Leave url out to use a new database in this browser.',
    })
  }
  if (path === '' || path === ':memory:') return undefined
  if (path.startsWith('/')) return path
  throw new TaskFailed('The database file path is not valid (Path to database file must be absolute)', {
    property: 'url',
  })
}

function noteMistaken(words: readonly string[], { note }: RunContext): void {
  if (words.length === 0) return
  note(
    'WARN',
    `Kestra takes ${words.join(', ')} for parameters too, because parameters are set, and fails. Write CAST(x AS type) for x::type.`,
  )
}

const MAX_TEMPLATE = 1_000_000

async function renderContent(
  file: RuntimeFile,
  extra: Readonly<Record<string, unknown>>,
  { render }: RunContext,
): Promise<RuntimeFile> {
  if (file.content.size > MAX_TEMPLATE) return file
  const text = await file.content.text()
  return text.includes('{{') ? { ...file, content: new Blob([await render(text, extra)]) } : file
}

/** The old flags count before `fetchType`. */
export function fetchTypeOf({ fetch, fetchOne, store, fetchType }: DuckDBValues): FetchType {
  if (fetch) return 'FETCH'
  if (fetchOne) return 'FETCH_ONE'
  return store ? 'STORE' : fetchType
}

/** Runs prepared statements in a new database. @throws TaskFailed with DuckDB's own text */
export async function runSql(
  prepared: PreparedSql,
  values: DuckDBValues,
  transaction: boolean,
  context: RunContext,
): Promise<SqlJobResult> {
  const { after, workingDir, outputFiles } = prepared
  const remote = await bringRemoteFiles(prepared, context)
  try {
    return await context.duckdb.run(
      {
        taskId: context.task.id,
        statements: remote.statements.map(({ text }) => text),
        afterStatements: after.map(({ text }) => text),
        workingDir,
        inputFiles: [...prepared.inputFiles, ...remote.files],
        outputPaths: outputFiles.map(({ path }) => path),
        keepDatabase: values.outputDbFile,
        transaction,
        ...(values.databaseUri === undefined ? {} : { database: await context.storage.get(values.databaseUri) }),
      },
      listenerOf(context),
      context.signal,
    )
  } catch (error) {
    if (error instanceof SqlError) throw failureOf(error, remote.statements[error.statement], prepared, values)
    throw error
  }
}

const listenerOf = ({ note, progress }: RunContext): JobListener => ({
  stdout: () => undefined,
  stderr: () => undefined,
  note,
  progress,
})

/** Kestra logs DuckDB's text behind that of its driver. */
const DRIVER = 'Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: '

/** @param statement the one that failed, as it ran; undefined for one of `afterSQL` */
function failureOf(
  error: SqlError,
  statement: Statement | undefined,
  { sql, statements }: PreparedSql,
  values: DuckDBValues,
): TaskFailed {
  const isAsWritten = statements.some(({ text, start }) => start === statement?.start && text === statement.text)
  const exact = isAsWritten && Object.keys(values.parameters ?? {}).length === 0
  const at = statement && exact && error.at !== undefined ? statement.start + error.at : undefined
  return new TaskFailed(DRIVER + error.message, {
    property: statement ? 'sql' : 'afterSQL',
    explanation: error.message.split('\n')[0] ?? error.message,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    source: sql,
    ...(at === undefined ? {} : { at }),
  })
}

/** Stores what the statements wrote, and the database where it is to be kept. */
export async function storeSqlFiles(
  { outputFiles }: PreparedSql,
  result: SqlJobResult,
  { storage, tempName }: RunContext,
): Promise<Outputs> {
  const stored: Record<string, string> = {}
  for (const { key, path } of outputFiles) {
    const file = result.outputFiles.find(other => other.path === path)
    if (file) stored[key] = await storage.put(path.slice(path.lastIndexOf('/') + 1), file.content)
  }
  const databaseUri = result.database ? await storage.put(tempName('.db'), result.database) : undefined
  return { outputFiles: stored, ...(databaseUri === undefined ? {} : { databaseUri }) }
}

/** What Kestra counts of a SQL task. */
export function countRows(size: number, fetchType: FetchType, { metric }: RunContext): void {
  metric({
    name: 'fetch.size',
    type: 'counter',
    value: size,
    tags: { fetch: String(fetchType.startsWith('FETCH')), store: String(fetchType === 'STORE') },
  })
}
