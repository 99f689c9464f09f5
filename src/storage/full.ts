import { StorageFull } from './internalStorage'

/** Waits for a write; a browser that has no room left is told by its own error. @throws StorageFull */
export async function orFull<T>(writing: Promise<T>, size: number): Promise<T> {
  try {
    return await writing
  } catch (error) {
    if (error instanceof Error && error.name === 'QuotaExceededError') throw new StorageFull(size, { cause: error })
    throw error
  }
}
