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

const CACHE = 'flowyard-runtimes'

/** Opens the resources of a site; `base` is the address of its root, with a slash at the end. */
export function openResources(base: string, retries: Retries = createRetries()): Resources {
  let manifest: Promise<ResourceManifest> | undefined
  const memory = new Map<string, Blob>()
  const parts = new Map<string, Part>()

  const readManifest = (): Promise<ResourceManifest> => {
    manifest ??= fetchManifest(base).catch(error => {
      manifest = undefined
      throw error
    })
    return manifest
  }

  const find = async (path: string): Promise<Blob | undefined> => {
    const kept = memory.get(path)
    if (kept) return kept
    const response = await (await openCache())?.match(await keyOf(path))
    return response?.blob()
  }

  /** The hash is part of the key, so that another build's file of the same path is never taken for this one. */
  const keyOf = async (path: string): Promise<string> => `${base}${path}?${(await readManifest())[path]?.sha256 ?? ''}`

  const keep = async (path: string, blob: Blob): Promise<void> => {
    const cache = await openCache()
    try {
      if (!cache) throw new Error('no cache here')
      await cache.put(await keyOf(path), new Response(blob))
    } catch {
      memory.set(path, blob)
    }
  }

  const load: Resources['load'] = async (path, signal, listener) => {
    signal.throwIfAborted()
    const entry = (await readManifest())[path]
    if (!entry) throw new ResourceUnavailable(path, 'this build does not have it')
    const kept = await find(path)
    if (kept) {
      listener?.(entry.bytes, entry.bytes)
      return kept.arrayBuffer()
    }
    const blob = await download(path, entry, signal, listener)
    const bytes = await blob.arrayBuffer()
    await checkHash(path, bytes, entry)
    await keep(path, blob)
    return bytes
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
      const { response, body } = await receive(base + path, {
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

  return { manifest: readManifest, isHere: async path => (await find(path)) !== undefined, load, retries }
}

async function fetchManifest(base: string): Promise<ResourceManifest> {
  const path = 'resources.json'
  const cache = await openCache()
  try {
    const response = await fetch(base + path)
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    await cache?.put(base + path, response.clone())
    return (await response.json()) as ResourceManifest
  } catch (error) {
    const kept = await cache?.match(base + path)
    if (kept) return (await kept.json()) as ResourceManifest
    throw new ResourceUnavailable(path, String(error), { cause: error })
  }
}

async function checkHash(path: string, bytes: ArrayBuffer, expected: ResourceEntry): Promise<void> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  const found = Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
  if (found !== expected.sha256) throw new ResourceUnavailable(path, 'its bytes are not those this build was made with')
}

/** Cache Storage, where the browser has it; private windows and plain http may not. */
async function openCache(): Promise<Cache | undefined> {
  if (typeof caches === 'undefined') return undefined
  try {
    return await caches.open(CACHE)
  } catch {
    return undefined
  }
}
