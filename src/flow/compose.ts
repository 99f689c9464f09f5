import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from 'yaml'
import type { ScalarStyle, YamlNode, YamlPair, YamlScalar } from './node'
import { readPlain } from './plainScalar'

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
}

/**
 * Parses a text by the YAML library; scalars stay text there and are read as SnakeYAML reads them afterwards.
 * @throws RangeError when the text nests too deeply for the stack
 */
export function parseDocuments(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    merge: false,
  })
  return Array.isArray(documents) ? documents : []
}

/** The tree of a document. */
export function composeTree(document: Document.Parsed): YamlNode | undefined {
  const known = new Map<Node, YamlNode>()
  const compose = (node: unknown): YamlNode | undefined => {
    const composed = composeNode(node as Node | null | undefined)
    if (composed !== undefined && node) known.set(node as Node, composed)
    return composed
  }
  const place = (node: Node) => ({ start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 })

  function composeNode(node: Node | null | undefined): YamlNode | undefined {
    if (isAlias(node)) {
      const target = node.resolve(document)
      const before = target === undefined ? undefined : known.get(target)
      return { kind: 'alias', ...place(node), name: node.source, target: before }
    }
    if (isScalar(node)) return scalarOf(node, place(node))
    if (isSeq(node)) {
      const items: YamlNode[] = []
      const list: YamlNode = { kind: 'list', ...place(node), items }
      known.set(node, list)
      for (const item of node.items) items.push(compose(item) ?? nothingAt(list.end))
      return list
    }
    if (!isMap(node)) return undefined
    const pairs: YamlPair[] = []
    const map: YamlNode = { kind: 'map', ...place(node), pairs }
    known.set(node, map)
    for (const { key, value } of node.items)
      pairs.push({ key: compose(key) ?? nothingAt(map.start), value: compose(value) })
    return map
  }

  return compose(document.contents)
}

function scalarOf(node: Scalar, place: { readonly start: number; readonly end: number }): YamlScalar {
  const style = STYLES[node.type ?? ''] ?? 'plain'
  const text = typeof node.value === 'string' ? node.value : (node.source ?? '')
  const isText = style !== 'plain' || node.tag === 'tag:yaml.org,2002:str' || node.tag === '!'
  return { kind: 'scalar', ...place, style, text, value: isText ? text : readPlain(text) }
}

const nothingAt = (offset: number): YamlScalar => ({
  kind: 'scalar',
  start: offset,
  end: offset,
  style: 'plain',
  text: '',
  value: null,
})
