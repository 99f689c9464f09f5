import { allows, compareVersions, type Requirement, readRequirement } from './requirement'

/** A project as a package index lists it. Source: PEP 691, the simple API as JSON. */
export type IndexProject = { readonly name: string; readonly files: readonly IndexFile[] }
export type IndexFile = { readonly filename: string; readonly url: string; readonly sha256: string | undefined }

/** Reads the answer of an index at `…/simple/NAME/`; undefined where it is another page. */
export function readProject(url: string, body: ArrayBuffer): IndexProject | undefined {
  if (!/\/simple\/[^/]+\/?$/.test(new URL(url).pathname)) return undefined
  try {
    const listing = JSON.parse(new TextDecoder().decode(body)) as Listing
    const files = listing.files.map(file => ({
      filename: file.filename,
      url: new URL(file.url, url).href,
      sha256: file.hashes?.sha256,
    }))
    return { name: listing.name, files }
  } catch {
    return undefined
  }
}

type Listing = {
  readonly name: string
  readonly files: readonly {
    readonly filename: string
    readonly url: string
    readonly hashes?: { readonly sha256?: string }
  }[]
}

/** Why a project has nothing to install for a requirement: no such version, or none that runs in a browser. */
export function explainProject(project: IndexProject, text: string): string {
  const wanted = readRequirement(text)
  const versions = versionsOf(project.files)
  const allowed = versions.filter(version => allows(wanted, version))
  const [newest] = versions
  if (allowed.length === 0) return noVersion(wanted, newest)
  const [other] = versionsOf(project.files.filter(({ filename }) => runsHere(filename)))
  const which = wanted.clauses.length === 0 ? wanted.name : wanted.text
  if (other === undefined) {
    return `${wanted.name} has no build for browsers, so it cannot be installed here. It installs in Kestra.`
  }
  return `${which} has no build for browsers. ${wanted.name} ${other} has: write ${wanted.name}==${other}.`
}

const noVersion = (wanted: Requirement, newest: string | undefined): string =>
  newest === undefined
    ? `${wanted.name} has no files on PyPI.`
    : `No version of ${wanted.name} is ${wanted.clauses.map(({ operator, version }) => operator + version).join(',')}. The newest on PyPI is ${newest}.`

const runsHere = (filename: string): boolean => /-none-any\.whl$|wasm32\.whl$/.test(filename)

/** The versions of these files, the newest first. */
function versionsOf(files: readonly { readonly filename: string }[]): readonly string[] {
  const found = files.flatMap(({ filename }) => {
    const wheel = /^[^-]+-([^-]+)-.+\.whl$/.exec(filename)?.[1]
    const source = /-(\d[^-]*?)(?:\.tar\.(?:gz|bz2)|\.zip)$/.exec(filename)?.[1]
    const version = wheel ?? source
    return version === undefined ? [] : [version]
  })
  return [...new Set(found)].sort((one, other) => compareVersions(other, one))
}
