import type { Path, Span } from '../model'
import { keyText, type YamlMap, type YamlNode, type YamlPair } from './node'
import type { ParsedYaml } from './parse'

/** Where a path stands in the text: its key (map entries only) and its value. */
export type Located = { readonly key?: Span; readonly value: Span; readonly node: YamlNode | undefined }

/** Finds a path in a parsed text. Answers undefined when nothing is written there. */
export function locate(yaml: ParsedYaml, path: Path): Located | undefined {
  let node = yaml.root
  let key: Span | undefined
  for (const part of path) {
    const found = child(node, part)
    if (found === undefined) return undefined
    node = found.node
    key = found.key
  }
  const value = node === undefined ? key : spanOf(node)
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
    if (found.node?.kind === 'scalar' && found.value.end > found.value.start) return firstLine(yaml.text, found.value)
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
  let node = yaml.root
  for (;;) {
    if (node?.kind === 'map') {
      const pair: YamlPair | undefined = node.pairs.findLast(({ key }) => key.start <= offset)
      if (pair === undefined || pair.key.kind !== 'scalar') return { path, at: 'value' }
      path.push(keyText(pair.key.value))
      if (offset <= pair.key.end) return { path, at: 'key' }
      node = pair.value
    } else if (node?.kind === 'list') {
      const index: number = node.items.findLastIndex(({ start }) => start <= offset)
      if (index === -1) return { path, at: 'value' }
      path.push(index)
      node = node.items[index]
    } else {
      return { path, at: 'value' }
    }
  }
}

/** For a task: its `type` or `id`; for any other map its first entry. */
function headOf(yaml: ParsedYaml, path: Path): Span | undefined {
  const node = locate(yaml, path)?.node
  if (node?.kind !== 'map') return undefined
  for (const name of ['type', 'id']) {
    const value = pairOf(node, name)?.value
    if (path.length > 0 && value?.kind === 'scalar') return spanOf(value)
  }
  const first = node.pairs[0]?.key
  return first === undefined ? undefined : spanOf(first)
}

type Found = { readonly node: YamlNode | undefined; readonly key?: Span }

function child(node: YamlNode | undefined, part: string | number): Found | undefined {
  const inner = node?.kind === 'alias' ? node.target : node
  if (inner?.kind === 'list' && typeof part === 'number') {
    const item = inner.items[part]
    return item === undefined ? undefined : { node: item }
  }
  if (inner?.kind !== 'map') return undefined
  const pair = pairOf(inner, String(part))
  return pair === undefined ? merged(inner, part) : { node: pair.value, key: spanOf(pair.key) }
}

/** An entry that came by `<<`. */
function merged(map: YamlMap, part: string | number): Found | undefined {
  const value = pairOf(map, '<<')?.value
  if (value === undefined) return undefined
  for (const source of value.kind === 'list' ? value.items : [value]) {
    const found = child(source, part)
    if (found) return found
  }
  return undefined
}

/** The last pair of that name: it is the one that counts. */
const pairOf = (map: YamlMap, name: string): YamlPair | undefined =>
  map.pairs.findLast(
    ({ key }) => key.kind === 'scalar' && (typeof key.value === 'string' ? key.value : keyText(key.value)) === name,
  )

const spanOf = ({ start, end }: YamlNode): Span => ({ start, end })

function firstLine(text: string, span: Span): Span {
  const end = text.indexOf('\n', span.start)
  return end === -1 || end >= span.end ? span : { start: span.start, end }
}
