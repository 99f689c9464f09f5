import type { AsyncDuckDB, AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import type { Instance } from './duckdbInstance'
import { type RuntimeFile, SqlError, type SqlJob, type SqlJobResult, type SqlResult } from './runtimes'
import { readJson } from './sqlValue'

/**
 * How to run a job: with DuckDB's extensions; with JSON and Parquet files as tables, where the extensions for them
 * cannot be had; with a `now()` without a zone, where `icu` cannot.
 */
export type Way = 'extensions' | 'tables' | 'local-now'

const DATABASE = '/flowyard.duckdb'

/**
 * Runs the statements of a job in a database of its own: the empty one made ready before, where the job needs no other.
 * @throws SqlError
 */
export async function runJob(instance: Instance, job: SqlJob, way: Way): Promise<SqlJobResult> {
  const { db, library } = instance
  const connection = await connectFor(instance, job)
  instance.current = connection
  try {
    // A file is found by its full path and by its bare name, as with Kestra's `file_search_path`.
    for (const { path, content } of job.inputFiles) {
      await library.registerFile(db, `${job.workingDir}/${path}`, content)
      await library.registerFile(db, path, content)
    }
    for (const path of job.outputPaths) await db.registerEmptyFileBuffer(path)
    const statements = await prepare(connection, instance, job, way)
    const plain = await runStatements(connection, instance, job, statements)
    const results =
      way === 'tables' ? plain.map((result, at) => readJsonColumns(result, job.statements[at] ?? '')) : plain
    const outputFiles = await Promise.all(
      job.outputPaths.map(async path => ({ path, content: new Blob([(await db.copyFileToBuffer(path)) as BlobPart]) })),
    )
    const database = job.keepDatabase ? await saveDatabase(db, connection) : undefined
    return { results, outputFiles, ...(database ? { database } : {}) }
  } finally {
    instance.current = undefined
    instance.left = connection
  }
}

/** Opens an empty database with our settings for a job to come: nothing of the one before is left in it. */
export async function makeReady(instance: Instance): Promise<void> {
  instance.ready ??= await openAnew(instance, { keepDatabase: false })
}

async function connectFor(instance: Instance, job: SqlJob): Promise<AsyncDuckDBConnection> {
  const { ready } = instance
  instance.ready = undefined
  if (ready && !job.database && !job.keepDatabase) return ready
  await ready?.close().catch(() => undefined)
  return openAnew(instance, job)
}

async function openAnew(instance: Instance, job: DatabaseNeeds): Promise<AsyncDuckDBConnection> {
  const { db, left } = instance
  instance.left = undefined
  await left?.close().catch(() => undefined)
  await db.dropFiles()
  await openDatabase(db, job)
  const connection = await db.connect()
  await connection.query(SETTINGS.join(';\n'))
  return connection
}

/** Which database a job works on: a file, an empty one that is kept, or an empty one that is not. */
type DatabaseNeeds = Pick<SqlJob, 'database' | 'keepDatabase'>

async function openDatabase(db: AsyncDuckDB, job: DatabaseNeeds): Promise<void> {
  if (!job.database && !job.keepDatabase) return db.open({ path: ':memory:' })
  if (job.database) await db.registerFileBuffer(DATABASE, new Uint8Array(await job.database.arrayBuffer()))
  else await db.registerEmptyFileBuffer(DATABASE)
  await db.open({ path: DATABASE, accessMode: 3 })
}

async function saveDatabase(db: AsyncDuckDB, connection: AsyncDuckDBConnection): Promise<Blob> {
  await connection.query('CHECKPOINT')
  return new Blob([(await db.copyFileToBuffer(DATABASE)) as BlobPart])
}

/** What `today()` and its like need an extension for is built from what is there. */
const TODAY = 'make_timestamp(epoch_us(get_current_timestamp()))'
const SETTINGS = [
  "SET memory_limit='1GB'",
  `CREATE OR REPLACE TEMP MACRO today() AS ${TODAY}::DATE`,
  `CREATE OR REPLACE TEMP MACRO current_date() AS ${TODAY}::DATE`,
  `CREATE OR REPLACE TEMP MACRO current_localtimestamp() AS ${TODAY}`,
  `CREATE OR REPLACE TEMP MACRO current_localtime() AS ${TODAY}::TIME`,
]
/** Casts to JSON give a text; `readJsonColumns` reads it. */
const JSON_TYPE = 'CREATE TYPE JSON AS VARCHAR'
const LOCAL_NOW = [
  `CREATE OR REPLACE TEMP MACRO now() AS ${TODAY}`,
  `CREATE OR REPLACE TEMP MACRO transaction_timestamp() AS ${TODAY}`,
]

/** Stand-ins for what is missing; answers the statements to run. */
async function prepare(
  connection: AsyncDuckDBConnection,
  { library }: Instance,
  job: SqlJob,
  way: Way,
): Promise<readonly string[]> {
  const stand = { extensions: [], tables: [JSON_TYPE], 'local-now': LOCAL_NOW }[way]
  for (const statement of stand) {
    await connection.query(statement).catch(() => undefined)
  }
  const statements = [...job.statements, ...job.afterStatements]
  const ready =
    way === 'tables'
      ? await library.loadTables(connection, statements.map(withoutFormats), path => findFile(job, path))
      : statements
  if (job.transaction) await connection.query('BEGIN TRANSACTION')
  return ready
}

/** Asks for the extensions that tables stand in for change nothing. */
const withoutFormats = (statement: string): string =>
  /^(?:FORCE\s+)?(?:INSTALL|LOAD)\s+'?(?:json|parquet)\b/i.test(statement) ? 'SET VARIABLE flowyard = 1' : statement

const findFile = ({ inputFiles, workingDir }: SqlJob, path: string): RuntimeFile | undefined =>
  inputFiles.find(file => file.path === path || `${workingDir}/${file.path}` === path)

async function runStatements(
  connection: AsyncDuckDBConnection,
  { library }: Instance,
  job: SqlJob,
  statements: readonly string[],
): Promise<SqlJobResult['results']> {
  const results: (SqlResult | undefined)[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      const result = await library.runStatement(connection, statement)
      if (index < job.statements.length) results.push(result)
    } catch (error) {
      if (job.transaction) await connection.query('ROLLBACK').catch(() => undefined)
      const { message, at } = readError(error instanceof Error ? error.message : String(error))
      throw new SqlError(message, index, at ?? placeOf(message, statement))
    }
  }
  if (job.transaction) await connection.query('COMMIT')
  return results
}

