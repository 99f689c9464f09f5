import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import type { Problem, Span } from '../model'
import { YAML_1_1 } from './yamlTags'

/** Longer texts are not read: a flow is written by hand. In UTF-16 units. */
export const MAX_LENGTH = 1_000_000

/** SnakeYAML's own limits (`LoaderOptions`). */
const MAX_ALIASES = 50
const MAX_DEPTH = 50

/** Values that a text may come to in all, aliases counted each time. */
const MAX_NODES = 200_000

/** A YAML text as plain values, with the document that knows where everything stands. */
export type ParsedYaml = {
  readonly text: string
  /** Undefined where the text could not be read at all. */
  readonly value: unknown
  readonly document: Document.Parsed | undefined
  readonly problems: readonly Problem[]
}

/**
 * Reads a text as SnakeYAML 1.1 does and keeps positions. Never throws and never runs long: texts that are too long,
 * binary, too deep or that grow by aliases are told as problems.
 * Source: Kestra `io.kestra.core.serializers.YamlParser`, SnakeYAML.
 */
export function parseYaml(text: string): ParsedYaml {
  const refused = refuse(text)
  if (refused) return { text, value: undefined, document: undefined, problems: [refused] }
  const documents = read(text)
  if ('problem' in documents) return { text, value: undefined, document: undefined, problems: [documents.problem] }
  const [document, second] = documents.list
  if (document === undefined || document.contents === null) {
    return {
      text,
      value: undefined,
      document,
      problems: [
        problem(
          'yaml-empty',
          'The yaml flow cannot be an empty string',
          { start: 0, end: 0 },
          'Write a flow: id, namespace and tasks.',
        ),
      ],
    }
  }
  // What follows a first mistake is seldom one of its own.
  const problems = document.errors.slice(0, 1).map(error => syntaxProblem(error, text))
  if (second !== undefined && problems.length === 0) problems.push(secondDocument(second, text))
  const plain = new PlainReader(document)
  const value = plain.read()
  return {
    text,
    value: problems.length > 0 && value === undefined ? undefined : value,
    document,
    problems: [...problems, ...plain.problems],
  }
}

function refuse(text: string): Problem | undefined {
  const control = text.slice(0, MAX_LENGTH).search(CONTROL)
  if (control !== -1) {
    const code = (text.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return problem(
      'yaml-binary',
      `special characters are not allowed: U+${code}`,
      { start: control, end: control + 1 },
      'This looks like a binary file. Paste the text of a flow.',
    )
  }
  if (text.length > MAX_LENGTH) {
    const size = (text.length / 1_000_000).toFixed(1)
    return problem(
      'yaml-too-large',
      `This text has ${size} million characters; a flow may have ${MAX_LENGTH / 1_000_000} million`,
      { start: 0, end: text.indexOf('\n') === -1 ? Math.min(text.length, 80) : text.indexOf('\n') },
      'Put large data into a file or behind an address, and read it in a task.',
    )
  }
  return undefined
}

/** What SnakeYAML's `StreamReader` refuses: control characters other than tab and line ends, and lone surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/

type Documents = { readonly list: readonly Document.Parsed[] } | { readonly problem: Problem }

function read(text: string): Documents {
  const deep = tooDeep(text)
  if (deep) return { problem: deep }
  try {
    const list = parseAllDocuments(text, {
      version: '1.1',
      schema: 'failsafe',
      customTags: tags => [...tags, ...YAML_1_1],
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'silent',
      merge: false,
    })
    return { list: Array.isArray(list) ? list : [] }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { problem: problem('yaml-depth', `Nesting Depth exceeded max ${MAX_DEPTH}`, { start: 0, end: 1 }) }
  }
}

/** Finds text that nests far deeper than any flow, before a recursive parser meets it. */
function tooDeep(text: string): Problem | undefined {
  const limit = MAX_DEPTH * 20
  let open = 0
  let dashes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10) dashes = 0
    else if (code === 91 || code === 123) open++
    else if ((code === 93 || code === 125) && open > 0) open--
    else if ((code === 45 || code === 63 || code === 58) && text.charCodeAt(at + 1) === 32) dashes++
    if (open > limit || dashes > limit) {
      return problem(
        'yaml-depth',
        `Nesting Depth exceeded max ${MAX_DEPTH}`,
        { start: at, end: at + 1 },
        'This is nested too deeply to be a flow.',
      )
    }
  }
  return undefined
}

