import type { Problem } from '../model'
import { keyText, type YamlAlias, type YamlList, type YamlMap, type YamlNode, type YamlPair } from './node'
import { keyProblem, yamlProblem } from './yamlProblem'

/** SnakeYAML's own limits (`LoaderOptions`). */
const MAX_ALIASES = 50
export const MAX_DEPTH = 50

/** Values that a text may come to in all, aliases counted each time. */
const MAX_NODES = 200_000

/** Plain values of a tree, and what keeps it from having any. */
export type PlainValue = { readonly value: unknown; readonly problems: readonly Problem[] }

/**
 * Turns a tree into plain values, with a budget that aliases cannot outgrow: values are undefined where it is spent.
 * Source: SnakeYAML `LoaderOptions`; Jackson refuses keys that stand twice.
 */
export function plainValue(root: YamlNode, text: string): PlainValue {
  const reader = new PlainReader(text)
  return { value: reader.read(root), problems: reader.problems }
}

class PlainReader {
  readonly problems: Problem[] = []
  private stopped = false
  private nodes = 0
  private aliases = 0
  private readonly open = new Set<YamlNode>()

  constructor(private readonly text: string) {}

  read(root: YamlNode): unknown {
    const value = this.value(root, 0)
    return this.stopped ? undefined : value
  }

  private value(node: YamlNode | undefined, depth: number): unknown {
    if (this.stopped || node === undefined) return null
    this.nodes++
    if (this.nodes > MAX_NODES) {
      return this.stop('yaml-aliases', `This text comes to more than ${MAX_NODES} values`, node)
    }
    if (depth > MAX_DEPTH) return this.stop('yaml-depth', `Nesting Depth exceeded max ${MAX_DEPTH}`, node)
    switch (node.kind) {
      case 'scalar':
        return node.value
      case 'alias':
        return this.alias(node, depth)
      case 'list':
        return this.list(node, depth)
      case 'map':
        return this.map(node, depth)
      default:
        return node satisfies never
    }
  }

  private alias(alias: YamlAlias, depth: number): unknown {
    const { target, name } = alias
    if (target === undefined) return this.stop('yaml-syntax', `found undefined alias ${name}`, alias)
    if (this.open.has(target)) return this.stop('yaml-aliases', `The alias ${name} holds itself`, alias)
    if (target.kind !== 'scalar') {
      this.aliases++
      if (this.aliases > MAX_ALIASES) {
        return this.stop(
          'yaml-aliases',
          `Number of aliases for non-scalar nodes exceeds the specified max=${MAX_ALIASES}`,
          alias,
        )
      }
    }
    return this.value(target, depth)
  }

  private list(list: YamlList, depth: number): readonly unknown[] {
    this.open.add(list)
    const items = list.items.map(item => this.value(item, depth + 1))
    this.open.delete(list)
    return items
  }

  private map(map: YamlMap, depth: number): Readonly<Record<string, unknown>> {
    this.open.add(map)
    const own: Record<string, unknown> = {}
    const merged = map.pairs.filter(isMerge)
    for (const pair of map.pairs) if (!isMerge(pair)) this.put(own, pair, depth)
    const result = merged.length === 0 ? own : this.merge(merged, own, depth)
    this.open.delete(map)
    return result
  }

  private put(into: Record<string, unknown>, pair: YamlPair, depth: number): void {
    if (pair.key.kind === 'map' || pair.key.kind === 'list') {
      this.problems.push(keyProblem(this.text, { start: pair.key.start, end: pair.key.end }))
      this.stopped = true
      return
    }
    const key = keyText(this.value(pair.key, depth + 1))
    if (Object.hasOwn(into, key) && !this.stopped) {
      this.problems.push(
        yamlProblem(
          'duplicate-key',
          `Illegal flow yaml: Duplicate field '${key}'`,
          { start: pair.key.start, end: pair.key.end },
          'A key stands once in a map. Take one of them out.',
        ),
      )
      delete into[key]
    }
    set(into, key, this.value(pair.value, depth + 1))
  }

  /** Entries that come by `<<` stand first; own ones win. */
  private merge(
    pairs: readonly YamlPair[],
    own: Readonly<Record<string, unknown>>,
    depth: number,
  ): Readonly<Record<string, unknown>> {
    const merged: Record<string, unknown> = {}
    for (const { value } of pairs) {
      const plain = this.value(value, depth)
      for (const map of Array.isArray(plain) ? plain : [plain]) {
        if (typeof map !== 'object' || map === null) continue
        for (const [key, item] of Object.entries(map)) if (!Object.hasOwn(merged, key)) set(merged, key, item)
      }
    }
    for (const [key, value] of Object.entries(own)) set(merged, key, value)
    return merged
  }

  private stop(code: string, message: string, node: YamlNode): null {
    if (!this.stopped) {
      const span = { start: node.start, end: node.end }
      this.problems.push(yamlProblem(code, message, span, 'Write the values out, without aliases of aliases.'))
    }
    this.stopped = true
    return null
  }
}

/** Sets a key as an own property, `__proto__` too. */
function set(into: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
  } else {
    into[key] = value
  }
}

const isMerge = ({ key }: YamlPair): boolean => key.kind === 'scalar' && key.style === 'plain' && key.text === '<<'
