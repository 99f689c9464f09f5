import { JavaError } from './javaError'
import { propertyClass } from './regexClasses'

/** A Java pattern as one of JavaScript's `v` mode. */
export type ParsedRegex = {
  readonly source: string
  /** Java's group `n` is the JavaScript group named `_groups[n]`; the first is the whole match. */
  readonly groups: readonly number[]
  readonly names: ReadonlyMap<string, number>
  /** What means something else here, in a sentence each. */
  readonly warnings: readonly string[]
}

/** Java's compile flags by their inline letters. `u` makes `i` go beyond ASCII. */
type Flags = {
  readonly i: boolean
  readonly m: boolean
  readonly s: boolean
  readonly u: boolean
  readonly x: boolean
  readonly d: boolean
  readonly U: boolean
}

const NO_FLAGS: Flags = { i: false, m: false, s: false, u: false, x: false, d: false, U: false }
const LINE_END = '\\n\\r\\u{85}\\u{2028}\\u{2029}'
const HORIZONTAL = ' \\t\\u{a0}\\u{1680}\\u{180e}\\u{2000}-\\u{200a}\\u{202f}\\u{205f}\\u{3000}'
const VERTICAL = '\\n\\u{b}\\f\\r\\u{85}\\u{2028}\\u{2029}'
const SPACE = ' \\t\\n\\u{b}\\f\\r'
const WORD = 'a-zA-Z_0-9'

/**
 * Translates a regular expression of Java.
 * Source: `java.util.regex.Pattern`, its grammar and its complaints.
 * @throws JavaError PatternSyntaxException in Java's words
 */
export function parseRegex(
  regex: string,
  { ignoreCase = false, unicode = false }: { readonly ignoreCase?: boolean; readonly unicode?: boolean } = {},
): ParsedRegex {
  return new RegexParser(regex, { ...NO_FLAGS, i: ignoreCase, u: ignoreCase, U: unicode }).parse()
}

/** PatternSyntaxException: `description` and where, as its message has them. */
export class RegexError extends JavaError {
  constructor(
    readonly description: string,
    pattern: string,
    index: number,
  ) {
    const near = index >= 0 ? ` near index ${index}` : ''
    const mark = index >= 0 && index < pattern.length ? `\n${' '.repeat(index)}^` : ''
    super('java.util.regex.PatternSyntaxException', `${description}${near}\n${pattern}${mark}`)
  }
}

class RegexParser {
  private at = 0
  private flags: Flags
  /** How many groups JavaScript will see. */
  private made = 0
  private readonly groups: number[] = [0]
  private readonly names = new Map<string, number>()
  private readonly warnings: string[] = []

  constructor(
    private readonly text: string,
    flags: Flags,
  ) {
    this.flags = flags
  }

  parse(): ParsedRegex {
    const source = this.alternatives()
    if (this.at < this.text.length) throw this.error("Unmatched closing ')'")
    return { source, groups: this.groups, names: this.names, warnings: this.warnings }
  }

  private alternatives(): string {
    const branches = [this.sequence()]
    while (this.peek() === '|') {
      this.at++
      branches.push(this.sequence())
    }
    return branches.join('|')
  }

  private sequence(): string {
    let result = ''
    for (;;) {
      const character = this.peek()
      if (character === undefined || character === '|' || character === ')') return result
      result += this.term(character)
    }
  }

  private term(character: string): string {
    if (character === '*' || character === '+' || character === '?') {
      this.at++
      throw this.error(`Dangling meta character '${character}'`)
    }
    // A count of nothing: nothing, so many times.
    if (character === '{' && isDigit(this.text[this.at + 1])) return this.quantified('(?:)')
    if (character === '{') throw this.illegalRepetition()
    if (this.text.startsWith('\\Q', this.at)) return this.quotation()
    const atom = this.atom(character)
    return atom === '' ? '' : this.quantified(atom)
  }

  private quotation(): string {
    const end = this.text.indexOf('\\E', this.at)
    const literal = this.text.slice(this.at + 2, end === -1 ? this.text.length : end)
    this.at = end === -1 ? this.text.length : end + 2
    const characters = [...literal]
    const last = characters.pop()
    if (last === undefined) return ''
    return characters.map(one => this.literal(one)).join('') + this.quantified(this.literal(last))
  }