function problem(code: string, message: string, span: Span, hint?: string): Problem {
  return { code, severity: 'error', span, path: [], message, ...(hint === undefined ? {} : { hint }) }
}

function secondDocument(second: Document.Parsed, text: string): Problem {
  const start = text.lastIndexOf('---', second.range[0])
  return problem(
    'yaml-documents',
    'expected a single document in the stream, but found another document',
    { start: Math.max(0, start), end: Math.max(0, start) + 3 },
    'A text holds one flow. Put the second flow into a text of its own.',
  )
}

/** What SnakeYAML would say, and in plain words what to do. */
function syntaxProblem(error: YAMLError, text: string): Problem {
  const [start, end] = error.pos
  const line = lineAround(text, start)
  const { message, hint, fix } = explain(error, text, line)
  const span = { start, end: Math.max(end, start + 1) }
  return { ...problem('yaml-syntax', message, span, hint), ...(fix ? { fix } : {}) }
}

type Explained = { readonly message: string; readonly hint: string; readonly fix?: NonNullable<Problem['fix']> }

function explain(error: YAMLError, text: string, line: Span): Explained {
  const written = text.slice(line.start, line.end)
  const tab = /^[ ]*\t[ \t]*/.exec(written)
  if (error.code === 'TAB_AS_INDENT' || tab) return tabs(line, tab?.[0] ?? '\t')
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        message: 'mapping values are not allowed here',
        hint: 'A text that holds ": " needs quotes, and a nested map starts on its own line.',
      }
    case 'BAD_INDENT':
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        message: "while parsing a block mapping: expected <block end>, but found '<block mapping start>'",
        hint: 'Keys of one map start at the same column. Check the indentation of this line.',
      }
    case 'BAD_ALIAS':
      return {
        message: 'while scanning an alias: unexpected character found',
        hint: 'A text that starts with * needs quotes.',
      }
    case 'BAD_SCALAR_START': {
      const character = text[error.pos[0]] ?? ''
      return {
        message: `found character '${character}' that cannot start any token`,
        hint: `A text that starts with ${character} needs quotes.`,
      }
    }
    case 'BAD_DQ_ESCAPE':
      return {
        message: `while scanning a double-quoted scalar: found unknown escape character`,
        hint: 'In double quotes a backslash starts an escape. Write \\\\ or use single quotes.',
      }
    case 'MISSING_CHAR':
      return missing(error, written)
    default:
      return unexpected(error, text, written)
  }
}

function missing(error: YAMLError, written: string): Explained {
  if (error.message.includes('closing')) {
    return {
      message: 'while scanning a quoted scalar: found unexpected end of stream',
      hint: 'A quote is opened and never closed.',
    }
  }
  if (error.message.includes('Sequence item')) {
    return {
      message: "while parsing a block collection: expected <block end>, but found '<block mapping start>'",
      hint: 'This line belongs neither to the item above nor to a new one. Check its indentation.',
    }
  }
  if (error.message.includes('Implicit map keys')) {
    return {
      message: "while scanning a simple key: could not find expected ':'",
      hint:
        written.trim() === ''
          ? 'A key needs a colon after it.'
          : `"${written.trim().slice(0, 40)}" needs a colon and a value.`,
    }
  }
  return { message: error.message, hint: 'Check brackets and quotes around here.' }
}

