export type { FileAttributes, InternalStorage, KestraUri } from './internalStorage'
export { FileNotFound, StorageFull } from './internalStorage'
