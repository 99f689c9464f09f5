import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import type { Plugin } from 'vite'

const require = createRequire(import.meta.url)

/** Where a package of npm lies, and its version. */
function packageOf(name: string): { readonly folder: string; readonly version: string } {
  const manifest = findManifest(name)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  return { folder: dirname(manifest), version }
}

function findManifest(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    if (statSync(manifest, { throwIfNoEntry: false })) return manifest
  }
  throw new Error(`${name} is not installed: run npm ci`)
}

/** Files of the runtimes that the site serves unhashed, in one folder a version: target path to source path. */
function runtimeFiles(): Readonly<Record<string, string>> {
  const pyodide = packageOf('pyodide')
  const duckdb = packageOf('@duckdb/duckdb-wasm')
  const files: Record<string, string> = {}
  for (const name of ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json']) {
    files[`pyodide/${pyodide.version}/${name}`] = join(pyodide.folder, name)
  }
  for (const name of ['duckdb-eh.wasm', 'duckdb-browser-eh.worker.js']) {
    files[`duckdb/${duckdb.version}/${name}`] = join(duckdb.folder, 'dist', name)
  }
  return files
}

/** Folders of the site whose files are fetched when a run needs them. */
const FOLDERS = ['pyodide', 'duckdb', 'runner', 'wheels', 'extensions']

/** Copies the runtimes into the site and writes `resources.json`: raw size and SHA-256 of each file fetched at a run. */
export function runtimeResources(): Plugin {
  let outDir = 'dist'
  return {
    name: 'flowyard-runtime-resources',
    apply: 'build',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      handler() {
        for (const [target, source] of Object.entries(runtimeFiles())) {
          mkdirSync(dirname(join(outDir, target)), { recursive: true })
          cpSync(source, join(outDir, target))
        }
        listResources(outDir)
      },
    },
  }
}

/** Writes `resources.json` of a site from the files that lie in it. */
export function listResources(folder: string): void {
  const entries = FOLDERS.flatMap(name => filesBelow(join(folder, name))).map(file => [
    relative(folder, file).replaceAll('\\', '/'),
    entryOf(file),
  ])
  writeFileSync(join(folder, 'resources.json'), JSON.stringify(Object.fromEntries(entries)))
}

function entryOf(file: string): { readonly bytes: number; readonly sha256: string } {
  const content = readFileSync(file)
  return { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') }
}

function filesBelow(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.md'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort()
}

/** The versions of the runtimes, for code that names their folders. */
export const runtimeVersions = (): Readonly<Record<'pyodide' | 'duckdb', string>> => ({
  pyodide: packageOf('pyodide').version,
  duckdb: packageOf('@duckdb/duckdb-wasm').version,
})
