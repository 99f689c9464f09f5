import { type Resources, RUNTIME_CACHE, resourceKey, sha256 } from '../runner'
import { forgetFiles, keptFiles, PACK_CACHE, SNAPSHOT_CACHE } from '../runtimes'
import { appCache, type Build, isFetchedByRuns, isResourceOf } from './build'
import { isFull } from './full'
import { itemsOf, type KeptItem, type OfflineFile, ownerOf, type RuntimeTitles } from './items'
import type { Keeper } from './updates'

/** What of the site is in this browser. */
export type OfflineState = {
  readonly items: readonly KeptItem[]
  /** Bytes that would have to come until everything works without a network. */
  readonly missing: number
  /** Why this browser cannot keep the site, where it cannot. */
  readonly obstacle: string | undefined
}

/** Bytes that have come, and that have to come. */
export type SaveListener = (received: number, total: number) => void

/** What this browser keeps of the site, so that it works without a network. */
export type Offline = {
  readonly state: () => Promise<OfflineState>
  /**
   * Fetches everything that is missing; what has come stays when it is stopped, and the next call goes on from there.
   * @throws NoRoom; what the network says; the signal's reason
   */
  readonly save: (signal: AbortSignal, listener: SaveListener) => Promise<void>
  /** Compares all that is kept with its hashes. Answers the titles of what was damaged, which is deleted. */
  readonly verify: (listener: SaveListener) => Promise<readonly string[]>
  /** Deletes what is kept of these items. */
  readonly remove: (ids: readonly string[]) => Promise<void>
  /** Deletes everything that is kept of the site, but no flow, run or setting. */
  readonly removeAll: () => Promise<void>
}

/** The browser gives this site less room than it needs. Bytes; `free` is undefined where the browser does not tell. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom'
  constructor(
    readonly needed: number,
    readonly free: number | undefined,
    options?: ErrorOptions,
  ) {
    super(`Saving needs ${needed} bytes more than this browser gives.`, options)
  }
}

export type OfflineOptions = {
  readonly base: string
  /** The hash of the page's list of resources. */
  readonly listing: string | undefined
  readonly resources: Resources
  readonly keeper: Keeper | undefined
  readonly titles: RuntimeTitles
  readonly storage: StorageManager | undefined
}

/** Part of what is needed that is asked for on top, so that runs have room for their files. */
const SPARE = 0.2

