import type { ValuePath } from './path'
import { containerOf, isFileUri, textOf, typeOf, type ValueType } from './values'

/** A value of a run as the search knows it; its path hangs on its parent, so that a node costs little. */
export type SearchNode = {
  readonly parent: SearchNode | undefined
  readonly key: string | number
  readonly keyText: string
  readonly value: unknown
  /** The value in small letters; empty for what holds other values. */
  readonly text: string
}

/** Which nodes a search looks at. */
export type SearchScope = 'all' | 'keys' | 'values' | 'files'

/** A hit: where it lies, and the range of the match in the key or in the value's text. */
export type SearchHit = {
  readonly path: ValuePath
  readonly type: ValueType
  readonly value: unknown
  readonly where: 'key' | 'value'
  readonly start: number
  readonly length: number
}

const LONGEST_TEXT = 20_000
const NODES_PER_SLICE = 4000

/**
 * Walks everything a run holds, JSON inside strings too, and yields after every few thousand nodes so that the page
 * can breathe. The path of a node begins below `root`.
 */
export function* indexNodes(root: unknown): Generator<number, readonly SearchNode[]> {
  const nodes: SearchNode[] = []
  const open: { readonly parent: SearchNode | undefined; readonly value: unknown }[] = [
    { parent: undefined, value: root },
  ]
  let due = NODES_PER_SLICE
  for (let next = open.pop(); next; next = open.pop()) {
    const { parent } = next
    const children = entriesOf(next.value).map(([key, value]) => nodeOf(parent, key, value))
    for (const node of children) nodes.push(node)
    for (const node of children.toReversed()) {
      if (containerOf(node.value) !== undefined) open.push({ parent: node, value: node.value })
    }
    if (nodes.length >= due) {
      due = nodes.length + NODES_PER_SLICE
      yield nodes.length
    }
  }
  return nodes
}

function nodeOf(parent: SearchNode | undefined, key: string | number, value: unknown): SearchNode {
  const leaf = containerOf(value) === undefined
  return {
    parent,
    key,
    keyText: typeof key === 'number' ? '' : key.toLowerCase(),
    value,
    text: leaf ? textOf(value).slice(0, LONGEST_TEXT).toLowerCase() : '',
  }
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  const container = containerOf(value)
  if (container === undefined) return []
  if (Array.isArray(container)) return container.map((item, index) => [index, item] as const)
  if (container instanceof Map) return [...container].map(([key, item]) => [String(key), item] as const)
  return Object.entries(container)
}

/** Nodes whose key or value holds the text, in the order of the run; `limit` ends the walk early. */
export function searchNodes(
  nodes: readonly SearchNode[],
  query: string,
  scope: SearchScope,
  limit: number,
): { readonly hits: readonly SearchHit[]; readonly more: boolean } {
  const wanted = query.trim().toLowerCase()
  const hits: SearchHit[] = []
  if (wanted === '') return { hits, more: false }
  for (const node of nodes) {
    const hit = hitOf(node, wanted, scope)
    if (!hit) continue
    if (hits.length === limit) return { hits, more: true }
    hits.push(hit)
  }
  return { hits, more: false }
}

function hitOf(node: SearchNode, wanted: string, scope: SearchScope): SearchHit | undefined {
  if (scope === 'files' && !isFileUri(node.value)) return undefined
  const inKey = scope === 'values' ? -1 : node.keyText.indexOf(wanted)
  const inValue = inKey >= 0 || scope === 'keys' ? -1 : node.text.indexOf(wanted)
  if (inKey < 0 && inValue < 0) return undefined
  return {
    path: pathOf(node),
    type: typeOf(node.value),
    value: node.value,
    where: inKey >= 0 ? 'key' : 'value',
    start: Math.max(inKey, inValue),
    length: wanted.length,
  }
}

function pathOf(node: SearchNode): ValuePath {
  const path: (string | number)[] = []
  for (let at: SearchNode | undefined = node; at; at = at.parent) path.push(at.key)
  return path.reverse()
}

/** A stretch of text around a match, for a list: what stands before, the match, what stands after. */
export function excerpt(text: string, start: number, length: number): readonly [string, string, string] {
  const from = Math.max(0, start - 24)
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`
  const after = text.slice(start + length, start + length + 60)
  return [before, text.slice(start, start + length), text.length > start + length + 60 ? `${after}…` : after]
}
