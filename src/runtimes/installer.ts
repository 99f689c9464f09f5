import { distance } from 'fastest-levenshtein'
import { sha256 } from '../runner'
import { type Loaded, type PackageListener, PackageUnavailable } from './packageFiles'
import { explainProject, type IndexProject, readProject } from './packageIndex'
import { type LockPackage, type LockPackages, NOWHERE, type Packages, packageTitle, type Wheel } from './packages'
import { allows, packageName, type Requirement, readRequirement } from './requirement'
import type { JobListener } from './runtimes'

/** What an interpreter is told to install: names of the lock, requirements for micropip, wheels as they are. */
export type Installation = {
  readonly packages: readonly string[]
  readonly requirements: readonly string[]
  readonly wheels: readonly Wheel[]
}

/** Modules that every script has without installing them. */
const BUILT_IN: ReadonlySet<string> = new Set(['kestra', 'kestra-libs', 'pip', 'setuptools', 'wheel', 'uv', 'pyodide'])

/**
 * Decides how requirements are installed, in this order: with the site, kept in this browser, Pyodide's builds, the
 * package index. One for each job.
 */
export function createInstaller(packages: Packages, listener: JobListener, taskId: string, signal: AbortSignal) {
  let wheels: Wheel[] = []
  let others: readonly string[] = []
  const projects = new Map<string, IndexProject>()

  /** @throws PackageUnavailable with what to tell the person */
  const decide = async (texts: readonly string[]): Promise<Installation> => {
    wheels = []
    const installation = await decideOn(packages, texts, listener.note)
    others = installation.requirements
    return installation
  }

  /** The bytes of a wheel that was installed before. @throws PackageUnavailable when they are not the same any more */
  const load = async ({ url, sha256: expected }: Wheel): Promise<ArrayBuffer> => {
    const { body } = await packages.fetch(url, signal, () => undefined)
    if ((await sha256(body)) !== expected) {
      throw new PackageUnavailable(
        `${fileOf(url)} is not what was installed before: its hash differs. It was not used.`,
      )
    }
    return body
  }

  /** Answers a fetch of the interpreter while it installs, and remembers the wheels. */
  const answer = async (url: string, purpose: string | undefined): Promise<Loaded> => {
    const tell: PackageListener = ({ name, title, received, total }) =>
      listener.progress({
        id: `package:${name}`,
        title,
        taskId,
        phase: received === total ? 'ready' : 'downloading',
        received,
        ...(purpose === undefined ? {} : { purpose: `asked for by ${purpose}` }),
        ...(total === undefined ? {} : { total }),
      })
    const listed = [...projects.values()].flatMap(({ files }) => files).find(file => file.url === url)
    const loaded = await packages.fetch(url, signal, tell, listed?.sha256)
    const project = loaded.status === 200 ? readProject(url, loaded.body) : undefined
    if (project) projects.set(packageName(project.name), project)
    if (url.endsWith('.whl') && loaded.status === 200) {
      wheels.push({ url, sha256: await sha256(loaded.body) })
    }
    return loaded
  }

  /** Keeps what the package index was asked for, so that the same requirements need no network the next time. */
  const keep = async (): Promise<void> => {
    if (others.length === 0) return
    const fromIndex = wheels.filter(({ url }) => !url.startsWith(NOWHERE))
    if (fromIndex.some(({ url }) => !url.endsWith('-none-any.whl'))) return
    const lock = await packages.all()
    const fromLock = wheels
      .filter(({ url }) => url.startsWith(NOWHERE))
      .flatMap(({ url }) => Object.values(lock).filter(entry => entry.file_name === fileOf(url)))
      .map(({ name }) => name)
      .filter(name => name !== 'micropip' && name !== 'packaging')
    await packages.keep(others, { packages: fromLock, wheels: fromIndex })
  }

  /** What to tell of an installation that failed, from the error that was printed. */
  const explain = (error: string, requirements: readonly string[]): Promise<string> =>
    explainFailure(error, requirements, packages, projects)

  return { decide, load, answer, keep, explain }
}

/** What requirements come to. @throws PackageUnavailable */
export async function decideOn(
  packages: Packages,
  texts: readonly string[],
  note: JobListener['note'],
): Promise<Installation> {
  const wanted = texts.map(readRequirement).filter(({ name }) => !BUILT_IN.has(name))
  const vendored = await packages.vendored()
  const lock = wanted.every(({ name }) => Object.hasOwn(vendored, name)) ? vendored : await packages.all()
  const direct = wanted.filter(each => isDirect(each, lock, note))
  const others = wanted.filter(each => !direct.includes(each)).map(({ text }) => text)
  const names = direct.map(({ name }) => name)
  const kept = others.length === 0 ? undefined : await packages.kept(others)
  return kept
    ? { packages: [...names, ...kept.packages], requirements: [], wheels: kept.wheels }
    : { packages: names, requirements: others, wheels: [] }
}

const fileOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1)

const isPure = ({ file_name }: LockPackage): boolean => file_name.endsWith('-none-any.whl')

/**
 * Whether a requirement is met by the lock. A version that has no build for browsers is replaced by the one that has,
 * with a note, when it was named exactly. @throws PackageUnavailable when no version allowed has one
 */
function isDirect(wanted: Requirement, lock: LockPackages, note: JobListener['note']): boolean {
  const entry = Object.hasOwn(lock, wanted.name) ? lock[wanted.name] : undefined
  if (!entry || wanted.marker !== undefined || wanted.url !== undefined) return false
  if (allows(wanted, entry.version)) return true
  if (isPure(entry)) return false
  const [clause] = wanted.clauses
  if (wanted.clauses.length === 1 && clause?.operator === '==') {
    note('WARN', `${wanted.name} ${clause.version} has no build for browsers; ${packageTitle(entry)} is used instead.`)
    return true
  }
  throw new PackageUnavailable(`No build of ${wanted.text} for browsers; there is ${packageTitle(entry)} only.`)
}

/** What to tell of an installation that failed, from the error that micropip or the loader printed. */
export async function explainFailure(
  error: string,
  requirements: readonly string[],
  packages: Packages,
  projects: ReadonlyMap<string, IndexProject> = new Map(),
): Promise<string> {
  const text = /for '([^']+)'/.exec(error)?.[1] ?? requirements[0] ?? ''
  const { name } = readRequirement(text)
  const [told] = /\S+ is not what its publisher listed: .*/.exec(error) ?? []
  if (told) return told
  if (/Can't fetch metadata|404|Not Found/i.test(error)) {
    const near = nearestName(name, Object.keys(await packages.all().catch(() => packages.vendored())))
    return `No package named ${name} on PyPI.${near === undefined ? '' : ` Did you mean ${near}?`}`
  }
  if (/pure Python 3 wheel|No pure|emscripten/i.test(error)) {
    const project = projects.get(name)
    if (project) return explainProject(project, text)
    return `${name} has no build for browsers, so it cannot be installed here. It installs in Kestra.`
  }
  const [, host] = /could not reach (\S+)/.exec(error) ?? []
  if (host) return `${requirements.join(', ')} did not download: could not reach ${host}. Nothing is lost; try again.`
  return error.trim().split('\n').at(-1) ?? error
}

function nearestName(name: string, names: readonly string[]): string | undefined {
  const [near] = names
    .map(other => ({ other, far: distance(name, other) }))
    .filter(({ far }) => far <= Math.max(1, Math.floor(name.length / 4)))
    .sort((one, other) => one.far - other.far)
  return near?.other
}