function unexpected(error: YAMLError, text: string, written: string): Explained {
  const at = text[error.pos[0]] ?? ''
  const afterQuote = /(["'])\s+\S/.test(written) && /:\s*["']/.test(written)
  if (error.message.includes('scalar at node end') && afterQuote) {
    return {
      message: "while parsing a block mapping: expected <block end>, but found '<scalar>'",
      hint: 'Text goes on after the closing quote. Put the whole value in quotes.',
    }
  }
  if (error.message.includes('block-seq-ind')) {
    return { message: 'block sequence entries are not allowed here', hint: 'A list starts on the line after its key.' }
  }
  return {
    message: `while parsing a block mapping: expected <block end>, but found '${at}'`,
    hint: 'Check indentation, quotes and brackets around here.',
  }
}

function tabs(line: Span, found: string): Explained {
  const span = { start: line.start, end: line.start + found.length }
  return {
    message: "found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)",
    hint: 'Expected a key, found a tab. Indent with spaces.',
    fix: { title: 'Change tabs to spaces', span, text: found.replaceAll('\t', '  ') },
  }
}

function lineAround(text: string, offset: number): Span {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const end = text.indexOf('\n', offset)
  return { start, end: end === -1 ? text.length : end }
}

/** Turns nodes into plain values, with a budget that aliases cannot outgrow. */
class PlainReader {
  readonly problems: Problem[] = []
  private nodes = 0
  private aliases = 0
  private readonly open = new Set<Node>()

  constructor(private readonly document: Document.Parsed) {}

  read(): unknown {
    const value = this.value(this.document.contents, 0)
    return this.problems.some(found => found.severity === 'error') ? undefined : value
  }

  private value(node: unknown, depth: number): unknown {
    if (this.stopped) return null
    this.nodes++
    if (this.nodes > MAX_NODES)
      return this.stop('yaml-aliases', `This text comes to more than ${MAX_NODES} values`, node)
    if (depth > MAX_DEPTH) return this.stop('yaml-depth', `Nesting Depth exceeded max ${MAX_DEPTH}`, node)
    if (isAlias(node)) return this.alias(node, depth)
    if (isScalar(node)) return node.value === undefined ? null : node.value
    if (isSeq(node)) return this.list(node, depth)
    if (isMap(node)) return this.map(node, depth)
    return null
  }

  private get stopped(): boolean {
    return this.problems.some(found => found.severity === 'error')
  }

  private alias(alias: Alias, depth: number): unknown {
    const target = alias.resolve(this.document)
    if (target === undefined) return this.stop('yaml-syntax', `found undefined alias ${alias.source}`, alias)
    if (this.open.has(target)) return this.stop('yaml-aliases', `The alias ${alias.source} holds itself`, alias)
    if (!isScalar(target)) {
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

  private list(list: YAMLSeq, depth: number): readonly unknown[] {
    this.open.add(list)
    const items = list.items.map(item => this.value(item, depth + 1))
    this.open.delete(list)
    return items
  }

  private map(map: YAMLMap, depth: number): Record<string, unknown> {
    this.open.add(map)
    const merged: Record<string, unknown> = {}
    const own: Record<string, unknown> = {}
    for (const pair of map.items) {
      if (isMerge(pair)) this.merge(pair.value, merged, depth)
      else this.put(own, pair, depth)
    }
    this.open.delete(map)
    for (const [key, value] of Object.entries(own)) set(merged, key, value)
    return merged
  }

  private put(into: Record<string, unknown>, pair: Pair, depth: number): void {
    const key = keyText(this.value(pair.key, depth + 1))
    if (Object.hasOwn(into, key) && !this.stopped) {
      const span = spanOf(pair.key)
      this.problems.push({
        code: 'duplicate-key',
        severity: 'warning',
        span,
        path: [],
        message: `Duplicate field '${key}'`,
        hint: 'The last one counts; the others are passed over.',
      })
      delete into[key]
    }
    set(into, key, this.value(pair.value, depth + 1))
  }

  private merge(value: unknown, into: Record<string, unknown>, depth: number): void {
    const merged = this.value(value, depth)
    const maps = Array.isArray(merged) ? merged : [merged]
    for (const map of maps) {
      if (typeof map !== 'object' || map === null) continue
      for (const [key, item] of Object.entries(map)) if (!Object.hasOwn(into, key)) set(into, key, item)
    }
  }

  private stop(code: string, message: string, node: unknown): null {
    if (!this.stopped)
      this.problems.push(problem(code, message, spanOf(node), 'Write the values out, without aliases of aliases.'))
    return null
  }
}

/** Sets a key as an own property, `__proto__` too. */
function set(into: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
}

/** A key as Jackson writes it: the text of whatever YAML made of it. */
export function keyText(key: unknown): string {
  if (typeof key === 'object' && key !== null) return 'value' in key ? String(key.value) : JSON.stringify(key)
  return String(key)
}

const isMerge = (pair: unknown): boolean =>
  isPair(pair) && isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN'

function spanOf(node: unknown): Span {
  const range = (node as Node | null | undefined)?.range
  return range ? { start: range[0], end: range[1] } : { start: 0, end: 0 }
}
