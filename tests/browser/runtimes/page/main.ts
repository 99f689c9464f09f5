import type { JobListener, SqlResult } from '../../../../src/runtimes'
import type { Lab, LabLine, Told } from './lab'
import { openRun, packs, snapshots } from './openRun'

/**
 * A page that does nothing but run jobs in the zones of the product: the same frame, policy, workers and clients,
 * without engine and screen. Tests drive it by `window.lab`.
 */
let run = openRun()

function listen(): { readonly told: Told; readonly listener: JobListener } {
  const lines: LabLine[] = []
  const told: Told = { lines, notes: [], progress: [] }
  return {
    told,
    listener: {
      stdout: text => lines.push({ stream: 'stdout', text }),
      stderr: text => lines.push({ stream: 'stderr', text }),
      note: (level, message) => told.notes.push({ level, message }),
      progress: progress => told.progress.push(progress),
    },
  }
}

/** Ends a job after `stopAfter` milliseconds, as Stop does; `since` answers how long ago that was. */
function stopper(stopAfter: number | undefined) {
  const controller = new AbortController()
  let stopped: number | undefined
  const stop = (): void => {
    stopped = performance.now()
    controller.abort(new Error('stopped'))
  }
  if (stopAfter !== undefined) setTimeout(stop, stopAfter)
  return {
    signal: controller.signal,
    since: () => (stopped === undefined ? {} : { stopMs: performance.now() - stopped }),
  }
}

const asFiles = (files: Readonly<Record<string, string>> = {}) =>
  Object.entries(files).map(([path, text]) => ({ path, content: new Blob([text]) }))

async function texts(files: readonly { readonly path: string; readonly content: Blob }[]) {
  return Object.fromEntries(await Promise.all(files.map(async file => [file.path, await file.content.text()] as const)))
}

const plainError = (error: unknown): { readonly name: string; readonly message: string } =>
  error instanceof Error ? { name: error.name, message: error.message } : { name: typeof error, message: String(error) }

const lab: Lab = {
  ready: true,
  newRun: options => {
    run.end()
    run = openRun(options)
  },
  prepare: packages => run.python.prepare(packages),
  prepareSql: () => run.duckdb.prepare(),
  makeSnapshot: async () => {
    await snapshots.make()
    return (await snapshots.find())?.size ?? 0
  },
  makePacks: () => packs.makeWanted(),
  python: async job => {
    const { told, listener } = listen()
    const { signal, since } = stopper(job.stopAfter)
    const start = performance.now()
    try {
      const result = await (job.withoutSpare ? run.newPython() : run.python).run(
        {
          taskId: 'python',
          program:
            job.commands === undefined
              ? { kind: 'script', source: job.script ?? '' }
              : { kind: 'commands', commands: job.commands },
          beforeCommands: job.beforeCommands ?? [],
          dependencies: job.dependencies ?? [],
          failFast: true,
          env: job.env ?? {},
          workingDir: job.workingDir ?? '/tmp/kestra-wd/one',
          inputFiles: asFiles(job.files),
          extraFiles: asFiles(job.extraFiles),
          http: run.http,
          outputFiles: job.outputFiles ?? [],
          ...(job.image === undefined ? {} : { image: job.image }),
        },
        listener,
        signal,
      )
      const { exitCode, left, traceback } = result
      return {
        ...told,
        ms: performance.now() - start,
        exitCode,
        left,
        traceback,
        files: await texts(result.outputFiles),
      }
    } catch (error) {
      return {
        ...told,
        ms: performance.now() - start,
        ...since(),
        exitCode: -1,
        left: [],
        files: {},
        error: plainError(error),
      }
    }
  },
  sql: async job => {
    const { told, listener } = listen()
    const { signal, since } = stopper(job.stopAfter)
    const start = performance.now()
    try {
      const result = await run.duckdb.run(
        {
          taskId: 'sql',
          statements: typeof job.sql === 'string' ? [job.sql] : job.sql,
          afterStatements: [],
          workingDir: job.workingDir ?? '/tmp/kestra-wd/two',
          inputFiles: asFiles(job.files),
          outputPaths: job.outputPaths ?? [],
          keepDatabase: false,
          transaction: job.transaction ?? false,
        },
        listener,
        signal,
      )
      const results: readonly (SqlResult | undefined)[] = result.results
      return { ...told, ms: performance.now() - start, results, files: await texts(result.outputFiles) }
    } catch (error) {
      return { ...told, ms: performance.now() - start, ...since(), results: [], files: {}, error: plainError(error) }
    }
  },
}

Object.assign(window, { lab })
