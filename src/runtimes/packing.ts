import { decideOn } from './installer'
import { NOWHERE, type Packages, type Wheel } from './packages'
import type { Packs } from './packs'
import type { PythonWorker } from './pythonWorker'

/** What is to be installed: names of the lock, and wheels of a package index. */
type Wanted = { readonly packages: readonly string[]; readonly wheels: readonly Wheel[] }

/** What an interpreter takes from packs, and what is still to be installed without. */
export type Given = Wanted & { readonly packs: readonly string[] }

/**
 * Whether packs hold all that these installations came to before, so that nothing is looked up or unpacked.
 * @param groups the requirements of each `pip install`
 */
export async function arePacked(
  packs: Packs | undefined,
  packages: Packages,
  groups: readonly (readonly string[])[],
): Promise<boolean> {
  if (!packs) return false
  const isPacked = async (texts: readonly string[]): Promise<boolean> => {
    const installation = await decideOn(packages, texts, () => undefined)
    const locked = await packages.closure(installation.packages)
    const sums = [...locked, ...installation.wheels].map(({ sha256 }) => sha256)
    const found = await Promise.all(sums.map(packs.find))
    return installation.requirements.length === 0 && found.every(pack => pack !== undefined)
  }
  const answers = await Promise.all(groups.map(texts => isPacked(texts).catch(() => false)))
  return answers.every(Boolean)
}

/**
 * Hands an interpreter the packs of what it is to install, with all that this depends on. What has none is noted, so
 * that it is made later.
 */
export async function givePacks(
  worker: Pick<PythonWorker, 'give'>,
  packs: Packs | undefined,
  packages: Packages,
  { packages: names, wheels }: Wanted,
): Promise<Given> {
  if (!packs) return { packs: [], packages: names, wheels }
  const fetched = async (url: string): Promise<ArrayBuffer> =>
    (await packages.fetch(url, new AbortController().signal, () => undefined)).body
  const give = async ({ sha256, url }: Wheel): Promise<boolean> => {
    const pack = await packs.find(sha256)
    const given = pack !== undefined && (await arrives(worker.give(pack)))
    if (!given) packs.want(sha256, () => fetched(url))
    return given
  }
  const locked = (await packages.closure(names)).map(entry => ({
    name: entry.name,
    wheel: { url: NOWHERE + entry.file_name, sha256: entry.sha256 },
  }))
  const [fromLock, fromIndex] = await Promise.all([
    Promise.all(locked.map(({ wheel }) => give(wheel))),
    Promise.all(wheels.map(give)),
  ])
  const given = locked.filter((_, at) => fromLock[at])
  return {
    packs: [...given.map(({ wheel }) => wheel.sha256), ...wheels.filter((_, at) => fromIndex[at]).map(w => w.sha256)],
    packages: names.filter(name => !given.some(entry => entry.name === name)),
    wheels: wheels.filter((_, at) => !fromIndex[at]),
  }
}

/** A pack may be gone from this browser between two looks: then its wheel is unpacked. */
const arrives = (giving: Promise<void>): Promise<boolean> =>
  giving.then(
    () => true,
    () => false,
  )
