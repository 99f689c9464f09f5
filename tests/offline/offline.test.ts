import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NoRoom, openOffline } from '../../src/offline'
import { openResources } from '../../src/runner'
import { fakeCaches } from './fakeCaches'

const BASE = 'https://school.example/flowyard/'
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const entryOf = (text: string) => ({ bytes: text.length, sha256: hashOf(text) })

const PYTHON = 'python'.repeat(10)
const DUCKDB = 'duckdb'.repeat(20)
const RESOURCES = JSON.stringify({ 'pyodide/1/a.wasm': entryOf(PYTHON), 'duckdb/1/b.wasm': entryOf(DUCKDB) })
const PAGE = 'page'
const BUILD = {
  version: 'a',
  files: [
    { path: 'index.html', ...entryOf(PAGE) },
    { path: 'resources.json', ...entryOf(RESOURCES) },
  ],
}

const signal = new AbortController().signal

/** A visit whose worker has kept the app; `served` are the texts of the server. */
async function visit({ free = 1_000_000 } = {}) {
  const caches = fakeCaches()
  vi.stubGlobal('caches', caches)
  const served = new Map([
    ['resources.json', RESOURCES],
    ['pyodide/1/a.wasm', PYTHON],
    ['duckdb/1/b.wasm', DUCKDB],
  ])
  const fetched: string[] = []
  vi.stubGlobal('fetch', async (address: string) => {
    const path = address.slice(BASE.length).split('?')[0] ?? ''
    fetched.push(path)
    const text = served.get(path)
    return text === undefined ? new Response('', { status: 404 }) : new Response(text)
  })
  const app = await caches.open(`flowyard-app ${BASE}`)
  await app.put(`${BASE}builds/a`, Response.json(BUILD))
  await app.put(`${BASE}index.html?${hashOf(PAGE)}`, new Response(PAGE))
  await app.put(`${BASE}resources.json?${hashOf(RESOURCES)}`, new Response(RESOURCES))
  const keeper = {
    complete: vi.fn(async () => undefined),
    onUpdate: () => undefined,
    takeUpdate: () => undefined,
    remove: vi.fn(async () => undefined),
  }
  const storage = {
    estimate: async () => ({ quota: free, usage: 0 }),
    persist: async () => true,
  } as unknown as StorageManager
  const listing = hashOf(RESOURCES)
  const resources = openResources(BASE, listing)
  const titles = { pyodide: 'Python 3.14', duckdb: 'DuckDB 1.4' }
  const offline = openOffline({ base: BASE, listing, resources, keeper, titles, storage })
  return { caches, served, fetched, keeper, offline }
}

describe('what is kept for offline use', () => {
  beforeEach(() => vi.unstubAllGlobals())
  afterEach(() => vi.unstubAllGlobals())

  it('says what is here and what is missing', async () => {
    const { offline } = await visit()
    const { items, missing, obstacle } = await offline.state()
    expect(missing).toBe(PYTHON.length + DUCKDB.length)
    expect(obstacle).toBeUndefined()
    expect(items.map(({ id, kept, bytes }) => [id, kept, bytes])).toEqual([
      ['app', PAGE.length + RESOURCES.length, PAGE.length + RESOURCES.length],
      ['duckdb', 0, DUCKDB.length],
      ['pyodide', 0, PYTHON.length],
    ])
  })

  it('saves what is missing with progress in bytes, and nothing twice', async () => {
    const { offline, fetched } = await visit()
    const told: string[] = []
    await offline.save(signal, (received, total) => told.push(`${received} of ${total}`))
    expect(told.at(-1)).toBe('180 of 180')
    expect((await offline.state()).missing).toBe(0)
    fetched.length = 0
    await offline.save(signal, () => undefined)
    expect(fetched).toEqual([])
  })

  it('goes on where it stopped', async () => {
    const { offline, served, fetched } = await visit()
    served.delete('duckdb/1/b.wasm')
    await expect(offline.save(signal, () => undefined)).rejects.toThrow('the server answered 404')
    served.set('duckdb/1/b.wasm', DUCKDB)
    fetched.length = 0
    await offline.save(signal, () => undefined)
    expect(fetched).toEqual(['duckdb/1/b.wasm'])
  })

  it('fetches nothing when there is too little room, with some to spare', async () => {
    const { offline, fetched } = await visit({ free: 200 })
    await expect(offline.save(signal, () => undefined)).rejects.toEqual(new NoRoom(180, 200))
    expect(fetched.filter(path => path.endsWith('.wasm'))).toEqual([])
  })

  it('tells of a browser that runs out of room in the middle, and keeps what is whole', async () => {
    const { offline, caches } = await visit()
    caches.limit(caches.keys().length + 1)
    await expect(offline.save(signal, () => undefined)).rejects.toThrow(NoRoom)
    caches.limit(100)
    expect((await offline.state()).missing).toBe(DUCKDB.length)
    await offline.save(signal, () => undefined)
    expect((await offline.state()).missing).toBe(0)
  })

  it('finds what is damaged, names it and deletes it', async () => {
    const { offline, caches } = await visit()
    await offline.save(signal, () => undefined)
    expect(await offline.verify(() => undefined)).toEqual([])
    const key = `${BASE}pyodide/1/a.wasm?${hashOf(PYTHON)}`
    await (await caches.open('flowyard-runtimes')).put(key, new Response('half'))
    expect(await offline.verify(() => undefined)).toEqual(['Python 3.14'])
    expect((await offline.state()).missing).toBe(PYTHON.length)
  })

  it('removes one thing, or all', async () => {
    const { offline, caches, keeper } = await visit()
    await offline.save(signal, () => undefined)
    await offline.remove(['duckdb'])
    expect((await offline.state()).missing).toBe(DUCKDB.length)
    await offline.removeAll()
    expect(caches.keys()).toEqual([])
    expect(keeper.remove).toHaveBeenCalled()
  })
})
