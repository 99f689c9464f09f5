import { type Resources, ResourceUnavailable } from '../runner'
import { DownloadFailed, keepingFetch, type Loaded, type PackageListener, PackageUnavailable } from './packageFiles'
import { readRequirement } from './requirement'

/** An entry of Pyodide's lock file, as far as we read it. */
export type LockPackage = {
  readonly name: string
  readonly version: string
  readonly file_name: string
  readonly sha256: string
  readonly imports: readonly string[]
  readonly depends: readonly string[]
}

export type LockPackages = Readonly<Record<string, LockPackage>>
type Lock = { readonly info?: object; readonly packages: LockPackages }

/** Where packages come from that are not vendored; the addresses are settings, so that tests can stand in for them. */
export type PackageSources = {
  /** Folder of Pyodide's own builds, with a slash at the end. */
  readonly pyodide: string
  /** Hosts that micropip may ask while it installs. */
  readonly hosts: readonly string[]
}

/** A wheel that an installation took from a package index. */
export type Wheel = { readonly url: string; readonly sha256: string }

/** What a list of requirements came to: packages of the lock by name, and wheels from a package index. */
export type Resolution = { readonly packages: readonly string[]; readonly wheels: readonly Wheel[] }

/** Python packages: vendored with the site, kept in this browser, Pyodide's builds, the package index. */
export type Packages = {
  /** Packages that come with the site. */
  readonly vendored: () => Promise<LockPackages>
  /** Those and all that Pyodide builds. */
  readonly all: () => Promise<LockPackages>
  /** These packages of the lock and all that they depend on, what is needed first coming first. */
  readonly closure: (names: readonly string[]) => Promise<readonly LockPackage[]>
  /** The lock text for these packages: the short one when all of them are vendored, else the whole one. */
  readonly lockFor: (names: readonly string[]) => Promise<{ readonly text: string; readonly whole: boolean }>
  /**
   * Answers a fetch of the interpreter while it installs. @param sha256 what a package index says of the file
   * @throws PackageUnavailable
   */
  readonly fetch: (url: string, signal: AbortSignal, listener: PackageListener, sha256?: string) => Promise<Loaded>
  /** What these requirements came to the last time, when every wheel of it is still in this browser. */
  readonly kept: (requirements: readonly string[]) => Promise<Resolution | undefined>
  readonly keep: (requirements: readonly string[], resolution: Resolution) => Promise<void>
  /** Whether a package and all that it needs are in this browser, so that it installs without a network. */
  readonly isHere: (name: string) => Promise<boolean>
}

/** The address under which Pyodide believes its packages to be; see workers/python/boot.ts. */
export const NOWHERE = 'https://runtime.invalid/'

