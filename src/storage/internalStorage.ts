/** An address in internal storage: `kestra:///company/team/my-flow/executions/{id}/tasks/{task}/{taskRun}/{file}`. */
export type KestraUri = `kestra:///${string}`

export type FileAttributes = {
  readonly uri: KestraUri
  /** The file's own name, the last part of its address. */
  readonly name: string
  /** Bytes. */
  readonly size: number
  /** ISO-8601 in UTC. */
  readonly created: string
}

/** Where task outputs of kind file live. Source: Kestra `io.kestra.core.storages.StorageInterface`. */
export type InternalStorage = {
  /** Writes a file whole or not at all. @throws StorageFull when the browser's quota is used up */
  readonly put: (uri: KestraUri, content: Blob) => Promise<FileAttributes>
  /** @throws FileNotFound */
  readonly get: (uri: KestraUri) => Promise<Blob>
  readonly attributes: (uri: KestraUri) => Promise<FileAttributes | undefined>
  /** The file at an address and every file below it, as in a folder. */
  readonly list: (uri: KestraUri) => Promise<readonly FileAttributes[]>
  /** Deletes the file at an address and every file below it; answers what was deleted. */
  readonly delete: (uri: KestraUri) => Promise<readonly KestraUri[]>
  /** Deletes the file at exactly this address; answers whether there was one. */
  readonly remove: (uri: KestraUri) => Promise<boolean>
}

/** Thrown when there is no file at an address. */
export class FileNotFound extends Error {
  override readonly name = 'FileNotFound'
  readonly uri: string
  constructor(uri: string) {
    super(`No file is stored at ${uri}`)
    this.uri = uri
  }
}

/** Thrown when the browser refuses more storage. Earlier files stay. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull'
  /** Bytes that were to be written. */
  readonly needed: number
  constructor(needed: number, options?: ErrorOptions) {
    super(`This browser has no room for ${needed} more bytes. Free space in Storage; earlier files are kept.`, options)
    this.needed = needed
  }
}
