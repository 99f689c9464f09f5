import type { Resources, Runner } from '../runner'
import { type Instance, lostOf, startInstance } from './duckdbInstance'
import { type Extensions, extensionName, isForged, missingExtension, openExtensions, wantsIcu } from './extensions'
import { type DuckDB, type JobListener, type Preparing, SqlError, type SqlJob, type SqlJobResult } from './runtimes'
import { makeReady, runJob } from './sqlJob'
import { watched } from './watched'

/** What DuckDB needs around it; `runner` answers the frame of the execution. */
export type DuckDBOptions = {
  readonly runner: () => Promise<Runner>
  readonly resources: Resources
  /** DuckDB's own, when absent. */
  readonly extensions?: Extensions
  readonly version: string
}

const SILENT: JobListener = {
  stdout: () => undefined,
  stderr: () => undefined,
  note: () => undefined,
  progress: () => undefined,
}

/** The first query compiles what queries are made of, which takes longer than most queries do. */
const WARM: SqlJob = {
  taskId: '',
  statements: ["SELECT a, round(avg(b), 2) AS b FROM read_csv_auto('a.csv', header=True) GROUP BY a ORDER BY b DESC"],
  afterStatements: [],
  workingDir: '/tmp/warm',
  inputFiles: [{ path: 'a.csv', content: new Blob(['a,b\nx,1.5\ny,2.5\n']) }],
  outputPaths: [],
  keepDatabase: false,
  transaction: false,
}

/** Milliseconds in which a cancelled query must have ended; else its instance is replaced. */
const CANCEL_LIMIT = 1_000

/** Bytes of input files after which an instance is replaced, as its memory never shrinks. */
const LARGE = 250_000_000

/**
 * Runs SQL in the untrusted zone. One instance serves the tasks of an execution, one after another: each gets a new
 * empty database. An instance that broke, or that could not be stopped, is replaced.
 */
