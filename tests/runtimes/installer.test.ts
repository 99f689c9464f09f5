import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { createRetries, type Resources, sha256 } from '../../src/runner'
import { type JobListener, openPackages } from '../../src/runtimes'
import { createInstaller, explainFailure } from '../../src/runtimes/installer'
import { readProject } from '../../src/runtimes/packageIndex'

const entry = (name: string, version: string, file: string, sha = '') => ({
  name,
  version,
  file_name: file,
  sha256: sha,
  imports: [name],
  depends: [],
})

const VENDORED = {
  polars: entry('polars', '1.33.1', 'polars-1.33.1-cp39-abi3-pyemscripten_2026_0_wasm32.whl'),
  requests: entry('requests', '2.34.2', 'requests-2.34.2-py3-none-any.whl'),
}

const bytesOf = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer

function resourcesWith(pyodide: object): Resources {
  const files: Readonly<Record<string, ArrayBuffer>> = {
    'wheels/lock.json': bytesOf({ packages: VENDORED }),
    'pyodide/1/pyodide-lock.json': bytesOf({ info: {}, packages: pyodide }),
    'wheels/polars-1.33.1-cp39-abi3-pyemscripten_2026_0_wasm32.whl': bytesOf('polars'),
  }
  return {
    manifest: async () => ({}),
    isHere: async () => true,
    retries: createRetries(),
    save: async () => undefined,
    load: async path => {
      const bytes = files[path]
      if (!bytes) throw new Error(`no ${path}`)
      return bytes
    },
  }
}

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function setUp(server = 'http://127.0.0.1:9/', pyodide: object = {}) {
  const notes: string[] = []
  const progress: unknown[] = []
  const listener: JobListener = {
    stdout: () => undefined,
    stderr: () => undefined,
    note: (level, message) => notes.push(`${level} ${message}`),
    progress: told => progress.push(told),
  }
  const packages = openPackages(resourcesWith(pyodide), '1', { pyodide: server, hosts: ['127.0.0.1'] })
  return {
    packages,
    notes,
    progress,
    installer: createInstaller(packages, listener, 'task', new AbortController().signal),
  }
}

it('loads what comes with the site directly, and asks micropip for the rest', async () => {
  const { installer } = setUp()
  expect(await installer.decide(['polars', 'requests>=2', 'left-pad', 'kestra'])).toEqual({
    packages: ['polars', 'requests'],
    requirements: ['left-pad'],
    wheels: [],
  })
})

it('uses the build there is for a version named exactly, and says so', async () => {
  const { installer, notes } = setUp()
  expect((await installer.decide(['polars==1.20.0'])).packages).toEqual(['polars'])
  expect(notes).toEqual(['WARN polars 1.20.0 has no build for browsers; polars 1.33.1 is used instead.'])
})

it('refuses a range that no build for browsers is in', async () => {
  const { installer } = setUp()
  await expect(installer.decide(['polars>=2'])).rejects.toThrow(
    'No build of polars>=2 for browsers; there is polars 1.33.1 only.',
  )
})

it('asks the index for another version of a package that is pure', async () => {
  const { installer } = setUp()
  expect(await installer.decide(['requests==2.31.0'])).toMatchObject({
    packages: [],
    requirements: ['requests==2.31.0'],
  })
})

it("takes Pyodide's own builds from its server, checked against the hash of its list", async () => {
  const wheel = new TextEncoder().encode('numpy bytes').buffer
  const server = await serve((_, response) => response.end(Buffer.from(wheel)))
  const file = 'numpy-2.3.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl'
  const good = setUp(server, { numpy: entry('numpy', '2.3.3', file, await sha256(wheel)) })
  expect((await good.installer.decide(['numpy'])).packages).toEqual(['numpy'])
  const answer = await good.installer.answer(`https://runtime.invalid/${file}`, 'pip install numpy')
  expect(new TextDecoder().decode(answer.body)).toBe('numpy bytes')
  expect(good.progress.at(-1)).toMatchObject({
    id: 'package:numpy',
    title: 'numpy 2.3.3',
    purpose: 'asked for by pip install numpy',
    phase: 'ready',
    received: 11,
    total: 11,
  })
  const bad = setUp(server, { numpy: entry('numpy', '2.3.3', file, '0'.repeat(64)) })
  await expect(bad.installer.answer(`https://runtime.invalid/${file}`, undefined)).rejects.toThrow('its hash differs')
})

