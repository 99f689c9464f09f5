import type { AsyncDuckDB, AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import type { RecordBatch } from 'apache-arrow'
import type { Progress } from '../model'
import type { Resources, Runner, RunnerWorker } from '../runner'
import {
  type DuckDB,
  type JobListener,
  RuntimeLost,
  SqlError,
  type SqlJob,
  type SqlJobResult,
  type SqlResult,
} from './runtimes'
import { cellReader } from './sqlValue'

/** What DuckDB needs around it; `runner` answers the frame of the execution. */
export type DuckDBOptions = {
  readonly runner: () => Promise<Runner>
  readonly resources: Resources
  readonly version: string
}

type Instance = { readonly db: AsyncDuckDB; readonly worker: RunnerWorker }

/**
 * Runs SQL in the untrusted zone. One instance serves the tasks of an execution: each gets a new empty database. An
 * instance that was stopped, or that broke, is replaced.
 */
export function createDuckDB(options: DuckDBOptions): DuckDB {
  let instance: Promise<Instance> | undefined
  const drop = (): void => {
    void instance?.then(({ worker }) => worker.kill()).catch(() => undefined)
    instance = undefined
  }
  return {
    run: async (job, listener, signal) => {
      signal.throwIfAborted()
      instance ??= startInstance(options, job, listener, signal)
      const starting = instance
      try {
        const started = await untilAborted(starting, signal)
        return await untilAborted(Promise.race([runJob(started, job, listener), lostOf(started)]), signal)
      } catch (error) {
        if (!(error instanceof SqlError) || isBroken(error.message)) drop()
        throw error
      }
    },
  }
}

const PROGRESS = { id: 'duckdb', title: 'DuckDB' } as const
const WASM = 'duckdb-eh.wasm'
const SCRIPT = 'duckdb-browser-eh.worker.js'
const WORKER = 'runner/duckdb.worker.js'

async function startInstance(
  { runner, resources, version }: DuckDBOptions,
  job: SqlJob,
  listener: JobListener,
  signal: AbortSignal,
): Promise<Instance> {
  const tell = (progress: Omit<Progress, 'id' | 'title' | 'taskId'>) =>
    listener.progress({ ...PROGRESS, taskId: job.taskId, ...progress })
  const folder = `duckdb/${version}/`
  const files = [folder + WASM, folder + SCRIPT, WORKER]
  const [frame, manifest, library] = await Promise.all([runner(), resources.manifest(), import('./duckdbLibrary')])
  const total = files.reduce((sum, path) => sum + (manifest[path]?.bytes ?? 0), 0)
  const received = new Map<string, number>()
  const load = (path: string) => () =>
    resources.load(path, signal, bytes => {
      received.set(path, bytes)
      tell({ phase: 'downloading', received: [...received.values()].reduce((sum, each) => sum + each, 0), total })
    })
  await Promise.all([
    frame.compile(WASM, load(folder + WASM)),
    frame.put(SCRIPT, load(folder + SCRIPT)),
    frame.put('duckdb.worker.js', load(WORKER)),
  ])
  tell({ phase: 'starting' })
  const worker = await frame.spawn('duckdb', { scripts: [SCRIPT], bytes: [], modules: [WASM] })
  const db = await library.connectDuckDB(worker, frame.nonce)
  tell({ phase: 'ready' })
  return { db, worker }
}

const lostOf = ({ worker }: Instance): Promise<never> =>
  worker.lost.catch((error: Error) => {
    throw new RuntimeLost(`The DuckDB worker stopped: ${error.message || 'most often from lack of memory'}`)
  })

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Texts of an instance whose memory can no longer be trusted. */
const isBroken = (message: string): boolean => /out of bounds|signature mismatch|call stack|unreachable/.test(message)

async function runJob({ db }: Instance, job: SqlJob, listener: JobListener): Promise<SqlJobResult> {
  await db.dropFiles()
  await openDatabase(db, job)
  for (const file of job.inputFiles) await register(db, job.workingDir, file.path, file.content)
  for (const path of job.outputPaths) await db.registerEmptyFileBuffer(path)
  const connection = await db.connect()
  try {
    await prepare(connection, job)
    const results = await runStatements(connection, job, listener)
    const outputFiles = await Promise.all(
      job.outputPaths.map(async path => ({ path, content: new Blob([(await db.copyFileToBuffer(path)) as BlobPart]) })),
    )
    const database = job.keepDatabase ? await saveDatabase(db, connection) : undefined
    return { results, outputFiles, ...(database ? { database } : {}) }
  } finally {
    await connection.close().catch(() => undefined)
  }
}

const DATABASE = '/flowyard.duckdb'

async function openDatabase(db: AsyncDuckDB, job: SqlJob): Promise<void> {
  if (!job.database && !job.keepDatabase) return db.open({ path: ':memory:' })
  if (job.database) await db.registerFileBuffer(DATABASE, new Uint8Array(await job.database.arrayBuffer()))
  else await db.registerEmptyFileBuffer(DATABASE)
  await db.open({ path: DATABASE, accessMode: 3 })
}

async function saveDatabase(db: AsyncDuckDB, connection: AsyncDuckDBConnection): Promise<Blob> {
  await connection.query('CHECKPOINT')
  return new Blob([(await db.copyFileToBuffer(DATABASE)) as BlobPart])
}

/** A file is found by its full path and by its bare name, as with Kestra's `file_search_path`. */
async function register(db: AsyncDuckDB, workingDir: string, path: string, content: Blob): Promise<void> {
  const bytes = new Uint8Array(await content.arrayBuffer())
  await db.registerFileBuffer(`${workingDir}/${path}`, bytes.slice())
  await db.registerFileBuffer(path, bytes)
}

/** What `today()` and its like need from an extension elsewhere is built from what is there. */
const SHIMS = [
  "SET memory_limit='1GB'",
  'CREATE OR REPLACE TEMP MACRO today() AS make_timestamp(epoch_us(now()))::DATE',
  'CREATE OR REPLACE TEMP MACRO current_date() AS make_timestamp(epoch_us(now()))::DATE',
]

async function prepare(connection: AsyncDuckDBConnection, job: SqlJob): Promise<void> {
  for (const statement of SHIMS) await connection.query(statement).catch(() => undefined)
  if (job.transaction) await connection.query('BEGIN TRANSACTION')
}

async function runStatements(
  connection: AsyncDuckDBConnection,
  job: SqlJob,
  listener: JobListener,
): Promise<SqlJobResult['results']> {
  const results: (SqlResult | undefined)[] = []
  for (const [index, statement] of [...job.statements, ...job.afterStatements].entries()) {
    try {
      const result = await runStatement(connection, statement)
      if (index < job.statements.length) results.push(result)
    } catch (error) {
      if (job.transaction) await connection.query('ROLLBACK').catch(error => listener.note('DEBUG', String(error)))
      const message = error instanceof Error ? error.message : String(error)
      throw new SqlError(message, index, placeOf(message, statement))
    }
  }
  if (job.transaction) await connection.query('COMMIT')
  return results
}

/** Statements whose result is a table worth keeping; others answer a count or nothing. */
const HAS_ROWS =
  /^\s*(?:SELECT|WITH|FROM|VALUES|TABLE|SHOW|DESCRIBE|DESC|SUMMARIZE|PIVOT|UNPIVOT|CALL|EXPLAIN|PRAGMA|\()|\bRETURNING\b/i

const stripComments = (sql: string): string => sql.replace(/^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)+/, '')

async function runStatement(connection: AsyncDuckDBConnection, statement: string): Promise<SqlResult | undefined> {
  const sql = statement.replace(/;\s*$/, '')
  const types = HAS_ROWS.test(stripComments(sql)) ? await describeColumns(connection, sql) : undefined
  const awkward = types?.filter(({ type }) => AS_TEXT.test(type)) ?? []
  const asked = awkward.length === 0 ? sql : withTexts(sql, awkward)
  const reader = await connection.send(asked, true)
  await reader.open()
  const { schema } = reader
  const batches: RecordBatch[] = []
  for await (const batch of reader) batches.push(batch as RecordBatch)
  if (!HAS_ROWS.test(stripComments(sql))) return undefined
  const columns = schema.fields.map((field, index) => ({
    name: field.name,
    type: types?.[index]?.type ?? String(field.type).toUpperCase(),
  }))
  return { columns, rows: batches.flatMap(batch => readRows(batch, columns)) }
}

/** Types that Arrow does not carry exactly; DuckDB prints them. */
const AS_TEXT = /^(?:ENUM|INTERVAL|BIT|BITSTRING|TIME WITH TIME ZONE|TIMETZ|VARINT|BIGNUM|UNION)/

const withTexts = (sql: string, columns: readonly { readonly name: string }[]): string => {
  const texts = columns.map(({ name }) => `CAST(${quoted(name)} AS VARCHAR) AS ${quoted(name)}`)
  return `SELECT * REPLACE (${texts.join(', ')}) FROM (${sql}\n)`
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** DuckDB's own names of the column types; undefined where it cannot tell, the statement then says why. */
async function describeColumns(
  connection: AsyncDuckDBConnection,
  sql: string,
): Promise<SqlResult['columns'] | undefined> {
  if (!/^(?:SELECT|WITH|FROM|VALUES|TABLE|PIVOT|UNPIVOT|\()/i.test(stripComments(sql))) return undefined
  const table = await connection.query(`DESCRIBE ${sql}`).catch(() => undefined)
  return table?.toArray().map(row => ({ name: String(row.column_name), type: String(row.column_type) }))
}

function readRows(batch: RecordBatch, columns: SqlResult['columns']): unknown[][] {
  const readers = columns.map(({ type }, index) => {
    const column = batch.getChildAt(index)
    return column ? cellReader(column, type) : () => null
  })
  return Array.from({ length: batch.numRows }, (_, row) => readers.map(read => read(row)))
}

/** The offset that an error's `LINE n: …` and caret point at. */
function placeOf(message: string, statement: string): number | undefined {
  const [, line, shown, caretLine] = /LINE (\d+): (.*)\n([ ]*)\^/.exec(message) ?? []
  if (line === undefined || shown === undefined || caretLine === undefined) return undefined
  const lines = statement.split('\n')
  const start = lines.slice(0, Number(line) - 1).reduce((sum, text) => sum + text.length + 1, 0)
  const text = lines[Number(line) - 1] ?? ''
  const offset = caretLine.length - `LINE ${line}: `.length
  const cut = shown.startsWith('...') ? text.indexOf(shown.replace(/^\.\.\.|\.\.\.$/g, '')) - 3 : 0
  return start + Math.max(0, offset + Math.max(0, cut))
}
