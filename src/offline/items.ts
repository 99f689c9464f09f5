/** What the reader sees as one thing that is kept: a runtime, a package, the app. */
export type KeptKind = 'app' | 'lessons' | 'runtime' | 'package' | 'extension'

export type KeptItem = {
  readonly id: string
  readonly kind: KeptKind
  readonly title: string
  /** Bytes that are here, and that there are. */
  readonly kept: number
  readonly bytes: number
}

/** A file in a cache of this browser, or one that may be put there. */
export type OfflineFile = {
  /** Path below the site's root, or the address it came from. */
  readonly path: string
  /** The key it is kept under, and in which cache. */
  readonly key: string
  readonly cache: string
  readonly bytes: number
  readonly isHere: boolean
}

/** Names of the runtimes, with their versions, as people read them. */
export type RuntimeTitles = { readonly pyodide: string; readonly duckdb: string }

type Owner = Pick<KeptItem, 'id' | 'kind' | 'title'>

/** Puts files together to the things that they belong to, in the order in which they are listed. */
export function itemsOf(files: readonly OfflineFile[], titles: RuntimeTitles): readonly KeptItem[] {
  const items = new Map<string, KeptItem>()
  for (const file of files) {
    const owner = ownerOf(file.path, titles)
    const item = items.get(owner.id) ?? { ...owner, kept: 0, bytes: 0 }
    items.set(owner.id, {
      ...item,
      kept: item.kept + (file.isHere ? file.bytes : 0),
      bytes: item.bytes + file.bytes,
    })
  }
  return [...items.values()].sort(
    (one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind) || one.title.localeCompare(other.title),
  )
}

const ORDER: readonly KeptKind[] = ['app', 'lessons', 'runtime', 'package', 'extension']

/** The thing that a file belongs to. */
export function ownerOf(path: string, titles: RuntimeTitles): Owner {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const extension = /^(\w+)\.duckdb_extension\.wasm$/.exec(name)?.[1]
  if (extension) return { id: `extension:${extension}`, kind: 'extension', title: `DuckDB ${extension}` }
  const wheel = /^([^-]+)-([^-]+)-.*\.whl$/.exec(name)
  if (wheel) {
    const [, project = '', version = ''] = wheel
    const title = project.toLowerCase().replaceAll(/[-_.]+/g, '-')
    return { id: `package:${title}`, kind: 'package', title: `${title} ${version}` }
  }
  if (path.startsWith('pyodide/')) return { id: 'pyodide', kind: 'runtime', title: titles.pyodide }
  if (path.startsWith('duckdb/')) return { id: 'duckdb', kind: 'runtime', title: titles.duckdb }
  if (/^assets\/sql(?:ite|-wasm)/.test(path)) return { id: 'sqlite', kind: 'runtime', title: 'SQLite' }
  if (/^assets\/lessons-/.test(path)) return { id: 'lessons', kind: 'lessons', title: 'Lessons' }
  return { id: 'app', kind: 'app', title: 'The app' }
}
