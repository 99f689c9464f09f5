/**
 * A piece of a YAML text as a tree: offsets `start` and `end` of the text, and what is inside. `value` of a scalar is
 * what YAML 1.1 makes of it.
 */
export type YamlNode = YamlScalar | YamlMap | YamlList | YamlAlias

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

export type YamlScalar = {
  readonly kind: 'scalar'
  readonly start: number
  readonly end: number
  readonly style: ScalarStyle
  readonly value: unknown
  /** The text of the scalar, before YAML makes anything of it. */
  readonly text: string
}

export type YamlPair = { readonly key: YamlNode; readonly value: YamlNode | undefined }

export type YamlMap = {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  readonly pairs: readonly YamlPair[]
}

export type YamlList = {
  readonly kind: 'list'
  readonly start: number
  readonly end: number
  readonly items: readonly YamlNode[]
}

/** `*name`; without a target nothing of that name was written before. */
export type YamlAlias = {
  readonly kind: 'alias'
  readonly start: number
  readonly end: number
  readonly name: string
  readonly target: YamlNode | undefined
}

/** A key as Jackson writes it: the text of whatever YAML made of it. */
export function keyText(key: unknown): string {
  if (typeof key === 'object' && key !== null) return 'value' in key ? String(key.value) : JSON.stringify(key)
  return String(key)
}
