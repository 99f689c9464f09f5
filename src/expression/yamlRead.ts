import { isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument, type Scalar, type YAMLError } from 'yaml'
import { parseJsonNumber } from './jsonRead'
import { double, doubleValue, type Value } from './value'

/** A text is no YAML. The message is SnakeYAML's as far as it can be told, with the place. */
export class YamlError extends Error {
  override readonly name = 'YamlError'
}

/**
 * Reads the first document of a YAML text. Plain words are read as Jackson does: `yes` and `on` are true, dates texts.
 * Source: Kestra `YamlFunction`: Jackson's `YAMLParser` on SnakeYAML.
 * @throws YamlError
 */
export function readYaml(text: string): Value {
  const document = parseDocument(text, {
    version: '1.1',
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
    strict: true,
  })
  const [error] = document.errors
  if (error) throw new YamlError(messageOf(error, text))
  if (!document.contents) throw new YamlError(`No content to map due to end-of-input\n${source(text, text.length)}`)
  const reader = new Reader(text)
  return reader.read(document.contents)
}

class Reader {
  constructor(private readonly text: string) {}

  read(node: Node | null): Value {
    if (node === null) return ''
    // Jackson reads an alias as the text of its name.
    return isAlias(node) ? node.source : this.unnamed(node)
  }

  private unnamed(node: Node): Value {
    if (isScalar(node)) return this.atEnd(node, scalarOf(node))
    if (isSeq(node)) return node.items.map(item => (isPair(item) ? null : this.read(item as Node | null)))
    if (!isMap(node)) return null
    const entries = new Map<string, Value>()
    for (const { key, value } of node.items)
      entries.set(keyText(key as Node | null, this.text), this.read(value as Node | null))
    return plainMap(entries)
  }

  /** A block scalar that the text ends with has no line break at its end where the text has none. */
  private atEnd(node: Scalar, value: Value): Value {
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED'
    if (!isBlock || typeof value !== 'string' || !value.endsWith('\n') || this.text.endsWith('\n')) return value
    return (node.range?.[1] ?? 0) >= this.text.length ? value.slice(0, -1) : value
  }
}

/** An object, unless JavaScript would reorder its keys. */
function plainMap(entries: ReadonlyMap<string, Value>): Value {
  for (const key of entries.keys()) if (key === '$java' || /^\d+$/.test(key)) return entries
  return Object.fromEntries(entries)
}

function keyText(key: Node | null, text: string): string {
  if (isScalar(key)) return typeof key.value === 'string' ? key.value : ''
  const range = key?.range
  return range ? text.slice(range[0], range[1]) : ''
}

function scalarOf(node: Scalar): Value {
  const text = typeof node.value === 'string' ? node.value : ''
  if (node.tag !== undefined) return taggedValue(node.tag, text)
  return node.type === 'PLAIN' || node.type === undefined ? plainValue(text) : text
}

function taggedValue(tag: string, text: string): Value {
  switch (tag.replace('tag:yaml.org,2002:', '!!')) {
    case '!!int':
      return numberValue(text) ?? text
    case '!!float': {
      const number = numberValue(text)
      return number === undefined ? text : double(doubleValue(number))
    }
    case '!!bool':
      return booleanValue(text) ?? text
    case '!!null':
      return null
    default:
      return text
  }
}

/** Source: Jackson `YAMLParser._decodeScalar`. */
function plainValue(text: string): Value {
  if (text === '') return ''
  if (text === '~' || /^(?:null|Null|NULL)$/.test(text)) return null
  return booleanValue(text) ?? numberValue(text) ?? text
}

function booleanValue(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case 'yes':
    case 'on':
    case 'true':
      return true
    case 'no':
    case 'off':
    case 'false':
      return false
    default:
      return undefined
  }
}

function numberValue(text: string): Value | undefined {
  if (/^[+-]?\.(?:inf|Inf|INF)$/.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  if (/^\.(?:nan|NaN|NAN)$/.test(text)) return Number.NaN
  const [, sign = '', radix = '', digits = ''] = /^([+-]?)0(?:([bx])_*|(?=[0-7]))([0-9a-fA-F_]+)$/i.exec(text) ?? []
  if (digits !== '') {
    const value = radixValue(radix.toLowerCase(), digits.replaceAll('_', ''))
    if (value !== undefined) return parseJsonNumber(`${sign === '-' ? '-' : ''}${value}`)
  }
  if (/^[+-]?(?:0_*|[1-9][0-9_]*)$/.test(text)) {
    const plain = text.replaceAll('_', '').replace(/^\+/, '')
    return parseJsonNumber(plain.replace(/^(-?)0+(?=\d)/, '$1'))
  }
  if (/^[+-]?0[0-9_]+$/.test(text)) return undefined
  if (
    /^[+-]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9]+)?$/.test(text) ||
    /^[+-]?\.[0-9]+(?:[eE][+-]?[0-9]+)?$/.test(text)
  )
    return double(Number(text.replaceAll('_', '')))
  return undefined
}

function radixValue(radix: string, digits: string): bigint | undefined {
  if (radix === 'x') return BigInt(`0x${digits}`)
  if (radix === 'b') return /^[01]+$/.test(digits) ? BigInt(`0b${digits}`) : undefined
  return /^[0-7]+$/.test(digits) ? BigInt(`0o${digits}`) : undefined
}

/** The complaint of SnakeYAML nearest to what was found. */
function messageOf(error: YAMLError, text: string): string {
  const at = error.pos[0]
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY': {
      const colon = text.indexOf(':', at)
      const place = colon === -1 ? at : colon
      return `mapping values are not allowed here\n${mark(text, place)}\n\n${source(text, place)}`
    }
    default:
      if (/block-seq-ind on same line/.test(error.message))
        return `sequence entries are not allowed here\n${mark(text, at)}\n\n${source(text, endOfToken(text, at))}`
      return text.slice(at).trim() === '' || at >= text.length
        ? endOfFlow(text)
        : `${error.message}\n${mark(text, at)}\n\n${source(text, at)}`
  }
}

/** Jackson tells where the last thing ended that could be read. */
function endOfToken(text: string, at: number): number {
  return text.slice(0, at).replace(/[\s:?-]*$/, '').length
}

function endOfFlow(text: string): string {
  const end = text.length
  const place = mark(text, end)
  return `while parsing a flow node\n${place}\nexpected the node content, but found '<stream end>'\n${place}\n\n${source(text, end)}`
}

function place(text: string, at: number): string {
  const before = text.slice(0, at)
  return `line ${before.split('\n').length}, column ${at - before.lastIndexOf('\n')}`
}

/** SnakeYAML's snippet: the line, and a caret under the place. */
function mark(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const next = text.indexOf('\n', at)
  const line = text.slice(start, next === -1 ? text.length : next)
  return ` in 'reader', ${place(text, at)}:\n    ${line}\n    ${' '.repeat(at - start)}^`
}

function source(text: string, at: number): string {
  return ` at [Source: (StringReader); ${place(text, at).replace('line ', 'line: ').replace('column ', 'column: ')}]`
}