export function createDuckDB(options: DuckDBOptions): DuckDB & Preparing {
  const extensions = options.extensions ?? openExtensions(options.resources)
  let instance: Promise<Instance> | undefined
  let last: Promise<void> = Promise.resolve()

  const drop = (): void => {
    void instance?.then(({ worker }) => worker.kill()).catch(() => undefined)
    instance = undefined
  }

  /** Asks a running query to end; an instance that does not is replaced. */
  const cancel = async (started: Instance, running: Promise<unknown>): Promise<void> => {
    started.cancel()
    const ended = running.then(
      () => true,
      error => !isBroken(String(error)),
    )
    const limit = new Promise<boolean>(resolve => setTimeout(() => resolve(false), CANCEL_LIMIT))
    if (!(await Promise.race([ended, limit]))) drop()
  }

  const attempt = async (
    job: SqlJob,
    listener: JobListener,
    signal: AbortSignal,
    onCancel: (ended: Promise<void>) => void,
  ): Promise<SqlJobResult> => {
    const start = (): Promise<Instance> => startInstance(options, job.taskId, listener, signal)
    const starting = instance?.catch(start) ?? start()
    instance = starting
    let running: Promise<SqlJobResult> | undefined
    try {
      const started = await untilAborted(starting, signal)
      running = Promise.race([withExtensions(extensions, started, job, listener, signal), lostOf(started.worker)])
      const mine = running
      return await untilAborted(mine, signal, () => onCancel(cancel(started, mine)))
    } catch (error) {
      const cancelled = signal.aborted && running !== undefined
      if (!cancelled && (!(error instanceof SqlError) || isBroken(error.message))) drop()
      throw error
    }
  }

  /** What the job left is gone before the next one comes. */
  const readyForNext = async (): Promise<void> => {
    try {
      const started = await instance
      if (started) await Promise.race([makeReady(started), lostOf(started.worker)])
    } catch {
      drop()
    }
  }

  const prepare = (): void => {
    if (instance) return
    const untouched = new AbortController().signal
    const starting = startInstance(options, '', SILENT, untouched)
    instance = starting
    starting.catch(() => {
      if (instance === starting) instance = undefined
    })
    const warm = async (started: Instance): Promise<void> => {
      await runJob(started, WARM, 'extensions')
      await makeReady(started)
    }
    const warmed = starting.then(started => Promise.race([warm(started), lostOf(started.worker)]))
    last = Promise.allSettled([last, warmed]).then(() => undefined)
  }

  return {
    prepare,
    run: async (job, listener, signal) => {
      signal.throwIfAborted()
      const before = last
      let leave: () => void = () => undefined
      last = new Promise(resolve => {
        leave = resolve
      })
      let ending: Promise<void> = before
      try {
        const result = await watched(await options.runner(), async () => {
          await untilAborted(before, signal)
          return attempt(job, listener, signal, ended => {
            ending = ended
          })
        })
        if (job.inputFiles.reduce((sum, { content }) => sum + content.size, 0) > LARGE) drop()
        else ending = readyForNext()
        return result
      } finally {
        void ending.then(leave)
      }
    },
  }
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal, onAbort?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      onAbort?.()
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Texts of an instance whose memory can no longer be trusted. */
const isBroken = (message: string): boolean => /out of bounds|signature mismatch|call stack|unreachable/.test(message)

/** How many extensions a job may ask for, one after another. */
const MOST_EXTENSIONS = 6

/** Runs a job; when it asks for an extension, brings it and runs the job again, from the beginning. */
async function withExtensions(
  extensions: Extensions,
  instance: Instance,
  job: SqlJob,
  listener: JobListener,
  signal: AbortSignal,
): Promise<SqlJobResult> {
  let last: string | undefined
  for (let brought = 0; ; brought++) {
    try {
      return await runJob(instance, job, 'extensions')
    } catch (error) {
      if (!(error instanceof SqlError)) throw error
      if (last !== undefined && isForged(error.message)) throw await refused(extensions, instance, last, error)
      const path =
        missingExtension(error.message) ?? (wantsIcu(error.message) ? instance.extensionPath('icu') : undefined)
      if (path === undefined || instance.has(path) || brought >= MOST_EXTENSIONS) throw error
      const reason = await bring(extensions, instance, path, job, listener, signal)
      if (reason !== undefined) return withoutExtension(instance, job, path, error, reason)
      last = path
    }
  }
}

/** Lets go of an extension that DuckDB did not sign, so that another try fetches it again. */
async function refused(
  extensions: Extensions,
  instance: Instance,
  path: string,
  { message, statement, at }: SqlError,
): Promise<SqlError> {
  instance.takeBack(path)
  await extensions.forget(path)
  const name = extensionName(path)
  const hint = `What was downloaded as DuckDB's extension ${name} is not what DuckDB published, so it was not loaded and is not kept.`
  return new SqlError(message, statement, at, hint)
}

/** Hands an extension over; answers why it could not be had, if so. */
async function bring(
  extensions: Extensions,
  instance: Instance,
  path: string,
  job: SqlJob,
  listener: JobListener,
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = extensionName(path)
  const progress = {
    id: `extension:${name}`,
    title: `DuckDB ${name}`,
    taskId: job.taskId,
    purpose: 'asked for by the SQL',
  }
  try {
    const bytes = await extensions.load(path, signal, (received, total) =>
      listener.progress({ ...progress, phase: 'downloading', received, ...(total === undefined ? {} : { total }) }),
    )
    instance.give(path, bytes)
    listener.progress({ ...progress, phase: 'ready' })
    return undefined
  } catch (error) {
    signal.throwIfAborted()
    listener.progress({ ...progress, phase: 'failed' })
    return error instanceof Error ? error.message : String(error)
  }
}

/** Tries the ways around an extension that could not be had; else says what is missing. */
async function withoutExtension(
  instance: Instance,
  job: SqlJob,
  path: string,
  error: SqlError,
  reason: string,
): Promise<SqlJobResult> {
  const name = extensionName(path)
  const hint = `DuckDB needs its extension ${name} for this, and it did not download: ${reason}. With a network it loads by itself and stays in this browser.`
  const told = (failed: SqlError): SqlError => new SqlError(failed.message, failed.statement, failed.at, hint)
  if (name !== 'json' && name !== 'parquet' && name !== 'icu') throw told(error)
  try {
    return await runJob(instance, job, name === 'icu' ? 'local-now' : 'tables')
  } catch (failed) {
    throw failed instanceof SqlError ? told(missingExtension(failed.message) ? error : failed) : failed
  }
}
