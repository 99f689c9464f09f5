import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { Path, Span } from '../model'
import { keyText, type ParsedYaml } from './parse'

/** Where a path stands in the text: its key (map entries only) and its value. */
export type Located = { readonly key?: Span; readonly value: Span; readonly node: Node | undefined }

/** Finds a path in a parsed text. Answers undefined when nothing is written there. */
export function locate(yaml: ParsedYaml, path: Path): Located | undefined {
  let node: Node | undefined = yaml.document?.contents ?? undefined
  let key: Span | undefined
  for (const part of path) {
    const found = child(yaml, node, part)
    if (found === undefined) return undefined
    node = found.node
    key = found.key
    if (node === undefined && part !== path.at(-1)) return undefined
  }
  const value = node === undefined ? key : rangeOf(node)
  if (value === undefined) return undefined
  return { ...(key === undefined ? {} : { key }), value, node }
}

/**
 * The place a problem at this path is shown: the key or the scalar value; for a map or list its key; for something
 * that is not written the nearest thing around it that is.
 */
export function spanAt(yaml: ParsedYaml, path: Path, at: 'key' | 'value'): Span {
  const found = locate(yaml, path)
  if (found) {
    if (at === 'key' && found.key) return found.key
    if (isScalar(found.node) && found.value.end > found.value.start) return firstLine(yaml.text, found.value)
    return found.key ?? headOf(yaml, path) ?? firstLine(yaml.text, found.value)
  }
  if (path.length === 0) return { start: 0, end: Math.max(1, yaml.text.indexOf('\n')) }
  const parent = path.slice(0, -1)
  return headOf(yaml, parent) ?? spanAt(yaml, parent, 'value')
}

/** The 1-based line of a path's key or value, when it is written. */
export function lineOf(yaml: ParsedYaml, path: Path): number | undefined {
  const found = locate(yaml, path)
  return found === undefined ? undefined : lineAt(yaml.text, (found.key ?? found.value).start)
}

/** Answers the 1-based line of any offset, quickly, for those who ask often. */
export function lineIndex(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return offset => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** The 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** The path that an offset stands in, as deep as it goes, and whether it is on the key. */
export function pathAt(yaml: ParsedYaml, offset: number): { readonly path: Path; readonly at: 'key' | 'value' } {
  const path: (string | number)[] = []
  let node: Node | undefined = yaml.document?.contents ?? undefined
  for (;;) {
    if (isMap(node)) {
      const pair = node.items.findLast(item => (startOf(item) ?? Number.POSITIVE_INFINITY) <= offset)
      if (pair === undefined || !isPairOfScalar(pair)) return { path, at: 'value' }
      path.push(keyText(pair.key.value))
      if (offset <= (pair.key.range?.[1] ?? -1)) return { path, at: 'key' }
      node = (pair.value as Node | null) ?? undefined
    } else if (isSeq(node)) {
      const index = node.items.findLastIndex(item => ((item as Node).range?.[0] ?? Number.POSITIVE_INFINITY) <= offset)
      if (index === -1) return { path, at: 'value' }
      path.push(index)
      node = node.items[index] as Node
    } else {
      return { path, at: 'value' }
    }
  }
}

/** For a task: its `type` or `id`; for any other map its first entry. */
function headOf(yaml: ParsedYaml, path: Path): Span | undefined {
  const node = locate(yaml, path)?.node
  if (!isMap(node)) return undefined
  for (const name of ['type', 'id']) {
    const pair = pairOf(node, name)
    const value = pair?.value as Node | null | undefined
    if (path.length > 0 && isScalar(value) && value.range) return { start: value.range[0], end: value.range[1] }
  }
  const first = node.items[0]?.key as Node | undefined
  return first?.range ? { start: first.range[0], end: first.range[1] } : undefined
}

function child(
  yaml: ParsedYaml,
  node: Node | undefined,
  part: string | number,
): { readonly node: Node | undefined; readonly key?: Span } | undefined {
  const inner = isAlias(node) && yaml.document ? node.resolve(yaml.document) : node
  if (isSeq(inner) && typeof part === 'number') {
    const item = inner.items[part] as Node | undefined
    return item === undefined ? undefined : { node: item }
  }
  if (!isMap(inner)) return undefined
  const pair = pairOf(inner, String(part))
  if (pair !== undefined) {
    const key = rangeOf(pair.key as Node)
    return { node: (pair.value as Node | null) ?? undefined, ...(key === undefined ? {} : { key }) }
  }
  return merged(yaml, inner, part)
}

/** An entry that came by `<<`. */
function merged(yaml: ParsedYaml, map: YAMLMap, part: string | number): ReturnType<typeof child> {
  const value = pairOf(map, '<<')?.value as Node | undefined
  if (value === undefined) return undefined
  const sources = isSeq(value) ? (value.items as Node[]) : [value]
  for (const source of sources) {
    const found = child(yaml, source, part)
    if (found) return found
  }
  return undefined
}

/** The last pair of that name: it is the one that counts. */
const pairOf = (map: YAMLMap, name: string): Pair | undefined =>
  map.items.findLast(pair => isScalar(pair.key) && keyText(pair.key.value) === name)

const isPairOfScalar = (pair: Pair): pair is Pair<Scalar, unknown> => isScalar(pair.key)

const startOf = (pair: Pair): number | undefined => (pair.key as Node | undefined)?.range?.[0]

const rangeOf = (node: Node | undefined): Span | undefined =>
  node?.range ? { start: node.range[0], end: node.range[1] } : undefined

function firstLine(text: string, span: Span): Span {
  const end = text.indexOf('\n', span.start)
  return end === -1 || end >= span.end ? span : { start: span.start, end }
}
