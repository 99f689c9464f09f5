import { describe, expect, test } from 'vitest'
import { createDatabaseKeyValues, createMemoryKeyValues, type KeyValues } from '../../src/storage'
import { newDatabase } from './database'

let now = 0
const clock = () => now

describe.each<[string, () => Promise<KeyValues>]>([
  ['memory', async () => createMemoryKeyValues(clock)],
  ['the database', async () => createDatabaseKeyValues(await newDatabase(), clock)],
])('keys and values in %s', (_, open) => {
  test('give back what was set, whatever it is', async () => {
    const store = await open()
    const value = { a: [1n, null], b: { $java: 'LocalDate', value: '2024-05-06' } }
    await store.set('n', 'k', { value, description: 'd' })
    expect(await store.get('n', 'k')).toMatchObject({ value, description: 'd' })
  })
  test('belong to their namespace', async () => {
    const store = await open()
    await store.set('n', 'k', { value: 1 })
    expect(await store.get('n.sub', 'k')).toBeUndefined()
    expect(await store.list('n.sub')).toEqual([])
  })
  test('are listed by key', async () => {
    const store = await open()
    for (const key of ['b', 'a']) await store.set('n', key, { value: key })
    expect((await store.list('n')).map(({ key }) => key)).toEqual(['a', 'b'])
  })
  test('tell whether a deleted key was there', async () => {
    const store = await open()
    await store.set('n', 'k', { value: 1 })
    expect([await store.delete('n', 'k'), await store.delete('n', 'k')]).toEqual([true, false])
  })
  test('are gone when their time is up', async () => {
    const store = await open()
    now = 0
    await store.set('n', 'k', { value: 1, expires: '1970-01-01T00:00:01.000Z' })
    expect(await store.get('n', 'k')).toBeDefined()
    now = 1_000
    expect(await store.get('n', 'k')).toBeUndefined()
    expect(await store.list('n')).toEqual([])
    expect(await store.delete('n', 'k')).toBe(false)
  })
})
