import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Build, openKeptSite } from '../../src/offline'
import { fakeCaches } from './fakeCaches'

const BASE = 'https://school.example/flowyard/'
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

type Texts = Readonly<Record<string, string>>

const RESOURCES = (wasm: string): string =>
  JSON.stringify({ 'pyodide/1/a.wasm': { bytes: wasm.length, sha256: hashOf(wasm) } })

const A: Texts = {
  'index.html': 'page A',
  'assets/main-1.js': 'main A',
  'assets/shared-1.js': 'shared',
  'runner/python.worker.js': 'python A',
  'resources.json': RESOURCES('wasm A'),
}
const B: Texts = {
  'index.html': 'page B',
  'assets/main-2.js': 'main B',
  'assets/shared-1.js': 'shared',
  'runner/python.worker.js': 'python B',
  'resources.json': RESOURCES('wasm B'),
}

const buildOf = (version: string, texts: Texts): Build => ({
  version,
  files: Object.entries(texts).map(([path, text]) => ({ path, bytes: text.length, sha256: hashOf(text) })),
})

/** A server whose texts can be replaced, caches, and the sites of two builds over them. */
function createHost() {
  const caches = fakeCaches()
  const fetched: string[] = []
  const host = { texts: A, down: false }
  const fetch = async (input: Request | string): Promise<Response> => {
    const { pathname } = new URL(input instanceof Request ? input.url : input)
    if (host.down) throw new TypeError('Failed to fetch')
    const path = pathname.slice(new URL(BASE).pathname.length)
    fetched.push(path)
    const text = host.texts[path || 'index.html']
    return text === undefined ? new Response('', { status: 404 }) : new Response(text)
  }
  const site = (version: string, texts: Texts) => openKeptSite(BASE, buildOf(version, texts), { caches, fetch })
  return { host, caches, fetched, a: site('a', A), b: site('b', B) }
}

/** Node's Request knows no navigation, so the mode is said. */
function requestOf(path: string, mode: RequestMode = 'cors'): Request {
  const request = new Request(BASE + path)
  Object.defineProperty(request, 'mode', { value: mode })
  return request
}

const navigation = (path = ''): Request => requestOf(path, 'navigate')

