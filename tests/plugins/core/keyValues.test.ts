import { describe, expect, test } from 'vitest'
import { DeleteKey } from '../../../src/plugins/core/kv/Delete'
import { GetKey } from '../../../src/plugins/core/kv/Get'
import { GetKeys } from '../../../src/plugins/core/kv/GetKeys'
import { PurgeKV } from '../../../src/plugins/core/kv/PurgeKV'
import { SetKey } from '../../../src/plugins/core/kv/Set'
import { createMemoryKeyValues, type StoredValue } from '../../../src/storage'
import { runTask } from '../../support/runContext'

const NOW = Date.UTC(2024, 0, 1)
const withKeys = async (values: Readonly<Record<string, StoredValue>>, namespace = 'company.team') => {
  const keyValues = createMemoryKeyValues(() => NOW)
  for (const [key, value] of Object.entries(values)) await keyValues.set(namespace, key, value)
  return { keyValues, now: NOW }
}
const kept = async (properties: Readonly<Record<string, unknown>>) => {
  const { keyValues } = await runTask(SetKey, { key: 'k', ...properties })
  return keyValues.get('company.team', 'k')
}

describe('Set', () => {
  test.each([
    ['text {{ flow.id }}', undefined, 'text flow'],
    ["{{ {'a': [1]} }}", undefined, { a: [1] }],
    ['42', undefined, '42'],
    ['42', 'NUMBER', 42],
    ['9007199254740993', 'NUMBER', 9007199254740993n],
    ['True', 'BOOLEAN', true],
    ['{"a": 1}', 'JSON', { a: 1 }],
    ['PT1H', 'DURATION', { $java: 'Duration', value: 'PT1H' }],
    ['2024-05-06T07:08:09Z', 'DATETIME', { $java: 'Instant', value: '2024-05-06T07:08:09Z' }],
  ])('keeps %j as %s', async (value, kvType, stored) => {
    expect((await kept(kvType === undefined ? { value } : { value, kvType }))?.value).toEqual(stored)
  })
  test('keeps description and end', async () => {
    expect(await kept({ value: '1', kvDescription: 'd', ttl: 'PT1H' })).toMatchObject({
      description: 'd',
      expires: '2024-01-01T01:00:00.000Z',
    })
  })
  test('does not overwrite when told not to', async () => {
    const setting = await withKeys({ k: { value: 1 } })
    await expect(runTask(SetKey, { key: 'k', value: '2', overwrite: false }, setting)).rejects.toThrow(
      "Cannot set value for key 'k'. Key already exists and `overwrite` is set to `false`.",
    )
  })
  test('refuses keys that are none', async () => {
    await expect(kept({ key: '-a', value: '' })).rejects.toThrow('Key must start with an alphanumeric character')
  })
  test('tells text that is no JSON', async () => {
    await expect(kept({ value: '{a', kvType: 'JSON' })).rejects.toThrow('Unable to read the value as JSON')
  })
})

describe('Get', () => {
  test('gives the value as it is', async () => {
    const { outputs } = await runTask(GetKey, { key: 'k' }, await withKeys({ k: { value: { a: 1 } } }))
    expect(outputs).toEqual({ value: { a: 1 } })
  })
  test('gives nothing for a missing key', async () => {
    expect((await runTask(GetKey, { key: 'k' })).outputs).toBeUndefined()
  })
  test('fails on a missing key when asked to', async () => {
    await expect(runTask(GetKey, { key: 'k', errorOnMissing: true })).rejects.toThrow(
      "No value found for key 'k' in namespace 'company.team' and `errorOnMissing` is set to true",
    )
  })
})

test('GetKeys lists by prefix', async () => {
  const setting = await withKeys({ day_2: { value: 1 }, day_1: { value: 1 }, other: { value: 1 } })
  expect((await runTask(GetKeys, { prefix: 'day_' }, setting)).outputs).toEqual({ keys: ['day_1', 'day_2'] })
})

test('Delete tells whether there was a key', async () => {
  const setting = await withKeys({ k: { value: 1 } })
  expect((await runTask(DeleteKey, { key: 'k' }, setting)).outputs).toEqual({ deleted: true })
  expect((await runTask(DeleteKey, { key: 'k' }, setting)).outputs).toEqual({ deleted: false })
})

describe('PurgeKV', () => {
  const values = { old: { value: 1, expires: '2023-01-01T00:00:00Z' }, old_2: { value: 1 }, new: { value: 1 } }
  const left = async (properties: Readonly<Record<string, unknown>>): Promise<readonly string[]> => {
    const { keyValues } = await runTask(PurgeKV, properties, await withKeys(values))
    return (await keyValues.list('company.team', { expired: true })).map(({ key }) => key)
  }
  test.each([
    [{}, ['new', 'old_2']],
    [{ expiredOnly: false, keyPattern: 'old*' }, ['new']],
    [{ behavior: { type: 'key', expiredOnly: false } }, []],
    [{ behavior: { type: 'version', keepAmount: 1 } }, ['new', 'old', 'old_2']],
    [{ namespaces: ['other'] }, ['new', 'old', 'old_2']],
  ])('%j leaves %j', async (properties, keys) => {
    expect(await left(properties)).toEqual(keys)
  })
  test('counts and logs', async () => {
    const { outputs, logs } = await runTask(PurgeKV, {}, await withKeys(values))
    expect(outputs).toEqual({ size: 1 })
    expect(logs).toEqual(['INFO purging 1 namespaces: [company.team]', 'INFO purged 1 keys'])
  })
})
