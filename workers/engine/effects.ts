import { base62Id, createBreather, type Effects } from '../../src/engine'
import { SAMPLE_ADDRESS, sampleProducts } from '../../src/examples'
import { openResources, type Retries } from '../../src/runner'
import { createHttpBroker, type HttpBroker, type HttpRequest, type HttpResponse } from '../../src/runtimes'
import { holdExecution } from '../../src/storage'
import type { RuntimeNeeds } from '../../src/ui/client'
import type { Kept } from './kept'
import type { EngineSettings, RunnerRequests } from './protocol'
import { lazily, takeRuntimes } from './runtimes'

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
  const versions = __RUNTIME_VERSIONS__
  const { take, prepareNext } = takeRuntimes({ resources, host, newId, versions, clients, snapshots, packs })
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
