import { createRetries, emptyPart, type Part, type Retries, receive } from './receive'

/** What the build says of a file that is fetched when a run needs it. */
export type ResourceEntry = { readonly bytes: number; readonly sha256: string }

/** Every such file, by its path under the site: `pyodide/314.0.7/pyodide.asm.wasm`. */
export type ResourceManifest = Readonly<Record<string, ResourceEntry>>

/** Bytes so far and in all, raw sizes. */
export type ResourceListener = (received: number, total: number) => void

/** Files of the site that a run needs: fetched once, checked against their hash, kept in this browser. */
export type Resources = {
  readonly manifest: () => Promise<ResourceManifest>
  /** Whether a file is kept in this browser. */
  readonly isHere: (path: string) => Promise<boolean>
  /** @throws ResourceUnavailable when it is not here and cannot be fetched, or is not what the build made */
  readonly load: (path: string, signal: AbortSignal, listener?: ResourceListener) => Promise<ArrayBuffer>
  /**
   * Fetches a file that is not here and keeps it.
   * @throws ResourceUnavailable as `load` does; what the browser says when it has no room or keeps nothing
   */
  readonly save: (path: string, signal: AbortSignal, listener?: ResourceListener) => Promise<void>
  /** Begins anew what no longer moves; shared by all that downloads for the same runs. */
  readonly retries: Retries
}

/** A file of the site could not be had. */
export class ResourceUnavailable extends Error {
  override readonly name = 'ResourceUnavailable'
  readonly path: string
  constructor(path: string, reason: string, options?: ErrorOptions & { readonly bytes?: number }) {
    const size = options?.bytes === undefined ? '' : ` (${(options.bytes / 1e6).toFixed(1)} MB)`
    super(`${titleOf(path)} did not download${size}: ${reason}. Nothing is lost; try again.`, options)
    this.path = path
  }
}

/** What people call a file of the site: `polars 1.33.1`, `Python`. */
function titleOf(path: string): string {
  const [, name, version] = /^wheels\/([^-]+)-([^-]+)-.*\.whl$/.exec(path) ?? []
  if (name) return `${name} ${version}`
  if (path.startsWith('wheels/')) return 'The list of packages'
  const [, extension] = /^extensions\/.*?(\w+)\.duckdb_extension/.exec(path) ?? []
  if (extension) return `DuckDB's extension ${extension}`
  return RUNTIMES[path.split('/')[0] ?? ''] ?? path
}

const RUNTIMES: Readonly<Record<string, string>> = {
  pyodide: 'Python',
  duckdb: 'DuckDB',
  sqlite: 'SQLite',
  runner: 'A part of Flowyard',
}

/** The cache of the files that runs fetch. */
export const RUNTIME_CACHE = 'flowyard-runtimes'

const LISTING = 'resources.json'

/**
 * The address under which a file of the site is kept. Its hash is part of it, so that another build's file of the same
 * path is never taken for this one.
 */
export const resourceKey = (base: string, path: string, sha256: string): string => `${base}${path}?${sha256}`

/** The hash of `resources.json` that the build wrote into its pages: so a page keeps to the files it was built with. */
export const readListing = (page: Document): string | undefined =>
  page.querySelector<HTMLMetaElement>('meta[name="flowyard-resources"]')?.content

/**
 * Opens the resources of a site.
 * @param base the address of its root, with a slash at the end
 * @param listing the hash of its `resources.json`; without it the list is taken as the server has it now
 */