/** Opens what is kept of a site; its pages use it. */
export function openOffline({ base, listing, resources, keeper, titles, storage }: OfflineOptions): Offline {
  const hasCaches = typeof caches !== 'undefined'

  /** Files of the app, of the build that this page belongs to; none before the worker has it. */
  const appFiles = async (): Promise<readonly OfflineFile[]> => {
    const cache = appCache(base)
    const keys = await keysOf(cache)
    const build = await findBuild(cache, keys)
    return (build?.files ?? []).map(({ path, bytes, sha256: hash }) => {
      const key = resourceKey(base, path, hash)
      return { path, key, cache, bytes, isHere: keys.has(key) }
    })
  }

  const findBuild = async (cache: string, keys: ReadonlySet<string>): Promise<Build | undefined> => {
    const opened = await caches.open(cache)
    const notes = [...keys].filter(key => key.startsWith(`${base}builds/`))
    const builds = await Promise.all(notes.map(async key => (await opened.match(key))?.json() as Promise<Build>))
    return builds.find(({ files }) => files.some(file => file.path === 'resources.json' && file.sha256 === listing))
  }

  const resourceFiles = async (): Promise<readonly OfflineFile[]> => {
    const [manifest, keys] = await Promise.all([resources.manifest(), keysOf(RUNTIME_CACHE)])
    return Object.entries(manifest)
      .filter(([path]) => isFetchedByRuns(path))
      .map(([path, { bytes, sha256: hash }]) => {
        const key = resourceKey(base, path, hash)
        return { path, key, cache: RUNTIME_CACHE, bytes, isHere: keys.has(key) }
      })
  }

  const fetchedFiles = async (): Promise<readonly OfflineFile[]> =>
    (await keptFiles()).map(({ url, bytes }) => ({ path: url, key: url, cache: '', bytes, isHere: true }))

  const allFiles = async (): Promise<readonly OfflineFile[]> => {
    if (!hasCaches) return []
    return (await Promise.all([appFiles(), resourceFiles(), fetchedFiles()])).flat()
  }

  const obstacleOf = (): string | undefined => {
    if (!hasCaches) return 'This browser keeps no files for this page. Private windows and plain http often do not.'
    if (!keeper) return 'Here the page needs a network to open. Python, DuckDB and their packages can be kept.'
    return undefined
  }

  const state = async (): Promise<OfflineState> => {
    const files = await allFiles()
    return { items: itemsOf(files, titles), missing: missingIn(files), obstacle: obstacleOf() }
  }

  const save: Offline['save'] = async (signal, listener) => {
    if (!hasCaches) throw new Error(obstacleOf())
    const waiting = (await resourceFiles()).filter(({ isHere }) => !isHere)
    const app = missingIn(await appFiles())
    const total = missingIn(waiting) + app
    await checkRoom(total)
    await storage?.persist?.().catch(() => false)
    let done = 0
    try {
      await keeper?.complete()
      signal.throwIfAborted()
      done += app
      listener(done, total)
      for (const { path, bytes } of waiting) {
        await resources.save(path, signal, received => listener(done + received, total))
        done += bytes
        listener(done, total)
      }
    } catch (error) {
      if (isFull(error)) throw await noRoom(total - done, error)
      throw error
    }
  }

  const checkRoom = async (needed: number): Promise<void> => {
    const free = await freeRoom()
    if (free !== undefined && needed > 0 && free < needed * (1 + SPARE)) throw new NoRoom(needed, free)
  }

  /** Browsers may tell of more room than they give. */
  const noRoom = async (needed: number, cause: unknown): Promise<NoRoom> => {
    const free = await freeRoom()
    return new NoRoom(needed, free !== undefined && free < needed ? free : undefined, { cause })
  }

  const freeRoom = async (): Promise<number | undefined> => {
    const { quota, usage } = (await storage?.estimate?.()) ?? {}
    return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0))
  }

  const verify: Offline['verify'] = async listener => {
    const damaged = new Set<string>()
    const files = (await allFiles()).filter(({ isHere }) => isHere)
    const others = new Map((await keptFiles()).map(file => [file.url, file]))
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0)
    let done = 0
    for (const file of files) {
      const isWhole = others.get(file.key)?.isWhole ?? (() => isAsNamed(file))
      if (!(await isWhole())) {
        damaged.add(ownerOf(file.path, titles).title)
        await forget([file])
      }
      done += file.bytes
      listener(done, total)
    }
    return [...damaged]
  }

  const remove: Offline['remove'] = async ids => {
    const files = (await allFiles()).filter(({ path }) => ids.includes(ownerOf(path, titles).id))
    await forget(files)
    if (ids.includes('pyodide')) await caches.delete(SNAPSHOT_CACHE)
    if (ids.some(id => id === 'pyodide' || id.startsWith('package:'))) await caches.delete(PACK_CACHE)
  }

  const removeAll: Offline['removeAll'] = async () => {
    await forgetFiles((await keptFiles()).map(({ url }) => url))
    const runtimes = await caches.open(RUNTIME_CACHE)
    for (const request of await runtimes.keys()) {
      if (isResourceOf(base, request.url)) await runtimes.delete(request)
    }
    await Promise.all([appCache(base), SNAPSHOT_CACHE, PACK_CACHE].map(name => caches.delete(name)))
    await keeper?.remove()
  }

  return { state, save, verify, remove, removeAll }
}

const missingIn = (files: readonly OfflineFile[]): number =>
  files.reduce((sum, { bytes, isHere }) => sum + (isHere ? 0 : bytes), 0)

async function keysOf(cache: string): Promise<ReadonlySet<string>> {
  return new Set((await (await caches.open(cache)).keys()).map(({ url }) => url))
}

/** Whether a kept file has the hash that its key names. */
async function isAsNamed({ key, cache }: OfflineFile): Promise<boolean> {
  const response = await (await caches.open(cache)).match(key)
  return response !== undefined && key.endsWith(`?${await sha256(await response.arrayBuffer())}`)
}

async function forget(files: readonly OfflineFile[]): Promise<void> {
  await forgetFiles(files.filter(({ cache }) => cache === '').map(({ key }) => key))
  for (const { key, cache } of files) if (cache !== '') await (await caches.open(cache)).delete(key)
}