it('fetches packages from the index alone', async () => {
  const { installer } = setUp()
  await expect(installer.answer('https://evil.example/x.whl', undefined)).rejects.toThrow(
    'packages are not fetched from evil.example',
  )
})

it.each([
  [
    "ValueError: Can't fetch metadata for 'polarz'.",
    ['polarz'],
    'No package named polarz on PyPI. Did you mean polars?',
  ],
  [
    "ValueError: Can't find a pure Python 3 wheel for 'psycopg2'.\nSee: https://pyodide.org",
    ['psycopg2'],
    'psycopg2 has no build for browsers, so it cannot be installed here. It installs in Kestra.',
  ],
  [
    'JsException: TypeError: could not reach pypi.org',
    ['left-pad'],
    'left-pad did not download: could not reach pypi.org. Nothing is lost; try again.',
  ],
])('explains %s', async (error, requirements, message) => {
  expect(await explainFailure(error, requirements, setUp().packages)).toBe(message)
})

const INDEX = 'https://pypi.org/simple/greeting/'
const greeting = readProject(
  INDEX,
  bytesOf({
    name: 'greeting',
    files: [
      { filename: 'greeting-1.0-py3-none-any.whl', url: '../../files/greeting-1.0-py3-none-any.whl', hashes: {} },
      { filename: 'greeting-1.10.tar.gz', url: 'https://files.example/greeting-1.10.tar.gz' },
      { filename: 'greeting-1.9-cp314-cp314-manylinux_2_28_x86_64.whl', url: 'https://files.example/x.whl' },
    ],
  }),
)

it.each([
  ['greeting==3', 'No version of greeting is ==3. The newest on PyPI is 1.10.'],
  ['greeting>1.5', 'greeting>1.5 has no build for browsers. greeting 1.0 has: write greeting==1.0.'],
])('tells of %s what the index has', async (text, message) => {
  const error = `ValueError: Can't find a pure Python 3 wheel for '${text}'.`
  const projects = new Map(greeting ? [['greeting', greeting]] : [])
  expect(greeting?.files[0]?.url).toBe('https://pypi.org/files/greeting-1.0-py3-none-any.whl')
  expect(await explainFailure(error, [text], setUp().packages, projects)).toBe(message)
})

it('checks a wheel of the index against the hash that the index lists', async () => {
  const wheel = bytesOf('wheel')
  const hash = await sha256(wheel)
  const hashes = { good: hash, bad: '0'.repeat(64) }
  const server = await serve((request, response) => {
    const [, name = ''] = /simple\/(\w+)/.exec(request.url ?? '') ?? []
    const filename = `${name}-1.0-py3-none-any.whl`
    const files = [{ filename, url: `/files/${filename}`, hashes: { sha256: hashes[name as keyof typeof hashes] } }]
    response.end(name === '' ? Buffer.from(wheel) : JSON.stringify({ name, files }))
  })
  const { installer } = setUp()
  for (const name of ['good', 'bad']) await installer.answer(`${server}simple/${name}/`, undefined)
  expect((await installer.answer(`${server}files/good-1.0-py3-none-any.whl`, undefined)).status).toBe(200)
  const refused = installer.answer(`${server}files/bad-1.0-py3-none-any.whl`, undefined)
  await expect(refused).rejects.toThrow('bad-1.0-py3-none-any.whl is not what its publisher listed')
  expect(await installer.explain(`OSError: ${await refused.catch(String)}`, ['bad'])).toBe(
    'bad-1.0-py3-none-any.whl is not what its publisher listed: its hash differs. It was not used.',
  )
})

it('leaves what is kept as it is when it was installed from there', async () => {
  const { packages } = setUp()
  const kept: unknown[] = []
  const wheels = [{ url: 'https://files.example/greeting.whl', sha256: 'hash' }]
  const installer = createInstaller(
    {
      ...packages,
      kept: async () => ({ packages: [], wheels }),
      keep: async (...what) => void kept.push(what),
    },
    { stdout: () => undefined, stderr: () => undefined, note: () => undefined, progress: () => undefined },
    'task',
    new AbortController().signal,
  )
  expect(await installer.decide(['greeting'])).toEqual({ packages: [], requirements: [], wheels })
  await installer.keep()
  expect(kept).toEqual([])
})
