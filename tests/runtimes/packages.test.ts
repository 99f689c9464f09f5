import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRetries, type Resources } from '../../src/runner'
import { openPackages } from '../../src/runtimes'
import { fakeCaches } from '../offline/fakeCaches'

const entry = (name: string, file: string, depends: readonly string[] = []) => ({
  name,
  version: '1',
  file_name: file,
  sha256: '',
  imports: [name],
  depends,
})

const OWN = { polars: entry('polars', 'polars-1.whl'), six: entry('six', 'six-1.whl') }
const THEIRS = { numpy: entry('numpy', 'numpy-1.whl'), pandas: entry('pandas', 'pandas-1.whl', ['numpy', 'six']) }
const SERVER = 'https://pyodide.example/full/'

const bytesOf = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer

/** A site of which these files are in the browser. */
function packagesWith(here: readonly string[]) {
  const texts: Readonly<Record<string, ArrayBuffer>> = {
    'wheels/lock.json': bytesOf({ packages: OWN }),
    'pyodide/9/pyodide-lock.json': bytesOf({ packages: THEIRS }),
  }
  const resources: Resources = {
    manifest: async () => ({}),
    isHere: async path => here.includes(path),
    load: async path => texts[path] ?? new ArrayBuffer(0),
    save: async () => undefined,
    retries: createRetries(),
  }
  return openPackages(resources, '9', { pyodide: SERVER, hosts: [] })
}

const caches = fakeCaches()
const keep = async (url: string): Promise<void> => (await caches.open('flowyard-packages')).put(url, new Response('x'))
beforeEach(() => void vi.stubGlobal('caches', caches))
afterEach(() => {
  caches.drop('')
  vi.unstubAllGlobals()
})

it('knows a package of the site by its wheel', async () => {
  expect(await packagesWith([]).isHere('polars')).toBe(false)
  expect(await packagesWith(['wheels/polars-1.whl']).isHere('polars')).toBe(true)
})

it('knows one of Pyodide’s by its wheel and those of all that it needs', async () => {
  const packages = packagesWith(['wheels/six-1.whl', 'pyodide/9/pyodide-lock.json'])
  await keep(`${SERVER}pandas-1.whl`)
  expect(await packages.isHere('pandas')).toBe(false)
  await keep(`${SERVER}numpy-1.whl`)
  expect(await packages.isHere('pandas')).toBe(true)
})

it('knows one of the index by what an installation came to, while all its wheels are here', async () => {
  const packages = packagesWith([])
  const url = 'https://files.example/greet-1-py3-none-any.whl'
  await packages.keep(['greet >= 1'], { packages: [], wheels: [{ url, sha256: 'x' }] })
  expect(await packages.isHere('greet')).toBe(false)
  await keep(url)
  expect(await packages.isHere('greet')).toBe(true)
  expect(await packages.isHere('constructor')).toBe(false)
})
