import { sha256 as hashOf, type PackParts, type Resources } from '../runner'
import { startMaker } from './maker'
import { pythonFiles } from './pythonWorker'
import type { Snapshots } from './snapshot'

/** A library of WebAssembly in a pack, by its path where packages are. */
export type PackLibrary = { readonly path: string; readonly load: () => Promise<ArrayBuffer> }

/** A wheel made ready in this browser; `name` is the wheel's SHA-256. */
export type Pack = { readonly name: string; readonly content: Blob; readonly libraries: readonly PackLibrary[] }

/**
 * Wheels made ready: modules compiled, libraries apart, so that an interpreter neither unpacks nor compiles. Made by a
 * worker of the trusted zone that only reads the wheel, and kept in this browser under its hash.
 */
export type Packs = {
  readonly find: (sha256: string) => Promise<Pack | undefined>
  /** Notes a wheel of which there is no pack yet. */
  readonly want: (sha256: string, load: () => Promise<ArrayBuffer>) => void
  /** Makes what was wanted. It fails in silence: the wheels themselves do. */
  readonly makeWanted: () => Promise<void>
  /** Where packs turn out to be of no use: none is found any more. */
  readonly giveUp: () => void
}

/** The cache of the packs. */
export const PACK_CACHE = 'flowyard-packs'
const PLACE = 'https://packs.invalid/'

/** Opens the packs of a site. `version` is Pyodide's. */
export function openPacks(resources: Resources, version: string, snapshots: Snapshots): Packs {
  const wanted = new Map<string, () => Promise<ArrayBuffer>>()
  const seen = new Set<string>()
  const found = new Map<string, Pack>()
  let useless = false
  let making: Promise<void> = Promise.resolve()

  /** What is compiled holds for one build of the interpreter, and for one format of packs. */
  const folder = async (): Promise<string> => {
    const manifest = await resources.manifest()
    const hashes = pythonFiles(version).map(path => manifest[path]?.sha256.slice(0, 16) ?? '')
    return `${PLACE}${hashes.join('-')}/`
  }

  const find: Packs['find'] = async sha256 => {
    if (useless) return undefined
    const known = found.get(sha256) ?? (await look(sha256))
    if (known) found.set(sha256, known)
    return known
  }

  const look: Packs['find'] = async sha256 => {
    const cache = await openCache()
    const address = `${await folder()}${sha256}`
    const list = await cache?.match(`${address}/libraries`)
    const content = await cache?.match(address)
    if (!cache || !list || !content) return undefined
    const paths = (await list.json()) as readonly string[]
    const load = async (path: string): Promise<ArrayBuffer> => {
      const kept = await cache.match(`${address}/${path}`)
      if (!kept) throw new Error(`${path} is not kept any more`)
      return kept.arrayBuffer()
    }
    return {
      name: sha256,
      content: await content.blob(),
      libraries: paths.map(path => ({ path, load: () => load(path) })),
    }
  }

  /** The list of libraries comes last: a pack without it is not whole. */
  const keep = async (sha256: string, { content, libraries }: PackParts): Promise<void> => {
    const cache = await openCache()
    const place = await folder()
    for (const old of (await cache?.keys()) ?? []) if (!old.url.startsWith(place)) await cache?.delete(old)
    for (const { path, bytes } of libraries) await cache?.put(`${place}${sha256}/${path}`, new Response(bytes))
    await cache?.put(`${place}${sha256}`, new Response(content))
    await cache?.put(`${place}${sha256}/libraries`, Response.json(libraries.map(({ path }) => path)))
  }

  const make = async (): Promise<void> => {
    const wheels = [...wanted]
    wanted.clear()
    if (wheels.length === 0 || useless || !(await openCache())) return
    const snapshot = await snapshots.find()
    const maker = await startMaker({ resources, version, makes: 'packs', ...(snapshot ? { snapshot } : {}) })
    try {
      for (const [sha256, load] of wheels) {
        const wheel = await load()
        if ((await hashOf(wheel)) !== sha256) continue
        maker.send(wheel)
        const answer = await maker.next()
        if (answer.type === 'pack' && answer.pack) await keep(sha256, answer.pack)
      }
    } finally {
      maker.end()
    }
  }

  return {
    find,
    want: (sha256, load) => {
      if (seen.has(sha256)) return
      seen.add(sha256)
      wanted.set(sha256, load)
    },
    makeWanted: () => (making = making.then(make).catch(() => undefined)),
    giveUp: () => {
      useless = true
    },
  }
}

async function openCache(): Promise<Cache | undefined> {
  if (typeof caches === 'undefined') return undefined
  return caches.open(PACK_CACHE).catch(() => undefined)
}