/** Columns that a statement makes by a cast to JSON, by their names, hold JSON. */
function readJsonColumns(result: SqlResult | undefined, statement: string): SqlResult | undefined {
  const casts = [...statement.matchAll(/(?:::\s*JSON|\bAS\s+JSON\s*\))\s+(?:AS\s+)?(?:"([^"]+)"|(\w+))/gi)]
  const names = new Set(casts.map(([, quoted, plain]) => quoted ?? plain))
  if (!result?.columns.some(({ name }) => names.has(name))) return result
  const isJson = result.columns.map(({ name }) => names.has(name))
  return {
    columns: result.columns.map((column, at) => (isJson[at] ? { ...column, type: 'JSON' } : column)),
    rows: result.rows.map(row =>
      row.map((value, at) => (isJson[at] && typeof value === 'string' ? readJson(value) : value)),
    ),
  }
}

/** DuckDB gives some errors as JSON text; people read `Parser Error: …`. */
export function readError(text: string): { readonly message: string; readonly at?: number } {
  if (!text.startsWith('{')) return { message: text }
  try {
    const { exception_type: type, exception_message: message, position } = JSON.parse(text) as Record<string, string>
    const at = position === undefined ? undefined : Number(position)
    return { message: `${type} Error: ${message}`, ...(at === undefined ? {} : { at }) }
  } catch {
    return { message: text }
  }
}

/** The offset that an error's `LINE n: …` and caret point at. */
export function placeOf(message: string, statement: string): number | undefined {
  const [, line, shown, caretLine] = /LINE (\d+): (.*)\n([ ]*)\^/.exec(message) ?? []
  if (line === undefined || shown === undefined || caretLine === undefined) return undefined
  const lines = statement.split('\n')
  const start = lines.slice(0, Number(line) - 1).reduce((sum, text) => sum + text.length + 1, 0)
  const text = lines[Number(line) - 1] ?? ''
  const offset = caretLine.length - `LINE ${line}: `.length
  const cut = shown.startsWith('...') ? text.indexOf(shown.replace(/^\.\.\.|\.\.\.$/g, '')) - 3 : 0
  return start + Math.max(0, offset + Math.max(0, cut))
}