/** Opens the packages of a site. `version` is Pyodide's. */
export function openPackages(resources: Resources, version: string, sources: PackageSources): Packages {
  let short: Promise<Lock> | undefined
  let whole: Promise<Lock> | undefined
  const untouched = new AbortController().signal
  const files = keepingFetch(resources.retries)

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

  const closure: Packages['closure'] = async names => {
    const vendored = (await shortLock()).packages
    const lock = names.every(name => Object.hasOwn(vendored, name)) ? vendored : (await wholeLock()).packages
    const found = new Map<string, LockPackage>()
    const add = (name: string): void => {
      const entry = Object.hasOwn(lock, name) ? lock[name] : undefined
      if (!entry || found.has(name)) return
      for (const needed of entry.depends) add(needed)
      found.set(name, entry)
    }
    for (const name of names) add(name)
    return [...found.values()]
  }

  const load: Packages['fetch'] = async (url, signal, listener, expected) => {
    if (url.startsWith(NOWHERE)) return loadLocked(url.slice(NOWHERE.length), signal, listener)
    const { hostname, origin } = new URL(url)
    if (!sources.hosts.includes(hostname) && !sources.hosts.includes(origin)) {
      throw new PackageUnavailable(`packages are not fetched from ${hostname}; only from ${sources.hosts.join(', ')}`)
    }
    return files.load(url, signal, listener, expected)
  }

  const loadLocked = async (file: string, signal: AbortSignal, listener: PackageListener): Promise<Loaded> => {
    const own = Object.values((await shortLock()).packages).find(entry => entry.file_name === file)
    if (own) {
      const body = await resources.load(`wheels/${file}`, signal, (received, total) =>
        listener({ name: own.name, title: packageTitle(own), received, total }),
      )
      return { status: 200, headers: [], body }
    }
    const entry = Object.values((await wholeLock()).packages).find(other => other.file_name === file)
    if (!entry) throw new PackageUnavailable(`${file} is in no list of packages`)
    const title = packageTitle(entry)
    const url = sources.pyodide + file
    const tell: PackageListener = progress => listener({ ...progress, name: entry.name, title })
    const failed = (reason: string, cause?: unknown): DownloadFailed =>
      new DownloadFailed(`${title} did not download: ${reason}`, { cause })
    const answer = await files.load(url, signal, tell, entry.sha256).catch(error => {
      throw error instanceof DownloadFailed ? failed(error.message, error) : error
    })
    if (answer.status >= 400) throw failed(`${new URL(url).hostname} answered ${answer.status}`)
    return answer
  }

  const kept: Packages['kept'] = async requirements => {
    const resolution = (await files.readNote(noteName(version, requirements))) as Resolution | undefined
    if (!resolution || resolution.packages.length + resolution.wheels.length === 0) return undefined
    const here = await Promise.all(resolution.wheels.map(({ url }) => files.has(url)))
    return here.every(Boolean) ? resolution : undefined
  }

  const isHere: Packages['isHere'] = async name => {
    const { packages: own } = await shortLock()
    const wholePath = `pyodide/${version}/pyodide-lock.json`
    const isOwn = Object.hasOwn(own, name)
    const lock = isOwn || !(await resources.isHere(wholePath)) ? own : (await wholeLock()).packages
    if (!Object.hasOwn(lock, name)) return (await keptRequirements()).includes(name)
    const wanted = [...withNeeds(name, lock)].map(each => lock[each])
    const here = await Promise.all(
      wanted.map(entry => {
        if (entry === undefined) return false
        const file = entry.file_name
        return Object.hasOwn(own, entry.name) ? resources.isHere(`wheels/${file}`) : files.has(sources.pyodide + file)
      }),
    )
    return here.every(Boolean)
  }

  /** Names of the packages that came from the package index once and still are here with all their wheels. */
  const keptRequirements = async (): Promise<readonly string[]> => {
    const start = noteName(version, [])
    const lists = (await files.notes(start)).map(note => note.slice(start.length).split(' '))
    const here = await Promise.all(lists.map(async list => ((await kept(list)) ? list : [])))
    return here.flat().map(text => readRequirement(text).name)
  }

  return {
    vendored: async () => (await shortLock()).packages,
    all: async () => (await wholeLock()).packages,
    closure,
    lockFor,
    fetch: load,
    kept,
    keep: (requirements, resolution) => files.writeNote(noteName(version, requirements), resolution),
    isHere,
  }
}

/** A package and everything that it needs, by the names in the lock. */
function withNeeds(name: string, lock: LockPackages, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(name)) return found
  found.add(name)
  for (const need of lock[name]?.depends ?? []) withNeeds(need, lock, found)
  return found
}

const noteName = (version: string, requirements: readonly string[]): string =>
  `resolved/${version}/${[...requirements]
    .map(text => text.replace(/\s+/g, ''))
    .sort()
    .join(' ')}`

const LOCK_INFO = { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' }

function forgetting<T>(forget: () => void, promise: Promise<T>): Promise<T> {
  promise.catch(forget)
  return promise
}

/** Whether an error says that bytes did not come, so that another try may well do. */
export const isDownloadError = (error: unknown): error is Error =>
  error instanceof DownloadFailed || error instanceof ResourceUnavailable

/** What people read: `polars 1.33.1`. */
export const packageTitle = (entry: LockPackage): string => `${entry.name} ${entry.version}`

export { PackageUnavailable }
