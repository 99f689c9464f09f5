import type { PyodideAPI } from 'pyodide'
import { type PackParts, packLibraryName, packName } from '../../src/runner'
import type { WorkerGift } from '../../src/runner/protocol'
import { bytesOf } from './boot'

/** What the frame hands to a worker that runs: waited for by name. */
export type Gifts = {
  readonly receive: (gift: WorkerGift) => void
  readonly bytes: (name: string) => Promise<ArrayBuffer>
  readonly module: (name: string) => Promise<WebAssembly.Module>
}

export function createGifts(): Gifts {
  const bytes = createArrivals<ArrayBuffer | Blob>()
  const modules = createArrivals<WebAssembly.Module>()
  return {
    receive: gift => {
      for (const [name, value] of Object.entries(gift.bytes)) bytes.arrive(name, value)
      for (const [name, value] of Object.entries(gift.modules)) modules.arrive(name, value)
    },
    bytes: async name => bytesOf(await bytes.next(name)),
    module: modules.next,
  }
}

function createArrivals<T>() {
  const arrivals = new Map<string, PromiseWithResolvers<T>>()
  const of = (name: string): PromiseWithResolvers<T> => {
    const known = arrivals.get(name) ?? Promise.withResolvers<T>()
    arrivals.set(name, known)
    return known
  }
  return {
    arrive: (name: string, value: T): void => of(name).resolve(value),
    next: (name: string): Promise<T> => of(name).promise,
  }
}

/** The index of a pack; see `make_pack`. Triples are path, place and length. */
type PackIndex = {
  readonly name: string
  readonly code: number
  readonly modules: readonly Part[]
  readonly files: readonly Part[]
  readonly libraries: readonly string[]
}
type Part = readonly [path: string, at: number, size: number]

/** Emscripten's loader of libraries, as far as it is used here. Internal to Pyodide, whose version is pinned. */
type Machine = {
  readonly preloadedWasm: Record<string, unknown>
  readonly loadWebAssemblyModule: (
    module: WebAssembly.Module,
    flags: { readonly loadAsync: true; readonly nodelete: true },
    path: string,
    scope: object,
  ) => Promise<unknown>
}

/** Installs packs: files are laid where packages are, without a copy; code is handed to Python as it was compiled. */
export function createPacks(python: PyodideAPI, gifts: Gifts) {
  const used = new Set<string>()
  const machine = (python as unknown as { readonly _module: Machine })._module

  const install = async (pack: string, bytes: ArrayBuffer): Promise<void> => {
    const length = new DataView(bytes).getUint32(0, true)
    const index = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as PackIndex
    const module = python.pyimport('flowyard_pack')
    const site: string = module.SITE
    const code = new Uint8Array(bytes, 4 + length, index.code)
    const files = new Uint8Array(bytes, 4 + length + index.code)
    layFiles(python.FS, site, index.files, files)
    for (const path of index.libraries) {
      const file = `${site}/${path}`
      makeFolder(python.FS, file)
      python.FS.writeFile(file, new Uint8Array(0))
      const library = await gifts.module(packLibraryName(pack, path))
      const flags = { loadAsync: true, nodelete: true } as const
      machine.preloadedWasm[file] = await machine.loadWebAssemblyModule(library, flags, file, {})
    }
    module.register_pack(JSON.stringify(index.modules), code)
    module.destroy()
    if (index.name !== '') Object.assign(python.loadedPackages, { [index.name]: 'pack' })
    used.add(pack)
  }

  return {
    install: async (packs: readonly string[]): Promise<void> => {
      const fresh = packs.filter(pack => !used.has(pack))
      const contents = await Promise.all(fresh.map(async pack => [pack, await gifts.bytes(packName(pack))] as const))
      for (const [pack, bytes] of contents) await install(pack, bytes)
    },
  }
}

type Files = PyodideAPI['FS']

function layFiles(fs: Files, site: string, parts: readonly Part[], body: Uint8Array): void {
  const made = new Set<string>()
  for (const [path, at, size] of parts) {
    const file = `${site}/${path}`
    const folder = file.slice(0, file.lastIndexOf('/'))
    if (!made.has(folder)) makeFolder(fs, file)
    made.add(folder)
    fs.writeFile(file, body.subarray(at, at + size), { canOwn: true })
  }
}

const makeFolder = (fs: Files, file: string): void => fs.mkdirTree(file.slice(0, file.lastIndexOf('/')))

/** In the trusted zone: the pack of a wheel; undefined where none can be made of it. */
export function makePack(python: PyodideAPI, wheel: ArrayBuffer): PackParts | undefined {
  const make = python.pyimport('flowyard_pack').make_pack
  const made = make(new Uint8Array(wheel))
  try {
    if (made === undefined) return undefined
    const [content, libraries] = made.toJs({ depth: -1 }) as [Uint8Array, [string, Uint8Array][]]
    return {
      content: bufferOf(content),
      libraries: libraries.map(([path, bytes]) => ({ path, bytes: bufferOf(bytes) })),
    }
  } finally {
    made?.destroy()
    make.destroy()
  }
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
