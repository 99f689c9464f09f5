import { type ResourceManifest, RUNTIME_CACHE, resourceKey, sha256 } from '../runner'
import { appCache, type Build, isFetchedByRuns, isResourceOf, type SiteFile } from './build'
import { isFull } from './full'

/** What keeps a site in a browser's caches; the service worker is it put together. */
export type KeptSite = {
  /**
   * Keeps every file of this build that is not here yet. @throws what failed; whole files stay for the next try, unless
   * the browser has no room
   */
  readonly install: () => Promise<void>
  /**
   * Makes this build the one that new pages get. Builds before it stay as long as a page of theirs is open.
   * @param open ids of the pages and workers that are open now
   * @param coming whether another build is being installed or waits
   */
  readonly activate: (open: readonly string[], coming: boolean) => Promise<void>
  /** Lets go of earlier builds that no open page uses any more. */
  readonly prune: (open: readonly string[]) => Promise<void>
  /** Whether a request is answered from here; all others go to the network untouched. */
  readonly answers: (request: Request) => boolean
  readonly answer: (request: Request) => Promise<Response>
}

/** What a kept site needs of the browser. */
export type SiteEffects = {
  readonly caches: Pick<CacheStorage, 'open'>
  readonly fetch: (input: Request | string, init?: RequestInit) => Promise<Response>
}

/** How many files are fetched at a time. */
const AT_ONCE = 4

/**
 * Keeps builds of a site by the hashes of their files: a file that two builds share is kept once, and no file is ever
 * taken for another build's of the same path.
 * @param base address of the site's root, with a slash at the end
 */
