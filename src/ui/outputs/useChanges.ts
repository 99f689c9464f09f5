import { useMemo } from 'react'
import { type Change, changeAt, filePairs, removedAt, type SameFile } from './changes'
import type { ValuePath } from './path'
import { useLoaded } from './preview/useBlob'
import type { OutputsPanelProps } from './props'
import type { RunTree } from './runTree'

/** How the outputs of a run differ from those of an earlier one. */
export type Changes = {
  readonly at: (path: ValuePath) => Change | undefined
  readonly removed: (path: ValuePath) => readonly string[]
}

/** Files that are compared: so many, and none larger. */
const MOST_FILES = 100
const LARGEST_FILE = 50_000_000

/** Compares two runs; files by their bytes, which are read here. */
export function useChanges(
  before: RunTree | undefined,
  after: RunTree,
  file: OutputsPanelProps['file'],
): Changes | undefined {
  const pairs = useMemo(
    () => (before ? filePairs(before.root.outputs, after.root.outputs).slice(0, MOST_FILES) : []),
    [before, after],
  )
  const compared = useLoaded(pairs, async () => {
    const found = pairs.map(async ([one, other]) => [keyOf(one, other), await isSame(one, other, file)] as const)
    return new Map(await Promise.all(found))
  })
  const known = compared.state === 'ready' ? compared.value : undefined
  return useMemo(() => {
    if (!before) return undefined
    const same: SameFile = (one, other) => known?.get(keyOf(one, other))
    return {
      at: path => (path[0] === 'outputs' ? changeAt(before.root, after.root, path, same) : undefined),
      removed: path => (path[0] === 'outputs' ? removedAt(before.root, after.root, path) : []),
    }
  }, [before, after, known])
}

const keyOf = (one: string, other: string): string => `${one} ${other}`

async function isSame(one: string, other: string, file: OutputsPanelProps['file']): Promise<boolean | undefined> {
  try {
    const [before, after] = await Promise.all([file(one), file(other)])
    if (before.size !== after.size) return false
    if (after.size > LARGEST_FILE) return undefined
    return (await sha256(before)) === (await sha256(after))
  } catch {
    return undefined
  }
}

/** The SHA-256 of some bytes, in hexadecimal. */
export async function sha256(blob: Blob): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer())
  return Array.from(new Uint8Array(digest), byte => byte.toString(16).padStart(2, '0')).join('')
}
