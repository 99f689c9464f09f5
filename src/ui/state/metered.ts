import type { ReadyItem } from '../../engine'

/** Bytes that a run would fetch and keep, as far as they are known. */
export const bytesToDownload = (items: readonly ReadyItem[]): number =>
  items.filter(({ here }) => !here).reduce((sum, { bytes = 0 }) => sum + bytes, 0)

/** Whether bytes cost something: mobile data, or the browser saves data. Browsers that do not tell are taken as free. */
export function isMetered(connection: unknown = connectionOf()): boolean {
  if (typeof connection !== 'object' || connection === null) return false
  if ('saveData' in connection && connection.saveData === true) return true
  return 'type' in connection && connection.type === 'cellular'
}

const connectionOf = (): unknown =>
  typeof navigator === 'object' && 'connection' in navigator ? navigator.connection : undefined
