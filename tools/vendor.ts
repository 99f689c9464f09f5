import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { packageName } from '../src/runtimes/requirement'
import { readWheel } from './vendor/wheel'

/**
 * `npm run vendor`: fetches the pure wheels that come with the site from PyPI, with pip, and writes the lock that
 * names every wheel here with its hash. Wheels that are here already are kept. Run it after changing a version.
 *
 * `npm run vendor -- python PACKAGE…` adds packages: Pyodide's own builds where it has them, else pure wheels of PyPI;
 * with all that they need.
 * `npm run vendor -- duckdb EXTENSION…` adds extensions of DuckDB. Both take `--from FOLDER`, a folder that has the
 * publisher's files, and print the hash and licence of what they add.
 */
const PUBLIC = fileURLToPath(new URL('../public/', import.meta.url))
const WHEELS_FOLDER = `${PUBLIC}wheels/`
const LOCK = `${WHEELS_FOLDER}lock.json`
const PYODIDE_SERVER = 'https://cdn.jsdelivr.net/pyodide/v314.0.7/full/'
const EXTENSION_SERVER = 'https://extensions.duckdb.org/'
/** The engine that the DuckDB-WASM of this build carries. */
const ENGINE = 'v1.4.3'

type LockEntry = {
  readonly name: string
  readonly version: string
  readonly file_name: string
  readonly install_dir: string
  readonly sha256: string
  readonly package_type: string
  readonly imports: readonly string[]
  readonly depends: readonly string[]
  readonly unvendored_tests: boolean
}
type Lock = { readonly packages: Readonly<Record<string, LockEntry>> }

type Wheel = {
  readonly version: string
  readonly imports: readonly string[]
  readonly depends: readonly string[]
  /** Built by us (tools/polars-wheel), on no registry. */
  readonly own?: true
}

const WHEELS: Readonly<Record<string, Wheel>> = {
  polars: { version: '1.33.1', imports: ['polars'], depends: [], own: true },
  micropip: { version: '0.11.1', imports: ['micropip'], depends: ['packaging'] },
  packaging: { version: '26.1', imports: ['packaging'], depends: [] },
  requests: {
    version: '2.34.2',
    imports: ['requests'],
    depends: ['charset-normalizer', 'idna', 'urllib3', 'certifi'],
  },
  urllib3: { version: '2.8.0', imports: ['urllib3'], depends: [] },
  idna: { version: '3.20', imports: ['idna'], depends: [] },
  certifi: { version: '2026.10.19.post1', imports: ['certifi'], depends: [] },
  tzdata: { version: '2026.6', imports: ['tzdata'], depends: [] },
  'charset-normalizer': { version: '3.5.2', imports: ['charset_normalizer'], depends: [] },
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { from: { type: 'string' } } })
  const [what, ...names] = positionals
  mkdirSync(WHEELS_FOLDER, { recursive: true })
  if (what === undefined) vendorWheels()
  else if (what === 'python' && names.length > 0) await addPackages(names, values.from)
  else if (what === 'duckdb' && names.length > 0) await addExtensions(names, values.from)
  else throw new Error('Usage: npm run vendor [-- python PACKAGE… | duckdb EXTENSION…] [--from FOLDER]')
}

function vendorWheels(): void {
  for (const [name, wheel] of Object.entries(WHEELS)) if (!fileOf(name, wheel.version)) fetchWheel(name, wheel)
  const own = Object.entries(WHEELS).map(([name, wheel]) => [name, wheelEntry(name, wheel)] as const)
  const added = Object.entries(readLock().packages).filter(([name]) => !Object.hasOwn(WHEELS, name))
  writeLock(Object.fromEntries([...own, ...added]))
}

function fetchWheel(name: string, wheel: Wheel): void {
  if (wheel.own) throw new Error(`${name} ${wheel.version} is not in public/wheels; tools/${name}-wheel builds it`)
  downloadPure(`${name}==${wheel.version}`)
}

/** A pure wheel of PyPI, by pip. */
function downloadPure(requirement: string): void {
  const pure = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--python-version', '3.14']
  const options = ['--quiet', '--no-deps', '--only-binary=:all:', ...pure, '-d', WHEELS_FOLDER]
  execFileSync('python3', ['-m', 'pip', 'download', ...options, requirement], { stdio: 'inherit' })
}

function fileOf(name: string, version: string): string | undefined {
  const start = `${name.replaceAll('-', '_')}-${version}-`.toLowerCase()
  return readdirSync(WHEELS_FOLDER).find(file => file.toLowerCase().startsWith(start) && file.endsWith('.whl'))
}

