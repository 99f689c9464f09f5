import { fileNameOf } from './address'
import { type Database, type StoredFile, startingWith } from './database'
import { type FileAttributes, FileNotFound, type InternalStorage, StorageFull } from './internalStorage'

/** Files above this are kept in parts: one large write is what browsers refuse first. */
const PART_LIMIT = 16_000_000
const PART = 8_000_000

/** Internal storage in IndexedDB. One large write at a time; a refused one is tried once more. */
export function createDatabaseStorage(database: Database, now: () => number = Date.now): InternalStorage {
  let writing: Promise<unknown> = Promise.resolve()

  const write = (file: StoredFile): Promise<void> => {
    const turn = writing.then(() => writeTwice(database, file))
    writing = turn.catch(() => undefined)
    return turn
  }

  return {
    put: async (uri, content) => {
      const file: StoredFile = {
        uri,
        name: fileNameOf(uri),
        size: content.size,
        created: new Date(now()).toISOString(),
        type: content.type,
        parts: partsOf(content),
      }
      await write(file)
      return attributesOf(file)
    },
    get: async uri => {
      const file = await database.get('files', uri)
      if (!file) throw new FileNotFound(uri)
      return file.parts.length === 1 && file.parts[0] ? file.parts[0] : new Blob([...file.parts], { type: file.type })
    },
    attributes: async uri => {
      const file = await database.get('files', uri)
      return file && attributesOf(file)
    },
    list: async prefix => (await database.getAll('files', startingWith(prefix))).map(attributesOf),
    delete: async prefix => {
      const uris = await database.getAllKeys('files', startingWith(prefix))
      await database.delete('files', startingWith(prefix))
      return uris as never
    },
  }
}

const attributesOf = ({ uri, name, size, created }: StoredFile): FileAttributes => ({
  uri: uri as FileAttributes['uri'],
  name,
  size,
  created,
})

function partsOf(content: Blob): readonly Blob[] {
  if (content.size <= PART_LIMIT) return [content]
  const parts: Blob[] = []
  for (let at = 0; at < content.size; at += PART) parts.push(content.slice(at, at + PART))
  return parts
}

async function writeTwice(database: Database, file: StoredFile): Promise<void> {
  try {
    await database.put('files', file)
  } catch (error) {
    if (!isRefusal(error)) throw error
    await new Promise(resolve => setTimeout(resolve, 1_000))
    try {
      await database.put('files', file)
    } catch (again) {
      throw isRefusal(again) ? new StorageFull(file.size, { cause: again }) : again
    }
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof DOMException && ['QuotaExceededError', 'DataError', 'UnknownError'].includes(error.name)