  private atom(character: string): string {
    switch (character) {
      case '(':
        return this.group()
      case '[':
        this.at++
        return this.bracketed()
      case '.':
        this.at++
        return this.flags.s ? '[\\s\\S]' : this.flags.d ? '[^\\n]' : `[^${LINE_END}]`
      case '^':
        this.at++
        return this.flags.m ? `(?:(?<=^|[\\n\\u{85}\\u{2028}\\u{2029}]|\\r(?!\\n))(?=[\\s\\S]))` : '(?:^)'
      case '$':
        this.at++
        return this.end()
      case '\\':
        return this.escape()
      default: {
        const point = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
        this.at += point.length
        return this.literal(point)
      }
    }
  }

  private end(): string {
    if (this.flags.m) return `(?:(?=\\r\\n|[\\r\\u{85}\\u{2028}\\u{2029}]|(?<!\\r)\\n|$))`
    return `(?:(?=(?:\\r\\n|[\\r\\u{85}\\u{2028}\\u{2029}]|(?<!\\r)\\n)?$))`
  }

  /** A counted quantifier may stand behind another. */
  private quantified(atom: string): string {
    let result = this.quantifiedOnce(atom)
    while (result !== atom && this.peek() === '{') result = this.quantifiedOnce(result)
    return result
  }

  private quantifiedOnce(atom: string): string {
    const quantifier = this.quantifier()
    if (quantifier === '') return atom
    if (this.text[this.at] === '+') {
      this.at++
      return this.atomic(`${atom}${quantifier}`)
    }
    if (this.text[this.at] === '?') {
      this.at++
      return `(?:${atom}${quantifier}?)`
    }
    return `(?:${atom}${quantifier})`
  }

  /** Matches as its inside does, once and for all: a look-ahead that captures. */
  private atomic(inside: string): string {
    this.made++
    return `(?:(?=(?<_${this.made}>${inside}))\\k<_${this.made}>)`
  }