export function openResources(base: string, listing?: string, retries: Retries = createRetries()): Resources {
  let manifest: Promise<ResourceManifest> | undefined
  const memory = new Map<string, Blob>()
  const parts = new Map<string, Part>()

  const readManifest = (): Promise<ResourceManifest> => {
    manifest ??= fetchManifest(base, listing).catch(error => {
      manifest = undefined
      throw error
    })
    return manifest
  }

  const find = async (path: string): Promise<Blob | undefined> =>
    memory.get(path) ?? (await (await findKept(await keyOf(path)))?.blob())

  const keyOf = async (path: string): Promise<string> => keyIn(await readManifest(), path)
  const keyIn = (files: ResourceManifest, path: string): string => resourceKey(base, path, files[path]?.sha256 ?? '')

  const keep = async (path: string, blob: Blob): Promise<void> => {
    const cache = await openCache()
    if (!cache) throw new Error('This browser keeps no files for this site.')
    await cache.put(await keyOf(path), new Response(blob))
  }

  const fetchFile = async (path: string, signal: AbortSignal, listener?: ResourceListener) => {
    const entry = (await readManifest())[path]
    if (!entry) throw new ResourceUnavailable(path, 'this build does not have it')
    const blob = await download(path, entry, signal, listener)
    const bytes = await blob.arrayBuffer()
    await checkHash(path, bytes, entry.sha256)
    return { blob, bytes }
  }

  const load: Resources['load'] = async (path, signal, listener) => {
    signal.throwIfAborted()
    const kept = await find(path)
    if (kept) {
      listener?.(kept.size, kept.size)
      return kept.arrayBuffer()
    }
    const { blob, bytes } = await fetchFile(path, signal, listener)
    await keep(path, blob).catch(() => memory.set(path, blob))
    return bytes
  }

  const isHere = async (path: string): Promise<boolean> => (await find(path)) !== undefined

  const save: Resources['save'] = async (path, signal, listener) => {
    signal.throwIfAborted()
    if (await findKept(await keyOf(path))) return
    const { blob } = await fetchFile(path, signal, listener)
    await keep(path, blob)
  }

  /** Goes on where an earlier try of this worker broke off. */
  const download = async (
    path: string,
    entry: ResourceEntry,
    signal: AbortSignal,
    listener: ResourceListener | undefined,
  ): Promise<Blob> => {
    const part = parts.get(path) ?? emptyPart()
    parts.delete(path)
    try {
      const { response, body } = await receive(await keyOf(path), {
        signal,
        retries,
        part,
        onBytes: (received, { ok }) => {
          if (ok) listener?.(received, entry.bytes)
        },
      })
      if (response.ok) return body
      part.chunks = []
      part.received = 0
      throw new Error(`the server answered ${response.status}`)
    } catch (error) {
      parts.set(path, part)
      signal.throwIfAborted()
      const reason = error instanceof Error ? error.message : String(error)
      throw new ResourceUnavailable(path, reason, { cause: error, bytes: entry.bytes })
    }
  }

  return { manifest: readManifest, isHere, load, save, retries }
}

/** The list that a page was built with, from this browser where it is; else as the server has it now. */
async function fetchManifest(base: string, listing: string | undefined): Promise<ResourceManifest> {
  const key = listing === undefined ? base + LISTING : resourceKey(base, LISTING, listing)
  const readKept = async (): Promise<ResourceManifest | undefined> => (await findKept(key))?.json()
  const kept = listing === undefined ? undefined : await readKept()
  if (kept) return kept
  try {
    const response = await fetch(key)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    const bytes = await response.arrayBuffer()
    if (listing !== undefined) await checkHash(LISTING, bytes, listing)
    await (await openCache())?.put(key, new Response(bytes.slice(0))).catch(() => undefined)
    return JSON.parse(new TextDecoder().decode(bytes)) as ResourceManifest
  } catch (error) {
    const earlier = await readKept()
    if (earlier) return earlier
    if (error instanceof ResourceUnavailable) throw error
    throw new ResourceUnavailable(LISTING, String(error), { cause: error })
  }
}

async function checkHash(path: string, bytes: ArrayBuffer, expected: string): Promise<void> {
  if ((await sha256(bytes)) === expected) return
  throw new ResourceUnavailable(
    path,
    'its bytes are not those this build was made with. Reload the page: there may be a new version',
  )
}

/** The SHA-256 of bytes, in hexadecimal. */
export async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}

/** A kept file, by whoever it was kept: a run, or the worker that keeps the site. */
async function findKept(key: string): Promise<Response | undefined> {
  if (typeof caches === 'undefined') return undefined
  return caches.match(key).catch(() => undefined)
}

/** Cache Storage, where the browser has it; private windows and plain http may not. */
async function openCache(): Promise<Cache | undefined> {
  if (typeof caches === 'undefined') return undefined
  try {
    return await caches.open(RUNTIME_CACHE)
  } catch {
    return undefined
  }
}
