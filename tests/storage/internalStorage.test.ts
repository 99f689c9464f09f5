import { describe, expect, test } from 'vitest'
import {
  createDatabaseStorage,
  createFileStore,
  createMemoryStorage,
  type InternalStorage,
  type KestraUri,
  StorageFull,
} from '../../src/storage'
import { newDatabase } from './database'

const NOW = () => Date.UTC(2024, 0, 1)
const A = 'kestra:///n/flow/executions/1/a.txt'
const B = 'kestra:///n/flow/executions/1/b.txt'
const OTHER = 'kestra:///n/flow/executions/10/a.txt'

const text = async (storage: InternalStorage, uri: KestraUri) => (await storage.get(uri)).text()

describe.each<[string, () => Promise<InternalStorage>]>([
  ['memory', async () => createMemoryStorage(NOW)],
  ['the database', async () => createDatabaseStorage(createFileStore(await newDatabase(), NOW))],
])('internal storage in %s', (_, open) => {
  test('gives back what was put', async () => {
    const storage = await open()
    const stored = { uri: A, name: 'a.txt', size: 3, created: '2024-01-01T00:00:00.000Z' }
    expect(await storage.put(A, new Blob(['é!']))).toEqual(stored)
    expect(await text(storage, A)).toBe('é!')
    expect(await storage.attributes(A)).toEqual(stored)
  })
  test('says that there is no file', async () => {
    const storage = await open()
    expect(await storage.attributes(A)).toBeUndefined()
    await expect(storage.get(A)).rejects.toMatchObject({ name: 'FileNotFound', uri: A })
  })
  test('keeps the last content of an address', async () => {
    const storage = await open()
    await storage.put(A, new Blob(['1']))
    await storage.put(A, new Blob(['22']))
    expect(await text(storage, A)).toBe('22')
    expect(await storage.attributes(A)).toMatchObject({ size: 2 })
  })
  test('keeps an empty file', async () => {
    const storage = await open()
    await storage.put(A, new Blob([]))
    expect(await text(storage, A)).toBe('')
  })
  test('lists and deletes what is below an address, in order', async () => {
    const storage = await open()
    for (const uri of [B, OTHER, A] as const) await storage.put(uri, new Blob([uri]))
    const below = 'kestra:///n/flow/executions/1/'
    expect((await storage.list(below)).map(({ uri }) => uri)).toEqual([A, B])
    expect(await storage.delete(below)).toEqual([A, B])
    expect(await storage.list(below)).toEqual([])
    expect(await text(storage, OTHER)).toBe(OTHER)
  })
  test('takes an address for a file or a folder, never for the beginning of other names', async () => {
    const storage = await open()
    const names = ['kestra:///a/b', 'kestra:///a/bc', 'kestra:///a/b/c', 'kestra:///a/b.csv'] as const
    for (const uri of names) await storage.put(uri, new Blob([uri]))
    expect((await storage.list('kestra:///a/b')).map(({ uri }) => uri)).toEqual(['kestra:///a/b', 'kestra:///a/b/c'])
    expect(await storage.delete('kestra:///a/b')).toEqual(['kestra:///a/b', 'kestra:///a/b/c'])
    expect((await storage.list('kestra:///')).map(({ uri }) => uri)).toEqual(['kestra:///a/b.csv', 'kestra:///a/bc'])
  })
})

describe('the file store', () => {
  const large = new Blob([new Uint8Array(20_000_000).fill(7)], { type: 'a/b' })

  test('keeps a large file in parts of 8 MB', async () => {
    const database = await newDatabase()
    const files = createFileStore(database)
    await files.put('f', large)
    const parts = await database.getAll('parts')
    expect(parts.map(part => part.size)).toEqual([8_000_000, 8_000_000, 4_000_000])
    const read = await files.get('f')
    expect([read.size, read.type]).toEqual([20_000_000, 'a/b'])
  })
  test('leaves no part of a file that went or was replaced', async () => {
    const database = await newDatabase()
    let time = 0
    const files = createFileStore(database, () => time++)
    await files.put('f', large)
    await files.put('f', new Blob(['small']))
    expect(await database.count('parts')).toBe(1)
    await files.delete('f')
    expect(await database.count('parts')).toBe(0)
  })
  test('deletes one file and not those whose names go on', async () => {
    const files = createFileStore(await newDatabase())
    for (const name of ['a', 'ab']) await files.put(name, new Blob([name]))
    expect(await files.delete('a', 'one')).toEqual(['a'])
    expect((await files.list('')).map(({ uri }) => uri)).toEqual(['ab'])
  })
  test('tries a refused write once more, then says that the browser is full', async () => {
    const database = await newDatabase()
    let refusals = 1
    const full = new Proxy(database, {
      get: (target, name) => {
        const member = Reflect.get(target, name)
        if (name !== 'transaction') return typeof member === 'function' ? member.bind(target) : member
        return (...given: Parameters<typeof target.transaction>) => {
          if (given[1] === 'readwrite' && refusals-- > 0) throw new DOMException('full', 'QuotaExceededError')
          return target.transaction(...given)
        }
      },
    })
    const files = createFileStore(full, Date.now, 0)
    await files.put('f', new Blob(['1']))
    refusals = 2
    await expect(files.put('f', new Blob(['22']))).rejects.toThrow(StorageFull)
    expect(await (await files.get('f')).text()).toBe('1')
  })
})