  private quantifier(): string {
    const character = this.peek()
    if (character === '*' || character === '+' || character === '?') {
      this.at++
      return character
    }
    if (character !== '{') return ''
    if (!isDigit(this.text[this.at + 1])) throw this.illegalRepetition()
    const match = /^\{(\d+)(,?)(\d*)/.exec(this.text.slice(this.at))
    const [written = '', least = '', comma = '', most = ''] = match ?? []
    this.at += written.length + 1
    if (this.text[this.at - 1] !== '}') throw this.error('Unclosed counted closure')
    if (Math.max(Number(least), Number(most)) > 2147483647) {
      this.at--
      throw this.error('Illegal repetition range')
    }
    if (comma !== '' && most !== '' && Number(most) < Number(least)) throw this.error('Illegal repetition range')
    return `{${least}${comma}${most}}`
  }

  private group(): string {
    this.at++
    const before = this.flags
    if (this.text[this.at] !== '?') {
      const inside = this.captured(undefined)
      this.flags = before
      return inside
    }
    this.at++
    const kind = this.text[this.at]
    const wrapped = (open: string): string => {
      const inside = this.alternatives()
      this.close()
      this.flags = before
      return `${open}${inside})`
    }
    switch (kind) {
      case ':':
        this.at++
        return wrapped('(?:')
      case '=':
      case '!':
        this.at++
        return `(?:${wrapped(`(?${kind}`)})`
      case '>': {
        this.at++
        const inside = this.alternatives()
        this.close()
        this.flags = before
        return this.atomic(inside)
      }
      case '<':
        return this.angled(before, wrapped)
      default:
        return this.inlineFlags(before)
    }
  }

  private angled(before: Flags, wrapped: (open: string) => string): string {
    const next = this.text[this.at + 1] ?? ''
    if (next === '=' || next === '!') {
      this.at += 2
      return `(?:${wrapped(`(?<${next}`)})`
    }
    this.at++
    if (!/[a-zA-Z]/.test(next)) {
      this.at++
      throw this.error('capturing group name does not start with a Latin letter')
    }
    const name = this.groupName()
    if (this.names.has(name)) throw this.error(`Named capturing group <${name}> is already defined`)
    const inside = this.captured(name)
    this.flags = before
    return inside
  }

  private groupName(): string {
    const name = /^[a-zA-Z][a-zA-Z0-9]*/.exec(this.text.slice(this.at))?.[0] ?? ''
    this.at += name.length + 1
    if (this.text[this.at - 1] !== '>') throw this.error("named capturing group is missing trailing '>'")
    return name
  }

  private captured(name: string | undefined): string {
    this.made++
    const number = this.made
    this.groups.push(number)
    if (name !== undefined) this.names.set(name, this.groups.length - 1)
    const inside = this.alternatives()
    this.close()
    return `(?<_${number}>${inside})`
  }

  private close(): void {
    const character = this.peek()
    this.at++
    if (character !== ')') {
      this.at = this.text.length + 1
      throw this.error('Unclosed group')
    }
  }

  /** `(?i)` up to the end of the group, `(?i:…)` for its inside. */
  private inlineFlags(before: Flags): string {
    let on = true
    let flags: Flags = this.flags
    for (;;) {
      const letter = this.text[this.at]
      this.at++
      if (letter === '-') on = false
      else if (letter === ')') {
        this.flags = flags
        return ''
      } else if (letter === ':') {
        this.flags = flags
        const inside = this.alternatives()
        this.close()
        this.flags = before
        return `(?:${inside})`
      } else if (letter !== undefined && Object.hasOwn(NO_FLAGS, letter)) flags = { ...flags, [letter]: on }
      else {
        if (letter === undefined) this.at = this.text.length + 1
        throw this.error('Unknown inline modifier')
      }
    }
  }

  private escape(): string {
    const letter = this.text[this.at + 1]
    const classes = this.classEscape()
    if (classes !== undefined) return `[${classes}]`
    switch (letter) {
      case undefined:
        this.at = this.text.length + 1
        throw this.error('Unescaped trailing backslash')
      case 'b':
        this.at += 2
        if (this.text.startsWith('{g}', this.at)) this.at += 3
        return this.flags.U ? UNICODE_BOUNDARY : '(?:\\b)'
      case 'B':
        this.at += 2
        return this.flags.U ? `(?!${UNICODE_BOUNDARY})` : '(?:\\B)'
      case 'A':
        this.at += 2
        return '(?:^)'
      case 'z':
        this.at += 2
        return '(?:$)'
      case 'Z': {
        this.at += 2
        return `(?:(?=(?:\\r\\n|[\\r\\u{85}\\u{2028}\\u{2029}]|(?<!\\r)\\n)?$))`
      }
      case 'G':
        this.at += 2
        this.warnings.push('`\\G` is read as the start of the text.')
        return '(?:^)'
      case 'R':
        this.at += 2
        return `(?:\\r\\n|[${VERTICAL}])`
      case 'X':
        this.at += 2
        return '(?:\\P{M}\\p{M}*)'
      case 'k':
        return this.namedReference()
      default:
        return isDigit(letter) && letter !== '0' ? this.reference() : this.literal(this.escapedCharacter())
    }
  }

  private namedReference(): string {
    this.at += 2
    if (this.text[this.at] !== '<') {
      this.at++
      throw this.error("\\k is not followed by '<' for named capturing group")
    }
    this.at++
    const name = this.groupName()
    const group = this.names.get(name)
    if (group === undefined) throw this.error(`named capturing group <${name}> does not exist`)
    return `\\k<_${this.groups[group]}>`
  }

  /** `\11` is group 11 only if there are as many. */
  private reference(): string {
    this.at++
    let group = Number(this.text[this.at])
    this.at++
    for (;;) {
      const digit = this.text[this.at]
      if (!isDigit(digit)) break
      const longer = group * 10 + Number(digit)
      if (longer >= this.groups.length) break
      group = longer
      this.at++
    }
    const number = this.groups[group]
    // A group that is not there, or not yet: Java never matches then.
    return number === undefined ? '(?:(?!))' : `\\k<_${number}>`
  }

  /** The inside of a class for `\d` and its like; undefined for other escapes, where nothing is read. */
  private classEscape(): string | undefined {
    const letter = this.text[this.at + 1] ?? ''
    const unicode = this.flags.U
    const classes: Readonly<Record<string, string>> = {
      d: unicode ? '\\p{Nd}' : '0-9',
      w: unicode ? '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}' : WORD,
      s: unicode ? '\\p{White_Space}' : SPACE,
      h: HORIZONTAL,
      v: VERTICAL,
    }
    if (letter === 'p' || letter === 'P') return this.property(letter === 'P')
    const lower = letter.toLowerCase()
    if (letter === '' || !Object.hasOwn(classes, lower) || letter.length !== 1) return undefined
    this.at += 2
    return letter === lower ? classes[lower] : `[^${classes[lower]}]`
  }

  private property(negated: boolean): string {
    this.at += 2
    let name = this.text[this.at] ?? ''
    if (name === '{') {
      const end = this.text.indexOf('}', this.at)
      if (end === -1) {
        this.at = this.text.length + 1
        throw this.error('Unclosed character family')
      }
      name = this.text.slice(this.at + 1, end)
      this.at = end + 1
      if (name === '') throw this.error('Empty character family')
    } else this.at++
    const inside = propertyClass(name)
    if (inside === undefined) {
      const shown = name.startsWith('In') ? `Unknown character block name {${name.slice(2)}}` : undefined
      throw this.error(shown ?? `Unknown character property name {${name.replace(/^Is/, '')}}`)
    }
    return negated ? `[^${inside}]` : inside
  }

  /** An escape that stands for one character. */
  private escapedCharacter(): string {
    const letter = this.text[this.at + 1] ?? ''
    this.at += 2
    const simple: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\x07', e: '\x1b' }
    if (Object.hasOwn(simple, letter)) return simple[letter] ?? ''
    switch (letter) {
      case '0':
        return this.octal()
      case 'x':
        return this.hexadecimal()
      case 'u': {
        const digits = /^[0-9a-fA-F]{4}/.exec(this.text.slice(this.at))?.[0]
        if (digits === undefined) throw this.badEscape('Illegal Unicode escape sequence')
        this.at += 4
        return this.pair(Number.parseInt(digits, 16))
      }
      case 'c': {
        const control = this.text[this.at]
        if (control === undefined) throw this.error('Illegal control escape sequence')
        this.at++
        return String.fromCharCode(control.charCodeAt(0) ^ 64)
      }
      default:
        if (/[a-zA-Z]/.test(letter)) throw this.error('Illegal/unsupported escape sequence')
        if (/[\ud800-\udbff]/.test(letter)) {
          const point = String.fromCodePoint(this.text.codePointAt(this.at - 1) ?? 0)
          this.at += point.length - 1
          return point
        }
        return letter
    }
  }

  /** Two `\u` escapes that are one character. */
  private pair(unit: number): string {
    const low = /^\\u([dD][c-fC-F][0-9a-fA-F]{2})/.exec(this.text.slice(this.at))?.[1]
    if (unit < 0xd800 || unit > 0xdbff || low === undefined) return String.fromCharCode(unit)
    this.at += 6
    return String.fromCharCode(unit, Number.parseInt(low, 16))
  }

  private octal(): string {
    const digits = /^(?:[0-3][0-7]{2}|[0-7]{1,2})/.exec(this.text.slice(this.at))?.[0]
    if (digits === undefined) {
      this.at++
      throw this.error('Illegal octal escape sequence')
    }
    this.at += digits.length
    return String.fromCharCode(Number.parseInt(digits, 8))
  }

  private hexadecimal(): string {
    const rest = this.text.slice(this.at)
    const digits = /^[0-9a-fA-F]{2}/.exec(rest)?.[0]
    if (digits !== undefined) {
      this.at += 2
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const braced = /^\{([0-9a-fA-F]+)\}/.exec(rest)
    if (!braced) throw this.badEscape('Illegal hexadecimal escape sequence')
    this.at += braced[0].length
    return String.fromCodePoint(Number.parseInt(braced[1] ?? '0', 16))
  }

  /** A class, after its `[`. */
  private bracketed(): string {
    const negated = this.text[this.at] === '^'
    if (negated) this.at++
    const operands: string[] = []
    let items = ''
    let first = true
    for (;;) {
      const character = this.peekInClass()
      if (character === undefined) {
        this.at = this.text.length
        throw this.error('Unclosed character class')
      }
      if (character === ']' && !first) break
      first = false
      if (character === '[') {
        this.at++
        items += this.bracketed()
      } else if (this.text.startsWith('&&', this.at)) {
        while (this.text.startsWith('&', this.at)) this.at++
        if (items !== '') operands.push(`[${items}]`)
        items = ''
      } else items += this.classItem()
    }
    this.at++
    if (items !== '') operands.push(operands.length === 0 ? items : `[${items}]`)
    const inside = operands.length === 1 ? (operands[0] ?? '') : operands.join('&&')
    return `[${negated ? '^' : ''}${inside}]`
  }

  private classItem(): string {
    if (this.text.startsWith('\\Q', this.at)) {
      const end = this.text.indexOf('\\E', this.at)
      const literal = this.text.slice(this.at + 2, end === -1 ? this.text.length : end)
      this.at = end === -1 ? this.text.length : end + 2
      return [...literal].map(one => this.range(one, one)).join('')
    }
    if (this.text[this.at] === '\\') {
      const inside = this.classEscape()
      if (inside !== undefined) return inside
    }
    const from = this.single()
    const next = this.text[this.at + 1]
    if (this.text[this.at] !== '-' || next === ']' || next === '[') return this.range(from, from)
    this.at++
    if (next === undefined) {
      this.at++
      throw this.error('Illegal character range')
    }
    const to = this.single()
    if ((to.codePointAt(0) ?? 0) < (from.codePointAt(0) ?? 0)) throw this.error('Illegal character range')
    return this.range(from, to)
  }

  private single(): string {
    if (this.text[this.at] === '\\') {
      if (this.at + 1 >= this.text.length) {
        this.at = this.text.length
        throw this.error('Unclosed character class')
      }
      return this.escapedCharacter()
    }
    const point = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0)
    this.at += point.length
    return point
  }

  private range(from: string, to: string): string {
    const written = from === to ? escaped(from) : `${escaped(from)}-${escaped(to)}`
    if (!this.flags.i) return written
    if (from === to) return bothCases(from, this.flags.u).map(escaped).join('')
    const other = [shifted(from, to, 97, 122, -32), shifted(from, to, 65, 90, 32)]
    return written + other.join('')
  }

  private literal(character: string): string {
    if (!this.flags.i) return escaped(character)
    const cases = bothCases(character, this.flags.u)
    return cases.length === 1 ? escaped(character) : `[${cases.map(escaped).join('')}]`
  }

  /** The next character that counts; with `(?x)` white space and comments do not. */
  private peek(): string | undefined {
    while (this.flags.x) {
      const character = this.text[this.at]
      if (character !== undefined && ' \t\n\v\f\r'.includes(character)) this.at++
      else if (character === '#') {
        const end = this.text.slice(this.at).search(/[\n\r\u0085\u2028\u2029]/)
        this.at = end === -1 ? this.text.length : this.at + end + 1
      } else break
    }
    return this.text[this.at]
  }

  private peekInClass(): string | undefined {
    while (this.flags.x && ' \t\n\v\f\r'.includes(this.text[this.at] ?? 'x')) this.at++
    return this.text[this.at]
  }

  private illegalRepetition(): RegexError {
    this.at += 2
    return this.error('Illegal repetition')
  }

  /** Java complains behind the digits it could read. */
  private badEscape(description: string): RegexError {
    this.at += (/^[0-9a-fA-F]*/.exec(this.text.slice(this.at, this.at + 3))?.[0].length ?? 0) + 1
    return this.error(description)
  }

  private error(description: string): RegexError {
    return new RegexError(description, this.text, this.at - 1)
  }
}

const UNICODE_WORD = '[\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}]'
const UNICODE_BOUNDARY = `(?:(?<=${UNICODE_WORD})(?!${UNICODE_WORD})|(?<!${UNICODE_WORD})(?=${UNICODE_WORD}))`

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9' && character.length === 1
}

/** A character as it may stand anywhere in a pattern. */
function escaped(character: string): string {
  if (/^[a-zA-Z0-9]$/.test(character)) return character
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}

function bothCases(character: string, unicode: boolean): readonly string[] {
  if (!unicode && !/^[a-zA-Z]$/.test(character)) return [character]
  const cases = [character, character.toLowerCase(), character.toUpperCase()].filter(one => [...one].length === 1)
  return [...new Set(cases)]
}

/** The part of a range that has another case, in that case. */
function shifted(from: string, to: string, least: number, most: number, by: number): string {
  const start = Math.max(from.codePointAt(0) ?? 0, least)
  const end = Math.min(to.codePointAt(0) ?? 0, most)
  return start <= end ? `${escaped(String.fromCharCode(start + by))}-${escaped(String.fromCharCode(end + by))}` : ''
}
