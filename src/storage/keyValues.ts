import type { Database } from './database'

/** A value of the key-value store; `expires` is an ISO date. */
export type StoredValue = { readonly value: unknown; readonly description?: string; readonly expires?: string }

/** Keys and values of namespaces. Source: Kestra `io.kestra.core.storages.kv.KVStore`. */
export type KeyValues = {
  readonly get: (namespace: string, key: string) => Promise<StoredValue | undefined>
  readonly set: (namespace: string, key: string, value: StoredValue) => Promise<void>
  /** Answers whether there was such a key. */
  readonly delete: (namespace: string, key: string) => Promise<boolean>
  /** In order of the keys; with those whose time is up on wish. */
  readonly list: (
    namespace: string,
    options?: { readonly expired: boolean },
  ) => Promise<readonly (StoredValue & { readonly key: string })[]>
}

const isAlive = (value: StoredValue, now: number): boolean =>
  value.expires === undefined || Date.parse(value.expires) > now

/** Keys and values in IndexedDB; those whose time is up are not there. */
export function createDatabaseKeyValues(database: Database, now: () => number = Date.now): KeyValues {
  const get: KeyValues['get'] = async (namespace, key) => {
    const found = await database.get('keyValues', [namespace, key])
    return found && isAlive(found, now()) ? found : undefined
  }
  return {
    get,
    set: async (namespace, key, value) => {
      await database.put('keyValues', { namespace, key, ...value })
    },
    delete: async (namespace, key) => {
      const found = await get(namespace, key)
      await database.delete('keyValues', [namespace, key])
      return found !== undefined
    },
    list: async (namespace, { expired } = { expired: false }) => {
      const found = await database.getAll('keyValues', IDBKeyRange.bound([namespace, ''], [namespace, '\uffff']))
      return found.filter(entry => expired || isAlive(entry, now()))
    },
  }
}

/** Keys and values that live as long as the object. */
export function createMemoryKeyValues(now: () => number = Date.now): KeyValues {
  const spaces = new Map<string, Map<string, StoredValue>>()
  const spaceOf = (namespace: string): Map<string, StoredValue> => {
    const space = spaces.get(namespace) ?? new Map<string, StoredValue>()
    spaces.set(namespace, space)
    return space
  }
  const get = (namespace: string, key: string): StoredValue | undefined => {
    const found = spaceOf(namespace).get(key)
    return found && isAlive(found, now()) ? found : undefined
  }
  return {
    get: async (namespace, key) => get(namespace, key),
    set: async (namespace, key, value) => {
      spaceOf(namespace).set(key, value)
    },
    delete: async (namespace, key) => {
      const found = get(namespace, key)
      spaceOf(namespace).delete(key)
      return found !== undefined
    },
    list: async (namespace, { expired } = { expired: false }) =>
      [...spaceOf(namespace)]
        .filter(([, value]) => expired || isAlive(value, now()))
        .map(([key, value]) => ({ key, ...value }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
  }
}
