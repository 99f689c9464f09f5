import { fileNameOf, isAtOrBelow } from './address'
import { type FileAttributes, FileNotFound, type InternalStorage, type KestraUri } from './internalStorage'

/** Internal storage that lives as long as the object: for Node, and for windows that may keep nothing. */
export function createMemoryStorage(now: () => number = Date.now): InternalStorage {
  const files = new Map<KestraUri, { readonly content: Blob; readonly created: string }>()
  const attributes = (uri: KestraUri): FileAttributes | undefined => {
    const file = files.get(uri)
    return file && { uri, name: fileNameOf(uri), size: file.content.size, created: file.created }
  }
  const below = (prefix: KestraUri) => [...files.keys()].filter(uri => isAtOrBelow(uri, prefix)).sort()
  return {
    put: async (uri, content) => {
      const created = new Date(now()).toISOString()
      files.set(uri, { content, created })
      return { uri, name: fileNameOf(uri), size: content.size, created }
    },
    get: async uri => {
      const file = files.get(uri)
      if (!file) throw new FileNotFound(uri)
      return file.content
    },
    attributes: async uri => attributes(uri),
    list: async prefix => below(prefix).flatMap(uri => attributes(uri) ?? []),
    delete: async prefix => {
      const found = below(prefix)
      for (const uri of found) files.delete(uri)
      return found
    },
    remove: async uri => files.delete(uri),
  }
}
