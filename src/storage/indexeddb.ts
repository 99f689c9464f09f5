import type { StoredFile } from './database'
import type { FileStore } from './fileStore'
import type { FileAttributes, InternalStorage, KestraUri } from './internalStorage'

/** Internal storage in the database. */
export function createDatabaseStorage(files: FileStore): InternalStorage {
  return {
    put: async (uri, content) => attributesOf(await files.put(uri, content)),
    get: files.get,
    attributes: async uri => {
      const file = await files.find(uri)
      return file && attributesOf(file)
    },
    list: async prefix => (await files.list(prefix)).map(attributesOf),
    delete: async prefix => (await files.delete(prefix)).map(uri => uri as KestraUri),
    remove: async uri => (await files.delete(uri, 'one')).length > 0,
  }
}

const attributesOf = ({ uri, name, size, created }: StoredFile): FileAttributes => ({
  uri: uri as KestraUri,
  name,
  size,
  created,
})
