import { locate, type ValuePath } from './path'
import { childOf, childrenOf, containerOf, isFileUri, textOf, typeOf } from './values'

/** How a value differs from the one in its place in an earlier run; `count`: how many values in it do. */
export type Change = { readonly sign: '~' | '+'; readonly count: number }

/** Whether two stored files hold the same bytes; undefined while that is not known. */
export type SameFile = (before: string, after: string) => boolean | undefined

/** How the value at a path differs; undefined where it does not, or where there is none now. */
export function changeAt(before: unknown, after: unknown, path: ValuePath, same: SameFile): Change | undefined {
  const now = locate(after, path)
  if (!now) return undefined
  const then = locate(before, path)
  if (!then) return { sign: '+', count: leaves(now.value) }
  const count = differences(then.value, now.value, same)
  return count === 0 ? undefined : { sign: '~', count }
}

/** Keys that only the earlier run has in the container at a path. */
export function removedAt(before: unknown, after: unknown, path: ValuePath): readonly string[] {
  const now = locate(after, path)?.value
  return childrenOf(locate(before, path)?.value).flatMap(({ key }) => (childOf(now, key) ? [] : [String(key)]))
}

/** Stored files that stand in the same place of two runs, each pair once: their addresses always differ. */
export function filePairs(before: unknown, after: unknown): readonly (readonly [string, string])[] {
  if (isFileUri(before) && isFileUri(after)) return before === after ? [] : [[before, after]]
  return childrenOf(after).flatMap(({ key, value }) => filePairs(childOf(before, key)?.value, value))
}

function differences(before: unknown, after: unknown, same: SameFile): number {
  if (isFileUri(before) && isFileUri(after)) return before === after || same(before, after) !== false ? 0 : 1
  if (containerOf(before) === undefined || containerOf(after) === undefined) {
    return typeOf(before) === typeOf(after) && textOf(before) === textOf(after) ? 0 : 1
  }
  const kept = childrenOf(after).reduce((count, { key, value }) => {
    const then = childOf(before, key)
    return count + (then ? differences(then.value, value, same) : leaves(value))
  }, 0)
  return childrenOf(before).reduce((count, { key, value }) => count + (childOf(after, key) ? 0 : leaves(value)), kept)
}

/** How many values that hold no others are in one. */
const leaves = (value: unknown): number =>
  Math.max(
    1,
    childrenOf(value).reduce((count, child) => count + leaves(child.value), 0),
  )
