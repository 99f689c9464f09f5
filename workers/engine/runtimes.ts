import type { ExecutionRuntimes } from '../../src/engine'
import { connectRunner, type Resources, type Runner } from '../../src/runner'
import { createSqlite, type Packs, type Snapshots } from '../../src/runtimes'
import type { RuntimeNeeds } from '../../src/ui/client'
import type { RunnerRequests } from './protocol'
import { PACKAGES } from './sources'

/** What the runtimes of executions are made of. */
export type RuntimeParts = {
  readonly resources: Resources
  readonly host: RunnerRequests | undefined
  readonly newId: () => string
  readonly versions: { readonly pyodide: string; readonly duckdb: string }
  readonly clients: () => Promise<typeof import('./clients')>
  /** Memories of booted interpreters, the same for all executions. */
  readonly snapshots: () => Promise<Snapshots>
  readonly packs: () => Promise<Packs>
}

/**
 * Hands out the runtimes of each execution. When one ends that used them, those of the next get ready: a fresh frame,
 * with an interpreter and a database in it as far as the one before had them.
 */
export function takeRuntimes(parts: RuntimeParts) {
  let ready: ExecutionRuntimes | undefined
  const open = (owner: string, lost: () => void = () => undefined): OpenRuntimes =>
    openRuntimes(owner, parts, used => prepareNext(used), lost)
  const prepareNext = (used: RuntimeNeeds): void => {
    if (ready || !(used.python || used.duckdb)) return
    const next = open(parts.newId(), () => {
      if (ready !== next) return
      ready = undefined
      next.release()
    })
    ready = next
    next.prepare(used)
  }
  const take = (executionId: string): ExecutionRuntimes => {
    const taken = ready ?? open(executionId)
    ready = undefined
    return taken
  }
  return { take, prepareNext }
}

/** Which runtimes an execution used; Python with the packages that its last task installed. */
type Used = { -readonly [Need in keyof RuntimeNeeds]: RuntimeNeeds[Need] }

type OpenRuntimes = ExecutionRuntimes & { readonly prepare: (like: RuntimeNeeds) => void }

/**
 * The runtimes of one execution: their code is loaded, and a frame asked for, when the first job comes. `lost` is told
 * when that frame is gone.
 */
function openRuntimes(
  executionId: string,
  parts: RuntimeParts,
  released: (used: Used) => void,
  lost: () => void,
): OpenRuntimes {
  const { resources, host, newId: id, versions, clients, snapshots, packs } = parts
  const used: Used = { python: undefined, duckdb: false }
  let connected: Promise<Runner> | undefined
  let over = false
  const runner = (): Promise<Runner> => {
    if (!host) throw new Error('This worker evaluates only; it has no runner frame')
    // What gets ready in the background may still be on its way when the execution has ended: nobody would remove it.
    if (over) throw new Error('This execution has ended')
    if (!connected) {
      connected = host.requestRunner(executionId).then(connectRunner)
      connected.then(({ ended }) => ended).then(lost, lost)
    }
    return connected
  }
  const python = lazily(async () => {
    const { createPython, openPackages } = await clients()
    const packages = openPackages(resources, versions.pyodide, PACKAGES)
    return createPython({
      runner,
      resources,
      packages,
      version: versions.pyodide,
      newId: id,
      snapshots: await snapshots(),
      packs: await packs(),
    })
  })
  const duckdb = lazily(async () => {
    const { createDuckDB } = await clients()
    return createDuckDB({ runner, resources, version: versions.duckdb })
  })
  return {
    python: {
      run: async (...job) => {
        const client = await python()
        used.python = []
        try {
          return await client.run(...job)
        } finally {
          used.python = client.recent()
        }
      },
    },
    duckdb: {
      run: async (...job) => {
        used.duckdb = true
        return (await duckdb()).run(...job)
      },
    },
    prepare: like => {
      const { python: packages } = like
      if (packages) void python().then(({ prepare }) => prepare(packages))
      if (like.duckdb) void duckdb().then(({ prepare }) => prepare())
    },
    sqlite: createSqlite(startSqlite),
    release: () => {
      over = true
      if (!connected) return
      connected.then(({ close }) => close()).catch(() => undefined)
      void host?.releaseRunner(executionId)
      released(used)
    },
  }
}

const startSqlite = (): Worker =>
  new Worker(new URL('../sqlite.worker.ts', import.meta.url), { type: 'module', name: 'sqlite' })

/** What is opened once, when it is first asked for. */
export function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => (opened ??= open())
}
