import { frame } from 'virtual:runner-frame'
import { connectRunner, createRunnerHost, openResources, type Runner } from '../../../../src/runner'
import {
  createDuckDB,
  createHttpBroker,
  createPython,
  type JobListener,
  openExtensions,
  openPackages,
  openPacks,
  openSnapshots,
  type SqlResult,
} from '../../../../src/runtimes'
import type { Lab, LabLine, LabOptions, Told } from './lab'

/**
 * A page that does nothing but run jobs in the zones of the product: the same frame, policy, workers and clients,
 * without engine and screen. Tests drive it by `window.lab`.
 */
const base = new URL('./', location.href).href
const versions = __RUNTIME_VERSIONS__
const host = createRunnerHost(frame)
const resources = openResources(base)
const snapshots = openSnapshots(resources, versions.pyodide)

const packs = openPacks(resources, versions.pyodide, snapshots)

function openRun(options: LabOptions = {}) {
  const owner = crypto.randomUUID()
  let connected: Promise<Runner> | undefined
  const runner = () => (connected ??= host.request(owner).then(connectRunner))
  const packages = openPackages(resources, versions.pyodide, {
    pyodide: options.pyodide ?? 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/',
    hosts: ['pypi.org', 'files.pythonhosted.org', ...(options.hosts ?? [])],
  })
  const http = createHttpBroker({
    ownOrigin: location.origin,
    allowLocal: options.allowLocal ?? false,
    fetch: (input, init) => fetch(input, init),
  })
  const python = createPython({
    runner,
    resources,
    packages,
    version: versions.pyodide,
    newId: () => crypto.randomUUID(),
    ...(options.snapshot ? { snapshots } : {}),
    ...(options.packs ? { packs } : {}),
  })
  const duckdb = createDuckDB({
    runner,
    resources,
    extensions: openExtensions(resources, options.extensions ?? `${location.origin}/nowhere/`),
    version: versions.duckdb,
  })
  return { python, duckdb, http, end: () => host.release(owner) }
}

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

/** Ends a job after `stopAfter` milliseconds, as Stop does. */
function signalOf(stopAfter: number | undefined): AbortSignal {
  const controller = new AbortController()
  if (stopAfter !== undefined) setTimeout(() => controller.abort(new Error('stopped')), stopAfter)
  return controller.signal
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
  makeSnapshot: async () => {
    await snapshots.make()
    return (await snapshots.find())?.size ?? 0
  },
  makePacks: () => packs.makeWanted(),
  python: async job => {
    const { told, listener } = listen()
    const start = performance.now()
    try {
      const result = await run.python.run(
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
        },
        listener,
        signalOf(job.stopAfter),
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
      return { ...told, ms: performance.now() - start, exitCode: -1, left: [], files: {}, error: plainError(error) }
    }
  },
  sql: async job => {
    const { told, listener } = listen()
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
        signalOf(job.stopAfter),
      )
      const results: readonly (SqlResult | undefined)[] = result.results
      return { ...told, ms: performance.now() - start, results, files: await texts(result.outputFiles) }
    } catch (error) {
      return { ...told, ms: performance.now() - start, results: [], files: {}, error: plainError(error) }
    }
  },
}

Object.assign(window, { lab })