export function openKeptSite(base: string, build: Build, { caches, fetch }: SiteEffects): KeptSite {
  const own = new Map(build.files.map(file => [file.path, file]))
  const open = (): Promise<Cache> => caches.open(appCache(base))
  const keyOf = ({ path, sha256: hash }: SiteFile): string => resourceKey(base, path, hash)

  /** A file with the very bytes of the build, from the server; a proxy may still have another build's. */
  const fetchFile = async (file: SiteFile): Promise<Response> => {
    const ways = [
      () => fetch(base + file.path, { priority: 'low' }),
      () => fetch(keyOf(file), { priority: 'low', cache: 'reload' }),
    ]
    for (const way of ways) {
      const response = await way()
      if (!response.ok) throw new Error(`${file.path}: the server answered ${response.status}`)
      const bytes = await response.arrayBuffer()
      if ((await sha256(bytes)) === file.sha256) return plain(bytes, response)
    }
    throw new Error(`${file.path} is not the one of this build`)
  }

  const install = async (): Promise<void> => {
    const cache = await open()
    const begun = (await cache.match(buildKey(base, build.version))) !== undefined
    const waiting = [...build.files]
    const fetchNext = async (): Promise<void> => {
      for (let file = waiting.shift(); file; file = waiting.shift()) {
        if (!(await cache.match(keyOf(file)))) await cache.put(keyOf(file), await fetchFile(file))
      }
    }
    try {
      await noteBuild(cache)
      await allOrStop(Array.from({ length: AT_ONCE }, fetchNext), () => waiting.splice(0))
    } catch (error) {
      if (!begun) await cache.delete(buildKey(base, build.version))
      if (isFull(error)) await sweep(cache)
      throw error
    }
  }

  const noteBuild = (cache: Cache): Promise<void> => cache.put(buildKey(base, build.version), Response.json(build))

  const activate: KeptSite['activate'] = async (openNow, coming) => {
    const cache = await open()
    await cache.delete(usersKey(base, build.version))
    if (coming) return
    for (const { version } of await readBuilds(cache)) {
      const key = usersKey(base, version)
      if (version !== build.version && !(await cache.match(key))) await cache.put(key, Response.json(openNow))
    }
    await prune(openNow)
  }

  const prune = async (openNow: readonly string[]): Promise<void> => {
    const cache = await open()
    let gone = 0
    for (const { version } of await readBuilds(cache)) {
      const users: readonly string[] | undefined = await (await cache.match(usersKey(base, version)))?.json()
      if (!users || users.some(id => openNow.includes(id))) continue
      await cache.delete(buildKey(base, version))
      await cache.delete(usersKey(base, version))
      gone++
    }
    if (gone > 0) await sweep(cache)
  }

  const readBuilds = async (cache: Cache): Promise<readonly Build[]> => {
    const kept = (await cache.keys()).filter(({ url }) => url.startsWith(buildKey(base, '')))
    const responses = await Promise.all(kept.map(request => cache.match(request)))
    return Promise.all(responses.flatMap(response => response?.json() ?? []))
  }

  /** Deletes the files that no kept build has, those that runs fetched included. */
  const sweep = async (cache: Cache): Promise<void> => {
    const builds = await readBuilds(cache)
    const used = new Set(builds.flatMap(({ files }) => files.map(keyOf)))
    for (const request of await cache.keys()) {
      const isFile = !request.url.startsWith(buildKey(base, '')) && !request.url.startsWith(usersKey(base, ''))
      if (isFile && !used.has(request.url)) await cache.delete(request)
    }
    await sweepRuntimes(await resourcesOf(cache, builds))
  }

  /** Keys of the files that runs of these builds fetch; undefined when a list is missing. */
  const resourcesOf = async (cache: Cache, builds: readonly Build[]): Promise<ReadonlySet<string> | undefined> => {
    const lists = builds.flatMap(({ files }) => files.filter(({ path }) => path === 'resources.json'))
    const kept = await Promise.all(lists.map(async list => (await cache.match(keyOf(list)))?.json()))
    if (kept.length === 0 || kept.includes(undefined)) return undefined
    const keys = (kept as readonly ResourceManifest[]).flatMap(manifest =>
      Object.entries(manifest).map(([path, entry]) => resourceKey(base, path, entry.sha256)),
    )
    return new Set([...lists.map(keyOf), ...keys])
  }

  const sweepRuntimes = async (used: ReadonlySet<string> | undefined): Promise<void> => {
    if (!used) return
    const cache = await caches.open(RUNTIME_CACHE)
    for (const request of await cache.keys()) {
      if (isResourceOf(base, request.url) && !used.has(request.url)) await cache.delete(request)
    }
  }

  const answers = ({ method, url }: Request): boolean =>
    method === 'GET' && url.startsWith(base) && !isFetchedByRuns(pathOf(url))

  const pathOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(new URL(base).pathname.length))

  const answer = async (request: Request): Promise<Response> => {
    const cache = await open()
    const exact = request.url.includes('?') ? await cache.match(request.url) : undefined
    if (exact) return exact
    const file = await find(request, cache)
    if (!file) return fetch(request)
    return (await cache.match(keyOf(file))) ?? refetch(file, cache)
  }

  /** The file that a request means, in this build or, for pages of before, in an earlier one. */
  const find = async (request: Request, cache: Cache): Promise<SiteFile | undefined> => {
    const path = pathOf(request.url)
    if (request.mode === 'navigate') return own.get(/(?:^|\/)$/.test(path) ? `${path}index.html` : path)
    const mine = own.get(path)
    if (mine) return mine
    const builds = await readBuilds(cache)
    return builds.flatMap(({ files }) => files).find(file => file.path === path)
  }

  /** A file that the browser threw away: fetched again, and kept if it is still the one of this build. */
  const refetch = async (file: SiteFile, cache: Cache): Promise<Response> => {
    const response = await fetch(base + file.path)
    if (!response.ok) return response
    const bytes = await response.arrayBuffer()
    const fresh = plain(bytes, response)
    if ((await sha256(bytes)) === file.sha256) {
      await Promise.all([noteBuild(cache), cache.put(keyOf(file), fresh.clone())]).catch(() => undefined)
    }
    return fresh
  }

  return { install, activate, prune, answers, answer }
}

const buildKey = (base: string, version: string): string => `${base}builds/${version}`
const usersKey = (base: string, version: string): string => `${base}users/${version}`

/** A response of our own: that of a redirect may not answer a navigation. */
const plain = (bytes: ArrayBuffer, { headers }: Response): Response =>
  new Response(bytes, { headers: { 'content-type': headers.get('content-type') ?? 'application/octet-stream' } })

/** Waits for all, also when one fails; then what is left to do is dropped. @throws what the first to fail threw */
async function allOrStop(works: readonly Promise<void>[], stop: () => void): Promise<void> {
  for (const work of works) work.catch(stop)
  const ends = await Promise.allSettled(works)
  const failed = ends.find(end => end.status === 'rejected')
  if (failed) throw failed.reason
}