describe('a kept site', () => {
  let all: ReturnType<typeof createHost>
  const textOf = async (request: Request, site = all.a): Promise<string> => (await site.answer(request)).text()
  beforeEach(() => {
    all = createHost()
  })

  it('answers everything of its build without a network', async () => {
    await all.a.install()
    await all.a.activate([], false)
    all.host.down = true
    expect(await textOf(navigation())).toBe('page A')
    expect(await textOf(navigation('index.html?x=1#/lesson/outputs/1'))).toBe('page A')
    expect(await textOf(requestOf('assets/main-1.js'))).toBe('main A')
    expect(await textOf(requestOf(`runner/python.worker.js?${hashOf('python A')}`))).toBe('python A')
  })

  it('leaves to the network what is not of the site, and what runs fetch', () => {
    const asked = [
      requestOf('assets/main-1.js'),
      requestOf('pyodide/1/a.wasm?hash'),
      requestOf('wheels/polars-1.whl'),
      requestOf('wheels/lock.json'),
      new Request(`${BASE}assets/main-1.js`, { method: 'POST', body: 'x' }),
      new Request('https://api.example/rows'),
      new Request('https://school.example/other/'),
    ]
    expect(asked.map(all.a.answers)).toEqual([true, false, false, true, false, false, false])
  })

  it('keeps no build when one of its files is not the one of the build; what was whole is not fetched again', async () => {
    all.host.texts = { ...A, 'assets/main-1.js': 'main of a proxy' }
    await expect(all.a.install()).rejects.toThrow('assets/main-1.js is not the one of this build')
    expect(all.caches.keys().some(key => key.includes('/builds/'))).toBe(false)
    expect(all.caches.keys().some(key => key.includes('main-1.js'))).toBe(false)
    all.host.texts = A
    all.fetched.length = 0
    await all.a.install()
    expect(all.fetched).toContain('assets/main-1.js')
    expect(all.fetched).not.toContain('index.html')
  })

  it('leaves nothing behind when there is no room, and fits once there is', async () => {
    all.caches.limit(3)
    await expect(all.a.install()).rejects.toThrow('Quota exceeded.')
    expect(all.caches.keys()).toEqual([])
    all.caches.limit(6)
    await all.a.install()
    expect(all.caches.keys()).toHaveLength(6)
  })

  it('goes on serving a page of before with its own files after a new build took over', async () => {
    await all.a.install()
    await all.a.activate([], false)
    all.host.texts = B
    await all.b.install()
    await all.b.activate(['page of A'], false)
    expect(await textOf(requestOf('assets/main-1.js'), all.b)).toBe('main A')
    expect(await textOf(requestOf(`resources.json?${hashOf(A['resources.json'] ?? '')}`), all.b)).toBe(
      A['resources.json'],
    )
    expect(await textOf(requestOf(`runner/python.worker.js?${hashOf('python A')}`), all.b)).toBe('python A')
    expect(await textOf(navigation(), all.b)).toBe('page B')
  })

  it('fetches a file that two builds share once, and lets go of a build with its last page', async () => {
    const runtimes = await all.caches.open('flowyard-runtimes')
    const [wasmA, wasmB] = ['wasm A', 'wasm B'].map(text => `${BASE}pyodide/1/a.wasm?${hashOf(text)}`)
    for (const key of [wasmA, wasmB, 'https://school.example/other/pyodide/1/a.wasm?x']) {
      await runtimes.put(key ?? '', new Response('wasm'))
    }
    await all.a.install()
    await all.a.activate([], false)
    all.host.texts = B
    await all.b.install()
    expect(all.fetched.filter(path => path === 'assets/shared-1.js')).toHaveLength(1)
    await all.b.activate(['page of A', 'worker of A'], false)
    await all.b.prune(['worker of A', 'page of B'])
    expect(all.caches.keys()).toContain(`${BASE}assets/main-1.js?${hashOf('main A')}`)
    await all.b.prune(['page of B'])
    const left = all.caches.keys()
    expect(left.filter(key => /main-1|builds\/a|users/.test(key))).toEqual([])
    expect(left).toContain(`${BASE}assets/shared-1.js?${hashOf('shared')}`)
    expect(left).not.toContain(wasmA)
    expect(left).toContain(wasmB)
    expect(left).toContain('https://school.example/other/pyodide/1/a.wasm?x')
  })

  it('lets a build alone that is on its way', async () => {
    await all.a.install()
    all.host.texts = B
    await all.b.install()
    await all.a.activate([], true)
    expect(all.caches.keys()).toContain(`${BASE}builds/b`)
  })

  it('takes a build back that it had left', async () => {
    await all.a.install()
    await all.a.activate([], false)
    all.host.texts = B
    await all.b.install()
    await all.b.activate(['page of A'], false)
    all.host.texts = A
    await all.a.install()
    await all.a.activate(['page of B'], false)
    await all.a.prune([])
    expect(all.caches.keys().filter(key => key.includes('/builds/'))).toEqual([`${BASE}builds/a`])
    expect(await textOf(navigation())).toBe('page A')
  })

  it('fetches again what the browser threw away', async () => {
    await all.a.install()
    all.caches.drop('')
    expect(await textOf(requestOf('assets/main-1.js'))).toBe('main A')
    all.host.down = true
    expect(await textOf(requestOf('assets/main-1.js'))).toBe('main A')
    expect(all.caches.keys()).toContain(`${BASE}builds/a`)
  })

  it('never keeps the file of another build under its own name', async () => {
    await all.a.install()
    all.caches.drop('index.html')
    all.host.texts = B
    expect(await textOf(navigation())).toBe('page B')
    expect(all.caches.keys().some(key => key.includes('index.html'))).toBe(false)
  })
})
