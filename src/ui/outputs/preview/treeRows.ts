import { formatCount } from '../../format'
import type { ValuePath } from '../path'
import { childrenOf, containerOf, labelOf, sizeOf, textOf, typeOf, type ValueType } from '../values'

/** A line of a folded-out value. */
export type TreeLine =
  | {
      readonly kind: 'node'
      /** Path from the tree's root, as JSON: the key of the fold. */
      readonly id: string
      readonly path: ValuePath
      readonly depth: number
      readonly key: string | number | undefined
      readonly type: ValueType
      readonly value: unknown
      /** Container: how much it holds; undefined for scalars. */
      readonly size?: string
      /** List items: a telling key, shown while folded. */
      readonly label?: string
      /** Keys that most of its siblings have and it has not. */
      readonly lacks: readonly string[]
      readonly opens: boolean
      readonly open: boolean
      readonly setSize: number
      readonly position: number
    }
  | {
      readonly kind: 'more'
      readonly id: string
      readonly depth: number
      readonly path: ValuePath
      readonly text: string
    }

/** Which nodes are folded out, and how many children each of them shows. */
export type Folds = { readonly open: ReadonlyMap<string, boolean>; readonly shown: ReadonlyMap<string, number> }

export const NO_FOLDS: Folds = { open: new Map(), shown: new Map() }

const FIRST_KEYS = 6
const FIRST_ITEMS = 100

const idOf = (path: ValuePath): string => JSON.stringify(path)

/** The lines of a value as far as it is folded out: its root and its first child are open at the beginning. */
export function treeLines(root: unknown, folds: Folds): readonly TreeLine[] {
  const lines: TreeLine[] = []
  addLines(lines, folds, { path: [], key: undefined, value: root, lacks: [], setSize: 1, position: 1, first: true })
  return lines
}

type Node = {
  readonly path: ValuePath
  readonly key: string | number | undefined
  readonly value: unknown
  readonly lacks: readonly string[]
  readonly setSize: number
  readonly position: number
  /** The root, and the first item of a root that is a list. */
  readonly first: boolean
}

function addLines(lines: TreeLine[], folds: Folds, node: Node): void {
  const { path, value } = node
  const id = idOf(path)
  const count = sizeOf(value)
  const opens = count > 0
  const open = opens && (folds.open.get(id) ?? node.first)
  const label = labelOf(containerOf(value))
  lines.push({
    kind: 'node',
    id,
    path,
    depth: path.length,
    key: node.key,
    type: typeOf(value),
    value,
    lacks: node.lacks,
    opens,
    open,
    setSize: node.setSize,
    position: node.position,
    ...(containerOf(value) === undefined ? {} : { size: sizeText(value, count) }),
    ...(label === undefined || typeof node.key !== 'number' ? {} : { label }),
  })
  if (open) addChildren(lines, folds, node, id)
}

function addChildren(lines: TreeLine[], folds: Folds, { path, value }: Node, id: string): void {
  const children = childrenOf(value)
  const list = Array.isArray(containerOf(value))
  const limit =
    list || path.length === 0 ? FIRST_ITEMS : children.length <= FIRST_KEYS + 1 ? children.length : FIRST_KEYS
  const shown = folds.shown.get(id) ?? limit
  const usual = list ? usualKeys(children.map(child => child.value)) : []
  for (const [index, child] of children.slice(0, shown).entries()) {
    addLines(lines, folds, {
      path: [...path, child.key],
      key: child.key,
      value: child.value,
      lacks: missingOf(child.value, usual),
      setSize: children.length,
      position: index + 1,
      first: list && path.length === 0 && index === 0,
    })
  }
  const rest = children.length - shown
  if (rest > 0) {
    const text = `${formatCount(rest, list ? 'more item' : 'more key')}`
    lines.push({ kind: 'more', id: `${id}+`, depth: path.length + 1, path, text })
  }
}

function sizeText(value: unknown, count: number): string {
  return Array.isArray(containerOf(value)) ? formatCount(count, 'item') : formatCount(count, 'key')
}

/** Folds a node out or in. */
export function toggleFold(folds: Folds, id: string, open: boolean): Folds {
  return { ...folds, open: new Map(folds.open).set(id, open) }
}

/** Shows more children of a node: all keys of a map, a hundred times more items of a list. */
export function showMore(folds: Folds, line: Extract<TreeLine, { kind: 'more' }>, root: number): Folds {
  const id = idOf(line.path)
  const shown = folds.shown.get(id) ?? 0
  return { ...folds, shown: new Map(folds.shown).set(id, Math.max(root, shown) + 1000) }
}

/** Keys that more than half of the maps in a list have, but not all of them. */
export function usualKeys(items: readonly unknown[]): readonly string[] {
  return keyCounts(items)
    .filter(({ count, of }) => count < of && count * 2 > of)
    .map(({ key }) => key)
}

type KeyCount = { readonly key: string; readonly count: number; readonly of: number }

const COUNTED_ITEMS = 10_000

function keyCounts(items: readonly unknown[]): readonly KeyCount[] {
  const maps = items.slice(0, COUNTED_ITEMS).filter(isMap)
  const counts = new Map<string, number>()
  for (const map of maps) for (const key of namesOf(map)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].map(([key, count]) => ({ key, count, of: maps.length }))
}

const isMap = (item: unknown): item is object => typeof item === 'object' && item !== null && !Array.isArray(item)

const namesOf = (map: object): readonly string[] =>
  map instanceof Map ? [...map.keys()].map(String) : Object.keys(map)

function missingOf(item: unknown, usual: readonly string[]): readonly string[] {
  if (usual.length === 0 || !isMap(item)) return []
  const names = new Set(namesOf(item))
  return usual.filter(key => !names.has(key))
}

/** What a list of maps lacks, in a sentence: `brand is in 25 of 30 items`. Nothing when all maps have the same keys. */
export function keyCoverage(value: unknown): string | undefined {
  const container = containerOf(value)
  if (!Array.isArray(container)) return undefined
  const partial = keyCounts(container).filter(({ count, of }) => count < of && count * 2 > of)
  const [first] = partial.sort((one, other) => one.count - other.count)
  return first && `${first.key} is in ${first.count} of ${formatCount(first.of, 'item')}`
}

/** A scalar as JSON would print it: strings in quotes, so that `"1"` and `1` differ. */
export function scalarText(value: unknown): string {
  const text = textOf(value)
  return typeof value === 'string' ? JSON.stringify(text) : text
}
