import { composeTree, parseDocuments } from './compose'
import type { YamlMap, YamlNode, YamlPair, YamlScalar } from './node'
import { readPlain } from './plainScalar'

/** What is left to the library as a whole: documents, directives, anchors, aliases, tabs, and other line ends. */
const UNUSUAL = /^(?:---|\.\.\.|%)|^ *\t|\r|\uFEFF|[:\-[,{]\s+[&*]\S|^[ -]*[&*]\S/m

const KEY = /(?:[\w$/.][\w$/.-]*|"[^"\\\n]*"|'[^'\n]*')(?= *:(?: |\n|$))/y
const BLOCK_HEADER = /\|([-+]?)(?: +#.*)?(?=\n|$)/y
const NOTHING_MORE = /(?: +#.*| *)(?=\n|$)/y
const MAX_DEPTH = 45

/**
 * Reads the tree of a text written as flows are: block maps and lists, scalars on one line, `|` blocks, small flow
 * collections. Single entries that are written otherwise are parsed by the library. Answers undefined where anything
 * could be doubtful; then the library reads the whole text. It is some ten times as quick as the library.
 */
export function readQuickTree(text: string): YamlNode | undefined {
  if (UNUSUAL.test(text)) return undefined
  const reader = new QuickReader(text)
  try {
    return reader.root()
  } catch (error) {
    if (error instanceof Doubt) return undefined
    throw error
  }
}

/** Something that the library had better look at. No Error: it is thrown often, and a stack would cost. */
class Doubt {}

class QuickReader {
  /** Start of the current line. */
  private line = 0
  /** Columns of the first character of the current line. */
  private indent = 0
  private depth = 0

  constructor(private readonly text: string) {}

  root(): YamlNode {
    this.skipEmpty()
    if (this.line >= this.text.length || this.indent !== 0 || this.isDash(this.line)) throw new Doubt()
    const map = this.map(0, this.line)
    if (this.line < this.text.length) throw new Doubt()
    return map
  }

  /** Goes on to the next line that is neither empty nor a comment. */
  private skipEmpty(): void {
    const { text } = this
    while (this.line < text.length) {
      let at = this.line
      while (text.charCodeAt(at) === SPACE) at++
      const code = text.charCodeAt(at)
      if (at < text.length && code !== NEWLINE && code !== HASH) {
        this.indent = at - this.line
        return
      }
      this.line = this.lineAfter(at)
    }
    this.indent = -1
  }

  private lineAfter(at: number): number {
    const end = this.text.indexOf('\n', at)
    return end === -1 ? this.text.length : end + 1
  }

  private next(at: number): void {
    this.line = this.lineAfter(at)
    this.skipEmpty()
  }

  private isDash(at: number): boolean {
    const after = this.text.charCodeAt(at + 1)
    return this.text.charCodeAt(at) === DASH && (after === SPACE || after === NEWLINE || at + 1 >= this.text.length)
  }

  /** A map whose keys stand at a column; its first key is at `at`. */
  private map(column: number, at: number): YamlMap {
    if (++this.depth > MAX_DEPTH) throw new Doubt()
    const pairs: YamlPair[] = []
    let key = at
    for (;;) {
      pairs.push(this.pair(column, key))
      if (this.indent !== column || this.isDash(this.line + column)) break
      key = this.line + column
    }
    if (this.indent > column) throw new Doubt()
    this.depth--
    const last = pairs.at(-1)
    return { kind: 'map', start: at, end: (last?.value ?? last?.key)?.end ?? at, pairs }
  }

  private pair(column: number, at: number): YamlPair {
    const key = this.key(at)
    let after = key.end
    while (this.text.charCodeAt(after) === SPACE) after++
    after++
    while (this.text.charCodeAt(after) === SPACE) after++
    return { key, value: this.isEnd(after) ? this.below(column, after) : this.inline(column, at, after) }
  }

  private key(at: number): YamlScalar {
    KEY.lastIndex = at
    const written = KEY.exec(this.text)?.[0]
    if (written === undefined) throw new Doubt()
    const quote = written[0] === '"' ? 'double' : written[0] === "'" ? 'single' : 'plain'
    const text = quote === 'plain' ? written : written.slice(1, -1)
    const value = quote === 'plain' ? readPlain(written) : text
    return { kind: 'scalar', start: at, end: at + written.length, style: quote, text, value }
  }

  /** Whether nothing but a comment follows on the line. */
  private isEnd(at: number): boolean {
    const code = this.text.charCodeAt(at)
    if (at >= this.text.length || code === NEWLINE) return true
    return code === HASH && this.text.charCodeAt(at - 1) === SPACE
  }

  /** The value that stands below its key or dash, if there is one. */
  private below(column: number, at: number): YamlNode | undefined {
    this.next(at)
    if (this.indent > column) return this.block(this.indent)
    if (this.indent === column && this.isDash(this.line + column) && this.isKeyLevel(column)) return this.list(column)
    return undefined
  }

  /** A list may stand at the column of its key; below a dash that would be its sibling. */
  private isKeyLevel(column: number): boolean {
    return !this.dashes.includes(column)
  }

  /** Columns of the lists that are open. */
  private readonly dashes: number[] = []

  private block(column: number): YamlNode {
    const at = this.line + column
    if (this.isDash(at)) return this.list(column)
    KEY.lastIndex = at
    if (!KEY.test(this.text)) throw new Doubt()
    return this.map(column, at)
  }

  private list(column: number): YamlNode {
    if (++this.depth > MAX_DEPTH) throw new Doubt()
    this.dashes.push(column)
    const start = this.line + column
    const items: YamlNode[] = []
    while (this.indent === column && this.isDash(this.line + column)) items.push(this.item(column))
    if (this.indent > column) throw new Doubt()
    this.dashes.pop()
    this.depth--
    return { kind: 'list', start, end: items.at(-1)?.end ?? start, items }
  }

  private item(column: number): YamlNode {
    let at = this.line + column + 1
    while (this.text.charCodeAt(at) === SPACE) at++
    if (this.isEnd(at)) {
      const dash = this.line + column + 1
      return this.below(column, at) ?? { kind: 'scalar', start: dash, end: dash, style: 'plain', text: '', value: null }
    }
    if (this.isDash(at)) throw new Doubt()
    KEY.lastIndex = at
    return KEY.test(this.text) ? this.map(at - this.line, at) : this.inline(column, at, at)
  }

  /** A value that begins on the line of its key or dash; `from` is where the entry begins. */
  private inline(column: number, from: number, at: number): YamlNode {
    const quick = this.quickInline(column, at)
    if (quick !== undefined) return quick
    return this.byLibrary(column, from, at)
  }

  private quickInline(column: number, at: number): YamlNode | undefined {
    switch (this.text[at]) {
      case '|':
        return this.literal(column, at)
      case '"':
      case "'":
        return this.wholeLine(column, this.quoted(at))
      case '[':
      case '{':
        return this.wholeLine(column, this.flow(at))
      default:
        return this.wholeLine(column, this.plain(at))
    }
  }

  /** The node, when nothing follows it on its line or further in below. */
  private wholeLine(column: number, node: YamlNode | undefined): YamlNode | undefined {
    if (node === undefined) return undefined
    NOTHING_MORE.lastIndex = node.end
    if (!NOTHING_MORE.test(this.text)) return undefined
    const before = this.line
    const { indent } = this
    this.next(node.end)
    if (this.indent <= column) return node
    this.line = before
    this.indent = indent
    return undefined
  }

  private plain(at: number): YamlNode | undefined {
    const { text } = this
    const first = text.charCodeAt(at)
    if (INDICATORS.has(first) || this.isDash(at)) return undefined
    let end = at
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (code === NEWLINE) break
      if (code === HASH && text.charCodeAt(end - 1) === SPACE) break
      if (code === COLON && isSpaceOrEnd(text.charCodeAt(end + 1))) throw new Doubt()
    }
    while (end > at && text.charCodeAt(end - 1) <= SPACE) end--
    const written = text.slice(at, end)
    return { kind: 'scalar', start: at, end, style: 'plain', text: written, value: readPlain(written) }
  }

  private quoted(at: number): YamlScalar | undefined {
    const { text } = this
    const quote = text[at] ?? ''
    const end = quote === '"' ? this.doubleEnd(at) : this.singleEnd(at)
    if (end === undefined) return undefined
    const raw = text.slice(at + 1, end - 1)
    if (quote === "'") {
      const value = raw.replaceAll("''", "'")
      return { kind: 'scalar', start: at, end, style: 'single', text: value, value }
    }
    if (raw.includes('\\') && /\\[^"\\/bfnrtu]|\\u(?![0-9a-fA-F]{4})|\t/.test(raw)) return undefined
    const value = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw
    return { kind: 'scalar', start: at, end, style: 'double', text: value, value }
  }

  /** Just after the closing quote; undefined when it is not on this line. */
  private doubleEnd(at: number): number | undefined {
    for (let end = at + 1; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end)
      if (code === NEWLINE) return undefined
      if (code === BACKSLASH) end++
      else if (code === QUOTE) return end + 1
    }
    return undefined
  }

  private singleEnd(at: number): number | undefined {
    for (let end = at + 1; end < this.text.length; end++) {
      const code = this.text.charCodeAt(end)
      if (code === NEWLINE) return undefined
      if (code !== APOSTROPHE) continue
      if (this.text.charCodeAt(end + 1) !== APOSTROPHE) return end + 1
      end++
    }
    return undefined
  }

  /** A collection in brackets or braces, or a scalar in one, on one line. */
  private flow(at: number): YamlNode | undefined {
    const open = this.text[at]
    if (open === '[') return this.flowList(at)
    if (open === '{') return this.flowMap(at)
    if (open === '"' || open === "'") return this.quoted(at)
    FLOW_PLAIN.lastIndex = at
    const written = FLOW_PLAIN.exec(this.text)?.[0].trimEnd()
    if (written === undefined || written === '') return undefined
    const end = at + written.length
    return { kind: 'scalar', start: at, end, style: 'plain', text: written, value: readPlain(written) }
  }

  private flowList(at: number): YamlNode | undefined {
    const items: YamlNode[] = []
    let end = this.skipSpaces(at + 1)
    while (this.text[end] !== ']') {
      const item = this.flow(end)
      if (item === undefined) return undefined
      items.push(item)
      end = this.skipSpaces(item.end)
      if (this.text[end] === ',') end = this.skipSpaces(end + 1)
      else if (this.text[end] !== ']') return undefined
    }
    return { kind: 'list', start: at, end: end + 1, items }
  }

  private flowMap(at: number): YamlNode | undefined {
    const pairs: YamlPair[] = []
    let end = this.skipSpaces(at + 1)
    while (this.text[end] !== '}') {
      KEY.lastIndex = end
      if (!KEY.test(this.text)) return undefined
      const key = this.key(end)
      const value = this.flow(this.skipSpaces(this.skipSpaces(key.end) + 1))
      if (value === undefined) return undefined
      pairs.push({ key, value })
      end = this.skipSpaces(value.end)
      if (this.text[end] === ',') end = this.skipSpaces(end + 1)
      else if (this.text[end] !== '}') return undefined
    }
    return { kind: 'map', start: at, end: end + 1, pairs }
  }

  private skipSpaces(from: number): number {
    let at = from
    while (this.text.charCodeAt(at) === SPACE) at++
    return at
  }

  /** A `|` block: lines further in than its parent, without their common indentation. */
  private literal(column: number, at: number): YamlNode | undefined {
    BLOCK_HEADER.lastIndex = at
    const header = BLOCK_HEADER.exec(this.text)
    if (header === null) return undefined
    const first = this.lineAfter(at)
    const lines: string[] = []
    let inner = -1
    let line = first
    let end = first
    while (line < this.text.length) {
      const next = this.lineAfter(line)
      const stop = this.text.charCodeAt(next - 1) === NEWLINE ? next - 1 : next
      let content = line
      while (content < stop && this.text.charCodeAt(content) === SPACE) content++
      const indent = content - line
      if (content < stop) {
        if (inner === -1) {
          if (indent <= column || lines.some(one => one.length > 0)) return undefined
          inner = indent
        }
        if (indent < inner) {
          if (indent > column) return undefined
          break
        }
      } else if (inner === -1 && indent > 0) return undefined
      lines.push(this.text.slice(Math.min(line + Math.max(inner, 0), stop), stop))
      line = next
      end = next
    }
    if (inner === -1 || !this.text.endsWith('\n', end)) return undefined
    this.line = line
    this.skipEmpty()
    const value = chomp(lines, header[1] ?? '')
    return { kind: 'scalar', start: at, end, style: 'literal', text: value, value }
  }

  /** Lets the library parse the entry that begins at `from`, with spaces in front for what stands before it. */
  private byLibrary(column: number, from: number, at: number): YamlNode {
    const end = this.endOfEntry(column, at)
    const lead = from === at ? column + 2 : from - this.line
    const isItem = from === at
    const chunk = isItem
      ? `${' '.repeat(column)}- ${this.text.slice(at, end)}`
      : ' '.repeat(lead) + this.text.slice(from, end)
    const shift = isItem ? at - lead : from - lead
    const [document, second] = parseDocuments(chunk)
    if (document === undefined || second !== undefined || document.errors.length > 0) throw new Doubt()
    const tree = composeTree(document, shift)
    const value =
      tree?.kind === 'map' && !isItem ? tree.pairs[0]?.value : tree?.kind === 'list' ? tree.items[0] : undefined
    if (value === undefined || (tree?.kind === 'map' && tree.pairs.length !== 1)) throw new Doubt()
    this.line = end
    this.skipEmpty()
    if (this.indent > column) throw new Doubt()
    return value
  }

  /** The start of the first line after an entry that is not further in than it. */
  private endOfEntry(column: number, at: number): number {
    let line = this.lineAfter(at)
    while (line < this.text.length) {
      let content = line
      while (this.text.charCodeAt(content) === SPACE) content++
      const isEmpty = content >= this.text.length || this.text.charCodeAt(content) === NEWLINE
      if (!isEmpty && content - line <= column) break
      line = this.lineAfter(content)
    }
    return line
  }
}

const SPACE = 32
const NEWLINE = 10
const HASH = 35
const DASH = 45
const COLON = 58
const QUOTE = 34
const APOSTROPHE = 39
const BACKSLASH = 92

/** Characters that no plain scalar begins with. */
const INDICATORS: ReadonlySet<number> = new Set([...'?:,[]{}#&*!|>\'"%@`'].map(character => character.charCodeAt(0)))

const FLOW_PLAIN =
  /[^\s,[\]{}'"#&*!|>%@`?:-](?:[^,[\]{}:#\n]|:(?=[^\s,[\]{}])|(?<=\S)#)*|-(?=[\d.])[\d.]+(?=\s*[,\]}])/y

const isSpaceOrEnd = (code: number): boolean => code === SPACE || code === NEWLINE || Number.isNaN(code)

/** Line ends at the end of a block: `-` takes all away, `+` keeps all, else one is kept. */
function chomp(lines: readonly string[], mode: string): string {
  const all = `${lines.join('\n')}\n`
  if (mode === '+') return all
  const bare = all.replace(/\n+$/, '')
  return mode === '-' || bare === '' ? bare : `${bare}\n`
}
