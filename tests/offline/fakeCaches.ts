/** Caches in memory, as far as the kept site uses them. */
export type FakeCaches = Pick<CacheStorage, 'open' | 'match' | 'delete'> & {
  readonly keys: () => readonly string[]
  readonly drop: (part: string) => void
  /** How many entries they take from now on. */
  readonly limit: (room: number) => void
}

export function fakeCaches(): FakeCaches {
  let room = Number.POSITIVE_INFINITY
  const stored = new Map<string, Map<string, Response>>()
  const all = (): readonly string[] => [...stored.values()].flatMap(entries => [...entries.keys()])
  const nameOf = (key: RequestInfo | URL): string => (key instanceof Request ? key.url : String(key))
  return {
    keys: all,
    match: async key => {
      for (const entries of stored.values()) {
        const found = entries.get(nameOf(key))
        if (found) return found.clone()
      }
      return undefined
    },
    delete: async name => stored.delete(name),
    limit: next => {
      room = next
    },
    drop: part => {
      for (const entries of stored.values()) {
        for (const key of entries.keys()) if (key.includes(part)) entries.delete(key)
      }
    },
    open: async name => {
      const entries = stored.get(name) ?? new Map<string, Response>()
      stored.set(name, entries)
      const cache: Pick<Cache, 'match' | 'put' | 'delete' | 'keys'> = {
        match: async key => entries.get(nameOf(key))?.clone(),
        put: async (key, response) => {
          if (all().length >= room) throw new DOMException('Quota exceeded.', 'QuotaExceededError')
          entries.set(nameOf(key), response)
        },
        delete: async key => entries.delete(nameOf(key)),
        keys: async () => [...entries.keys()].map(key => new Request(key)),
      }
      return cache as Cache
    },
  }
}
