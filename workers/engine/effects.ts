import { base62Id, createBreather, type Effects, type ExecutionRuntimes } from '../../src/engine'
import { SAMPLE_ADDRESS, sampleProducts } from '../../src/examples'
import { connectRunner, openResources, type Resources, type Retries, type Runner } from '../../src/runner'
import {
  createHttpBroker,
  createSqlite,
  type HttpBroker,
  type HttpRequest,
  type HttpResponse,
  type Packs,
  type Snapshots,
} from '../../src/runtimes'
import { holdExecution } from '../../src/storage'
import type { RuntimeNeeds } from '../../src/ui/client'
import type { Kept } from './kept'
import type { EngineSettings, RunnerRequests } from './protocol'
import { PACKAGES } from './sources'

/** What an engine needs of the world, and a way to have its runtimes ready before a run. */
export type RealEffects = Effects & { readonly prepare: (needs: RuntimeNeeds) => void }

/** The real world of the engine: this browser's storage, network and runner frames. */
export function createEffects(
  settings: EngineSettings,
  kept: Kept,
  host: RunnerRequests | undefined,
  retries: Retries,
): RealEffects {
  const now = (): number => performance.timeOrigin + performance.now()
  const resources = openResources(settings.base, settings.listing, retries)
  const clients = lazily(() => import('./clients'))
  const snapshots = lazily(async () => (await clients()).openSnapshots(resources, __RUNTIME_VERSIONS__.pyodide))
  const packs = lazily(async () =>
    (await clients()).openPacks(resources, __RUNTIME_VERSIONS__.pyodide, await snapshots()),
  )
  const { take, prepareNext } = takeRuntimes({ resources, host, newId, clients, snapshots, packs })
  return {
    storage: kept.storage,
    keyValues: kept.keyValues,
    keepNamespaceFile: kept.keepNamespaceFile,
    ...(kept.keepResponse ? { keepResponse: kept.keepResponse } : {}),
    http: openBroker(settings),
    runtimes: take,
    prepare: prepareNext,
    now,
    random: Math.random,
    newId,
    sleep,
    breathe: createBreather(now, turns()),
    hold: (id, run) => ('locks' in navigator ? holdExecution(navigator.locks, id, run) : run()),
    environment: settings.environment ?? { envs: {}, globals: {}, kestra: {} },
  }
}

const newId = (): string => base62Id(crypto.getRandomValues(new Uint8Array(16)))

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })

/** A turn of the event loop, without the delay that timers have. */
function turns(): (work: () => void) => void {
  const channel = new MessageChannel()
  const waiting: (() => void)[] = []
  channel.port1.onmessage = () => waiting.shift()?.()
  return work => {
    waiting.push(work)
    channel.port2.postMessage(undefined)
  }
}

function openBroker({ base, allowLocal }: EngineSettings): HttpBroker {
  return createHttpBroker({
    ownOrigin: new URL(base).origin,
    allowLocal,
    sample,
    fetch: (input, init) => fetch(input, init),
  })
}

/** Stands in for the documentation's own address alone, when it cannot be reached. */
async function sample({ method, url }: HttpRequest): Promise<HttpResponse | undefined> {
  if (method !== 'GET' || url !== SAMPLE_ADDRESS) return undefined
  const body = new Blob([sampleProducts()], { type: 'application/json' })
  const headers = [
    ['content-length', String(body.size)],
    ['content-type', 'application/json; charset=utf-8'],
  ] as const
  return { status: 200, headers, body, source: 'sample' }
}

type RuntimeParts = {
  readonly resources: Resources
  readonly host: RunnerRequests | undefined
  readonly newId: () => string
  readonly clients: () => Promise<typeof import('./clients')>
  /** Memories of booted interpreters, the same for all executions. */
  readonly snapshots: () => Promise<Snapshots>
  readonly packs: () => Promise<Packs>
}

/**
 * Hands out the runtimes of each execution. When one ends that used them, those of the next get ready: a fresh frame,
 * with an interpreter and a database in it as far as the one before had them.
 */
function takeRuntimes(parts: RuntimeParts) {
  let ready: ExecutionRuntimes | undefined
  const open = (owner: string): OpenRuntimes => openRuntimes(owner, parts, used => prepareNext(used))
  const prepareNext = (used: RuntimeNeeds): void => {
    if (ready || !(used.python || used.duckdb)) return
    const next = open(newId())
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

/** The runtimes of one execution: their code is loaded, and a frame asked for, when the first job comes. */
function openRuntimes(executionId: string, parts: RuntimeParts, released: (used: Used) => void): OpenRuntimes {
  const { resources, host, newId: id, clients, snapshots, packs } = parts
  const versions = __RUNTIME_VERSIONS__
  const used: Used = { python: undefined, duckdb: false }
  let connected: Promise<Runner> | undefined
  const runner = (): Promise<Runner> => {
    if (!host) throw new Error('This worker evaluates only; it has no runner frame')
    connected ??= host.requestRunner(executionId).then(connectRunner)
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
      if (!connected) return
      connected.then(({ close }) => close()).catch(() => undefined)
      void host?.releaseRunner(executionId)
      released(used)
    },
  }
}

const startSqlite = (): Worker =>
  new Worker(new URL('../sqlite.worker.ts', import.meta.url), { type: 'module', name: 'sqlite' })

function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => (opened ??= open())
}
