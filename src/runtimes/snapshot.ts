import type { Resources } from '../runner'
import { startMaker } from './maker'
import { pythonFiles } from './pythonWorker'

/**
 * The memory of an interpreter that has booted: another one begins from it in a fraction of the time. It is made in
 * this browser, by a worker that runs none of a flow's code, and kept under the hash of everything it was made from.
 */
export type Snapshots = {
  readonly find: () => Promise<Blob | undefined>
  /** Makes and keeps one, unless there is one or it failed before. */
  readonly make: () => Promise<void>
  /** Forgets one that did not boot; none is made again. */
  readonly forget: () => Promise<void>
}

/** The cache that holds the one memory of this browser. */
export const SNAPSHOT_CACHE = 'flowyard-snapshots'

/** Opens the snapshots of a site. `version` is Pyodide's. */
export function openSnapshots(resources: Resources, version: string): Snapshots {
  let memory: Blob | undefined
  let useless = false
  let making: Promise<void> | undefined

  const keyOf = async (): Promise<string> => {
    const manifest = await resources.manifest()
    const hashes = pythonFiles(version).map(path => manifest[path]?.sha256.slice(0, 16) ?? '')
    return `https://snapshot.invalid/${version}/${hashes.join('-')}`
  }

  const find = async (): Promise<Blob | undefined> => {
    if (useless) return undefined
    if (memory) return memory
    const kept = await (await openCache())?.match(await keyOf())
    return kept?.blob()
  }

  const keep = async (snapshot: Blob): Promise<void> => {
    memory = snapshot
    const cache = await openCache()
    if (!cache) return
    for (const old of await cache.keys()) await cache.delete(old)
    await cache.put(await keyOf(), new Response(snapshot)).catch(() => undefined)
    // The one read back lies on disk, not in memory.
    memory = await (await cache.match(await keyOf()))?.blob()
  }

  const make = (): Promise<void> => {
    making ??= (async () => {
      if (useless || (await find())) return
      const bytes = await makeSnapshot(resources, version)
      if (bytes) await keep(new Blob([bytes]))
      else useless = true
    })().catch(() => {
      useless = true
    })
    return making
  }

  const forget = async (): Promise<void> => {
    useless = true
    memory = undefined
    await (await openCache())?.delete(await keyOf())
  }
  return { find, make, forget }
}

async function openCache(): Promise<Cache | undefined> {
  if (typeof caches === 'undefined') return undefined
  return caches.open(SNAPSHOT_CACHE).catch(() => undefined)
}

async function makeSnapshot(resources: Resources, version: string): Promise<ArrayBuffer | undefined> {
  const maker = await startMaker({ resources, version, makes: 'snapshot' })
  try {
    const answer = await maker.next()
    return answer.type === 'snapshot' ? answer.bytes : undefined
  } finally {
    maker.end()
  }
}
