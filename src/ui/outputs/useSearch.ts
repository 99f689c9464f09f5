import { useEffect, useMemo, useState } from 'react'
import type { RunTree } from './runTree'
import { indexNodes, type SearchHit, type SearchNode, type SearchScope, searchNodes } from './search'
import { inSlices } from './slices'

/** What a search has found so far; `undefined` hits: the run is still being read. */
export type SearchAnswer = { readonly hits: readonly SearchHit[] | undefined; readonly more: boolean }

const MOST_HITS = 5000

/** Searches everything a run holds. The run is read when the first letter is typed. */
export function useSearch(tree: RunTree, query: string, scope: SearchScope): SearchAnswer {
  const [index, setIndex] = useState<{ readonly of: RunTree; readonly nodes: readonly SearchNode[] }>()
  const active = query.trim() !== ''
  useEffect(() => {
    if (!active) return
    const leaving = new AbortController()
    inSlices(indexNodes(tree.root), leaving.signal).then(
      nodes => setIndex({ of: tree, nodes }),
      (error: unknown) => {
        if (!leaving.signal.aborted) throw error
      },
    )
    return () => leaving.abort()
  }, [tree, active])
  const nodes = index?.of === tree ? index.nodes : undefined
  return useMemo(
    () => (nodes && active ? searchNodes(nodes, query, scope, MOST_HITS) : { hits: undefined, more: false }),
    [nodes, active, query, scope],
  )
}
