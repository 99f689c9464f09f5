import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * `npm run vendor`: fetches the pure wheels that come with the site from PyPI, with pip, and writes the lock that
 * names every wheel here with its hash. Wheels that are here already are kept. Run it after changing a version.
 */
const FOLDER = fileURLToPath(new URL('../public/wheels/', import.meta.url))

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
  'charset-normalizer': { version: '3.5.2', imports: ['charset_normalizer'], depends: [] },
}

function main(): void {
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, wheel] of Object.entries(WHEELS)) if (!fileOf(name, wheel)) fetchWheel(name, wheel)
  const packages = Object.fromEntries(Object.entries(WHEELS).map(([name, wheel]) => [name, lockEntry(name, wheel)]))
  writeFileSync(`${FOLDER}lock.json`, `${JSON.stringify({ packages }, null, 2)}\n`)
  process.stdout.write(`${Object.keys(packages).length} wheels in public/wheels\n`)
}

function fetchWheel(name: string, wheel: Wheel): void {
  if (wheel.own) throw new Error(`${name} ${wheel.version} is not in public/wheels; tools/${name}-wheel builds it`)
  const pure = ['--platform', 'any', '--implementation', 'py', '--abi', 'none', '--python-version', '3.14']
  execFileSync(
    'python3',
    [
      '-m',
      'pip',
      'download',
      '--quiet',
      '--no-deps',
      '--only-binary=:all:',
      ...pure,
      '-d',
      FOLDER,
      `${name}==${wheel.version}`,
    ],
    { stdio: 'inherit' },
  )
}

function fileOf(name: string, wheel: Wheel): string | undefined {
  const start = `${name.replaceAll('-', '_')}-${wheel.version}-`
  return existsSync(FOLDER)
    ? readdirSync(FOLDER).find(file => file.startsWith(start) && file.endsWith('.whl'))
    : undefined
}

/** An entry as Pyodide's lock file has them. */
function lockEntry(name: string, wheel: Wheel): object {
  const file = fileOf(name, wheel)
  if (!file) throw new Error(`${name} ${wheel.version} did not come as a pure wheel`)
  const sha256 = createHash('sha256')
    .update(readFileSync(FOLDER + file))
    .digest('hex')
  return {
    name,
    version: wheel.version,
    file_name: file,
    install_dir: 'site',
    sha256,
    package_type: 'package',
    imports: wheel.imports,
    depends: wheel.depends,
    unvendored_tests: false,
  }
}

main()