function wheelEntry(name: string, wheel: Wheel): LockEntry {
  const file = fileOf(name, wheel.version)
  if (!file) throw new Error(`${name} ${wheel.version} did not come as a pure wheel`)
  return lockEntry(name, wheel, file)
}

const lockEntry = (name: string, wheel: Pick<Wheel, 'version' | 'imports' | 'depends'>, file: string): LockEntry => ({
  name,
  version: wheel.version,
  file_name: file,
  install_dir: 'site',
  sha256: hashOf(readFileSync(WHEELS_FOLDER + file)),
  package_type: 'package',
  imports: wheel.imports,
  depends: wheel.depends,
  unvendored_tests: false,
})

/** Adds packages with all that they need: from Pyodide's list where they are in it, else from PyPI. */
async function addPackages(names: readonly string[], from: string | undefined): Promise<void> {
  const require = createRequire(import.meta.url)
  const theirs = JSON.parse(readFileSync(require.resolve('pyodide/pyodide-lock.json'), 'utf8')) as Lock
  const added: Record<string, LockEntry> = { ...readLock().packages }
  const waiting = [...names]
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (Object.hasOwn(added, name)) continue
    const entry = theirs.packages[name]
    if (entry) {
      await bring(
        entry.file_name,
        PYODIDE_SERVER + entry.file_name,
        `${WHEELS_FOLDER}${entry.file_name}`,
        from,
        entry.sha256,
      )
      added[name] = entry
      waiting.push(...entry.depends)
    } else {
      const pure = addPure(name, from)
      added[name] = pure
      waiting.push(...pure.depends)
    }
    report(`${name} ${added[name]?.version}`, `${WHEELS_FOLDER}${added[name]?.file_name}`)
  }
  writeLock(added)
}

function addPure(name: string, from: string | undefined): LockEntry {
  if (from === undefined) downloadPure(name)
  else {
    const given = wheelOf(name, from)
    if (!given) throw new Error(`There is no wheel of ${name} in ${from}`)
    copyFileSync(`${from}/${given}`, WHEELS_FOLDER + given)
  }
  const file = wheelOf(name, WHEELS_FOLDER)
  if (!file) throw new Error(`${name} has no pure wheel on PyPI`)
  return lockEntry(name, readWheel(readFileSync(WHEELS_FOLDER + file)), file)
}

/** The file of a package's wheel in a folder, of any version. */
const wheelOf = (name: string, folder: string): string | undefined =>
  readdirSync(folder).find(
    file => file.endsWith('.whl') && packageName(file.slice(0, file.indexOf('-'))) === packageName(name),
  )

async function addExtensions(names: readonly string[], from: string | undefined): Promise<void> {
  for (const name of names) {
    const path = `${ENGINE}/wasm_eh/${name}.duckdb_extension.wasm`
    const target = `${PUBLIC}extensions/${path}`
    mkdirSync(target.slice(0, target.lastIndexOf('/')), { recursive: true })
    await bring(`${name}.duckdb_extension.wasm`, EXTENSION_SERVER + path, target, from)
    if (!readFileSync(target).subarray(0, 4).equals(Buffer.from('\0asm')))
      throw new Error(`${target} is no WebAssembly: take it away and try again`)
    report(`DuckDB ${name}, MIT (DuckDB signs it and checks the signature when it loads it)`, target)
  }
}

/** A file of a publisher: from a folder that has it, else from its server; checked where its hash is published. */
async function bring(
  name: string,
  url: string,
  target: string,
  from: string | undefined,
  expected?: string,
): Promise<void> {
  if (!existsSync(target))
    writeFileSync(target, from === undefined ? await download(url) : readFileSync(`${from}/${name}`))
  if (expected === undefined || hashOf(readFileSync(target)) === expected) return
  throw new Error(`${target} is not what its publisher listed: its hash differs. Take it away and try again.`)
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new Error(`${url} could not be reached; --from FOLDER takes a folder that has the file`, { cause: error })
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

function report(title: string, path: string): void {
  const bytes = readFileSync(path)
  const licence = path.endsWith('.whl') ? licenceOf(bytes) : ''
  process.stdout.write(`${title}${licence}\n  ${bytes.length} bytes, sha256 ${hashOf(bytes)}\n`)
}

function licenceOf(wheel: Uint8Array): string {
  const { licence } = readWheel(wheel)
  return licence === undefined ? ', licence not named in its metadata' : `, ${licence}`
}

const readLock = (): Lock => (existsSync(LOCK) ? (JSON.parse(readFileSync(LOCK, 'utf8')) as Lock) : { packages: {} })

function writeLock(packages: Lock['packages']): void {
  writeFileSync(LOCK, `${JSON.stringify({ packages }, null, 2)}\n`)
  process.stdout.write(`${Object.keys(packages).length} wheels in public/wheels\n`)
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
