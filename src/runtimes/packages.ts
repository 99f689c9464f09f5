import { type Resources, ResourceUnavailable } from '../runner'

/** An entry of Pyodide's lock file, as far as we read it. */
export type LockPackage = {
  readonly name: string
  readonly version: string
  readonly file_name: string
  readonly sha256: string
  readonly imports: readonly string[]
  readonly depends: readonly string[]
}

type Lock = { readonly info?: object; readonly packages: Readonly<Record<string, LockPackage>> }

/** Where packages come from that are not vendored; the addresses are settings, so that tests can stand in for them. */
export type PackageSources = {
  /** Folder of Pyodide's own builds, with a slash at the end. */
  readonly pyodide: string
  /** Hosts that micropip may ask while it installs. */
  readonly hosts: readonly string[]
}

/** Python packages: vendored with the site, kept in this browser, Pyodide's builds, the package index. */
export type Packages = {
  /** Packages that come with the site. */
  readonly vendored: () => Promise<Readonly<Record<string, LockPackage>>>
  /** The lock text for the packages asked for: the short one when all of them are vendored, else the whole one. */
  readonly lockFor: (
    names: readonly string[],
    signal: AbortSignal,
  ) => Promise<{ readonly text: string; readonly whole: boolean }>
  /** Answers a fetch of the interpreter while it installs. @throws PackageUnavailable */
  readonly fetch: (url: string, signal: AbortSignal, listener: PackageListener) => Promise<Response>
}

export type PackageListener = (wheel: LockPackage, received: number, total: number | undefined) => void

/** A package could not be had. */
export class PackageUnavailable extends Error {
  override readonly name = 'PackageUnavailable'
}

/** The address under which Pyodide believes its packages to be; see workers/python/boot.ts. */
const NOWHERE = 'https://runtime.invalid/'
const CACHE = 'flowyard-packages'

/** Opens the packages of a site. `version` is Pyodide's. */
export function openPackages(resources: Resources, version: string, sources: PackageSources): Packages {
  let short: Promise<Lock> | undefined
  let whole: Promise<Lock> | undefined
  const untouched = new AbortController().signal

  const readLock = async (path: string): Promise<Lock> =>
    JSON.parse(new TextDecoder().decode(await resources.load(path, untouched))) as Lock
  const shortLock = () => (short ??= forgetting(() => (short = undefined), readLock('wheels/lock.json')))
  const wholeLock = () => (whole ??= forgetting(() => (whole = undefined), mergeLocks()))

  const mergeLocks = async (): Promise<Lock> => {
    const [own, theirs] = await Promise.all([shortLock(), readLock(`pyodide/${version}/pyodide-lock.json`)])
    return { ...theirs, packages: { ...theirs.packages, ...own.packages } }
  }

  const lockFor: Packages['lockFor'] = async names => {
    const own = await shortLock()
    if (names.every(name => Object.hasOwn(own.packages, name))) {
      return { text: JSON.stringify({ info: LOCK_INFO, packages: own.packages }), whole: false }
    }
    return { text: JSON.stringify(await wholeLock()), whole: true }
  }

  const load: Packages['fetch'] = async (url, signal, listener) => {
    if (url.startsWith(NOWHERE)) return loadLocked(url.slice(NOWHERE.length), signal, listener)
    const { hostname } = new URL(url)
    if (!sources.hosts.includes(hostname)) {
      throw new PackageUnavailable(`packages are not fetched from ${hostname}; only from ${sources.hosts.join(', ')}`)
    }
    return fetchKept(url, signal)
  }

  const loadLocked = async (file: string, signal: AbortSignal, listener: PackageListener): Promise<Response> => {
    const own = Object.values((await shortLock()).packages).find(entry => entry.file_name === file)
    if (own) {
      const bytes = await resources.load(`wheels/${file}`, signal, (received, total) => listener(own, received, total))
      return new Response(bytes)
    }
    const entry = Object.values((await wholeLock()).packages).find(other => other.file_name === file)
    if (!entry) throw new PackageUnavailable(`${file} is in no list of packages`)
    const response = await fetchKept(sources.pyodide + file, signal)
    const bytes = await response.arrayBuffer()
    await checkHash(entry, bytes)
    listener(entry, bytes.byteLength, bytes.byteLength)
    return new Response(bytes)
  }

  return { vendored: async () => (await shortLock()).packages, lockFor, fetch: load }
}

const LOCK_INFO = { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' }

function forgetting<T>(forget: () => void, promise: Promise<T>): Promise<T> {
  promise.catch(forget)
  return promise
}

async function checkHash(entry: LockPackage, bytes: ArrayBuffer): Promise<void> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  const found = Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
  if (found === entry.sha256) return
  throw new PackageUnavailable(
    `${entry.file_name} is not what its publisher listed: its hash differs. It was not used.`,
  )
}

/** From this browser when it is here, else from the network; wheels are kept for the next time. */
async function fetchKept(url: string, signal: AbortSignal): Promise<Response> {
  const cache = typeof caches === 'undefined' ? undefined : await caches.open(CACHE).catch(() => undefined)
  const keep = url.endsWith('.whl')
  const kept = keep ? await cache?.match(url) : undefined
  if (kept) return kept
  try {
    const response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (keep && response.ok) await cache?.put(url, response.clone()).catch(() => undefined)
    return response
  } catch (error) {
    signal.throwIfAborted()
    throw new PackageUnavailable(`could not reach ${new URL(url).hostname}`, { cause: error })
  }
}

/** Whether an error says that something could not be had, rather than that something of ours is broken. */
export const isUnavailable = (error: unknown): error is Error =>
  error instanceof PackageUnavailable || error instanceof ResourceUnavailable

/** What people read: `polars 1.33.1`. */
export const packageTitle = (entry: LockPackage): string => `${entry.name} ${entry.version}`
