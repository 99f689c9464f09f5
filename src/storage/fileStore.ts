import { fileNameOf } from './address'
import { below, type Database, type StoredFile, startingWith } from './database'
import { FileNotFound, StorageFull } from './internalStorage'

/** Files by name in the database, whatever the name means. A file is there whole or not at all. */
export type FileStore = {
  /** @throws StorageFull */
  readonly put: (uri: string, content: Blob) => Promise<StoredFile>
  /** @throws FileNotFound */
  readonly get: (uri: string) => Promise<Blob>
  readonly find: (uri: string) => Promise<StoredFile | undefined>
  /** The file of a name and those below it, as in a folder; all files for no name. */
  readonly list: (name: string) => Promise<readonly StoredFile[]>
  /** Deletes the file of a name and those below it, or that one alone; answers what was deleted. */
  readonly delete: (name: string, which?: 'all' | 'one') => Promise<readonly string[]>
}

/** Files above this are kept in parts: one large write is what browsers refuse first. */
const PART_LIMIT = 16_000_000
const PART = 8_000_000

/** Large files are written one at a time; a refused write is tried once more after `pause` ms. */
export function createFileStore(database: Database, now: () => number = Date.now, pause = 1_000): FileStore {
  let largeWrite: Promise<unknown> = Promise.resolve()

  const inTurn = (write: () => Promise<void>): Promise<void> => {
    const turn = largeWrite.then(write)
    largeWrite = turn.catch(() => undefined)
    return turn
  }
  const deleteOne = async (uri: string): Promise<void> => {
    const transaction = database.transaction(['files', 'parts'], 'readwrite')
    await Promise.all([
      transaction.objectStore('files').delete(uri),
      transaction.objectStore('parts').delete(below(uri)),
      transaction.done,
    ])
  }
  return {
    put: async (uri, content) => {
      const file: StoredFile = {
        uri,
        name: fileNameOf(uri),
        size: content.size,
        created: new Date(now()).toISOString(),
        type: content.type,
        stamp: now(),
      }
      const write = () => twice(() => writeFile(database, file, content), file.size, pause)
      await (content.size > PART_LIMIT ? inTurn(write) : write())
      return file
    },
    get: async uri => {
      const transaction = database.transaction(['files', 'parts'])
      const file = await transaction.objectStore('files').get(uri)
      if (!file) throw new FileNotFound(uri)
      const parts = await transaction.objectStore('parts').getAll(partsOf(file))
      const [only] = parts
      return parts.length === 1 && only ? only : new Blob(parts, { type: file.type })
    },
    find: uri => database.get('files', uri),
    list: async name => (await Promise.all(atOrBelow(name).map(keys => database.getAll('files', keys)))).flat(),
    delete: async (name, which = 'all') => {
      const wanted = which === 'one' ? [name] : atOrBelow(name)
      const uris = (await Promise.all(wanted.map(keys => database.getAllKeys('files', keys)))).flat()
      for (const uri of uris) await deleteOne(uri)
      return uris
    },
  }
}

/** The keys of a file and of those below it: the first is of the file itself, where the name is no folder. */
const atOrBelow = (name: string): readonly (string | IDBKeyRange)[] =>
  name === '' || name.endsWith('/') ? [startingWith(name)] : [name, startingWith(`${name}/`)]

const partsOf = ({ uri, stamp }: StoredFile): IDBKeyRange =>
  IDBKeyRange.bound([uri, stamp, 0], [uri, stamp, Number.MAX_SAFE_INTEGER])

/**
 * Writes the first parts each in a transaction of its own, under a stamp that no file has yet; the last one makes the
 * file be there, and takes away the content that was at the address before.
 */
async function writeFile(database: Database, file: StoredFile, content: Blob): Promise<void> {
  const parts = slices(content)
  try {
    for (const [index, part] of parts.slice(0, -1).entries()) {
      await database.put('parts', part, [file.uri, file.stamp, index])
    }
    const transaction = database.transaction(['files', 'parts'], 'readwrite')
    const stored = transaction.objectStore('parts')
    const before = await transaction.objectStore('files').get(file.uri)
    if (before && before.stamp !== file.stamp) void stored.delete(partsOf(before))
    await Promise.all([
      stored.put(parts.at(-1) ?? content, [file.uri, file.stamp, parts.length - 1]),
      transaction.objectStore('files').put(file),
      transaction.done,
    ])
  } catch (error) {
    if (parts.length > 1) await database.delete('parts', partsOf(file)).catch(() => undefined)
    throw error
  }
}

function slices(content: Blob): readonly Blob[] {
  if (content.size <= PART_LIMIT) return [content]
  const count = Math.ceil(content.size / PART)
  return Array.from({ length: count }, (_, index) => content.slice(index * PART, (index + 1) * PART))
}

async function twice(write: () => Promise<void>, size: number, pause: number): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (!isRefusal(error)) throw error
    await new Promise(resolve => setTimeout(resolve, pause))
    try {
      await write()
    } catch (again) {
      throw isRefusal(again) ? new StorageFull(size, { cause: again }) : again
    }
  }
}

/** A browser's ways to say that it keeps no more. Source: measured in Chromium (InvalidBlob is a DataError). */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && ['QuotaExceededError', 'DataError', 'UnknownError'].includes(error.name)
