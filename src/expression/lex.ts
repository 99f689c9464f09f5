import type { Span } from './error'
import { PebbleThrown } from './thrown'

export type TokenType =
  | 'TEXT'
  | 'PRINT_START'
  | 'PRINT_END'
  | 'EXECUTE_START'
  | 'EXECUTE_END'
  | 'NAME'
  | 'LONG'
  | 'NUMBER'
  | 'STRING'
  | 'STRING_INTERPOLATION_START'
  | 'STRING_INTERPOLATION_END'
  | 'OPERATOR'
  | 'PUNCTUATION'
  | 'EOF'

/** `value` is null where Pebble has none; its texts print it as `null`. */
export type Token = {
  readonly type: TokenType
  readonly value: string | null
  readonly line: number
  readonly span: Span
}

type State = 'data' | 'execute' | 'print' | 'comment' | 'string' | 'interpolation'

const SPACE = '[ \\t\\n\\x0B\\f\\r]'
const START = /\{\{|\{%|\{#/g
const LEADING_TRIM = new RegExp(`-${SPACE}+`, 'y')
const TRAILING_TRIM = new RegExp(`${SPACE}*-(?:\\}\\}|%\\}|#\\})`, 'y')
const PRINT_CLOSE = new RegExp(`${SPACE}*-?\\}\\}`, 'y')
const EXECUTE_CLOSE = new RegExp(`${SPACE}*-?%\\}`, 'y')
const VERBATIM_START = new RegExp(`${SPACE}*verbatim${SPACE}*-?%\\}`, 'y')
const VERBATIM_END = new RegExp(`\\{%(-)?${SPACE}*endverbatim${SPACE}*(-)?%\\}`, 'g')
const COMMENT_TRIM = new RegExp(`${SPACE}+-$`)
const INTERPOLATION_CLOSE = new RegExp(`${SPACE}*\\}`, 'y')
const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy
const LONG = /[0-9]+L/y
const NUMBER = /[0-9]+(?:\.[0-9]+)?/y
const STRING_PART = /[^#"\\]*(?:(?:\\[\s\S]|#(?!\{))[^#"\\]*)*/y
const PLAIN_STRING = /"([^#"\\]*(?:\\[\s\S][^#"\\]*)*)"|'([^'\\]*(?:\\[\s\S][^'\\]*)*)'/y
/** `Character.isWhitespace`. */
const WHITESPACE = /[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*/y
/** Longest first, so that `is not` wins over `is`; words must end where they end. */
const OPERATOR =
  /contains(?![a-zA-Z0-9_])|is not(?![a-zA-Z0-9_])|equals(?![a-zA-Z0-9_])|isIn(?![a-zA-Z0-9_])|\?\?\?|and(?![a-zA-Z0-9_])|not(?![a-zA-Z0-9_])|or(?![a-zA-Z0-9_])|is(?![a-zA-Z0-9_])|\?\?|\.\.|==|!=|>=|<=|[><+\-*/%|~]/y
const PUNCTUATION = '()[]{}?:.,|='
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/**
 * Cuts a template into tokens.
 * Source: Pebble `LexerImpl` with Kestra's settings (new-line trimming off).
 * @throws PebbleThrown (ParserException)
 */
export function lex(text: string): readonly Token[] {
  return new Lexer(text).run()
}

class Lexer {
  private readonly tokens: Token[] = []
  private readonly states: State[] = ['data']
  private readonly brackets: string[] = []
  private at = 0
  private line = 1
  /** A closing delimiter was written with `-`: the next text loses its leading white space. */
  private trimNext = false

  constructor(private readonly text: string) {}

  run(): readonly Token[] {
    while (this.at < this.text.length) this.step()
    this.push('EOF', null, this.at, this.at)
    const open = this.brackets.at(-1)
    if (open !== undefined) throw this.fail(`Unclosed "${open}"`, this.at)
    return this.tokens
  }

  private step(): void {
    switch (this.states.at(-1)) {
      case 'print':
        return this.between(PRINT_CLOSE, 'PRINT_END', '}}')
      case 'execute':
        return this.between(EXECUTE_CLOSE, 'EXECUTE_END', '%}')
      case 'comment':
        return this.comment()
      case 'string':
        return this.string()
      case 'interpolation':
        return this.interpolation()
      default:
        return this.data()
    }
  }

  private data(): void {
    const from = this.at
    START.lastIndex = from
    const found = START.exec(this.text)
    const end = found ? found.index : this.text.length
    const line = this.line
    let text = this.text.slice(from, end)
    this.advance(found ? end + 2 : end)
    if (this.trimNext) {
      text = trimStart(text)
      this.trimNext = false
    }
    if (found && this.matches(LEADING_TRIM) !== undefined) {
      text = trimEnd(text)
      this.advance(LEADING_TRIM.lastIndex)
    }
    if (text !== '') this.tokens.push({ type: 'TEXT', value: text, line, span: { start: from, end } })
    if (!found) return
    if (found[0] === '{#') this.states.push('comment')
    else if (found[0] === '{{') {
      this.push('PRINT_START', null, end, end + 2)
      this.states.push('print')
    } else if (this.matches(VERBATIM_START) !== undefined) this.verbatim()
    else {
      this.push('EXECUTE_START', null, end, end + 2)
      this.states.push('execute')
    }
  }

  private verbatim(): void {
    this.advance(VERBATIM_START.lastIndex)
    const from = this.at
    VERBATIM_END.lastIndex = from
    const end = VERBATIM_END.exec(this.text)
    if (!end) throw this.fail('Unclosed verbatim tag.', from)
    let text = trimStart(this.text.slice(from, end.index))
    if (end[1] !== undefined) text = trimEnd(text)
    if (end[2] !== undefined) this.trimNext = true
    const line = this.line
    this.advance(end.index + end[0].length)
    if (text !== '') this.tokens.push({ type: 'TEXT', value: text, line, span: { start: from, end: end.index } })
  }

  private comment(): void {
    const end = this.text.indexOf('#}', this.at)
    if (end === -1) throw this.fail('Unclosed comment.', this.at)
    if (COMMENT_TRIM.test(this.text.slice(this.at, end))) this.trimNext = true
    this.advance(end + 2)
    this.states.pop()
  }

  private between(close: RegExp, type: TokenType, value: string): void {
    if (this.matches(TRAILING_TRIM) !== undefined) this.trimNext = true
    if (this.brackets.length === 0 && this.matches(close) !== undefined) {
      this.push(type, value, close.lastIndex - 2, close.lastIndex)
      this.advance(close.lastIndex)
      this.states.pop()
    } else this.expression()
  }

  private string(): void {
    if (this.text.startsWith('#{', this.at)) {
      this.brackets.push('#{')
      this.push('STRING_INTERPOLATION_START', null, this.at, this.at + 2)
      this.advance(this.at + 2)
      this.states.push('interpolation')
      return
    }
    const part = this.matches(STRING_PART)
    if (part) {
      const from = this.at
      this.advance(STRING_PART.lastIndex)
      this.push('STRING', part, from, this.at)
      return
    }
    if (this.text[this.at] === '"') {
      this.brackets.pop()
      this.states.pop()
    }
    this.advance(this.at + 1)
  }

  private interpolation(): void {
    if (this.brackets.at(-1) === '#{' && this.matches(INTERPOLATION_CLOSE) !== undefined) {
      this.brackets.pop()
      this.push('STRING_INTERPOLATION_END', null, INTERPOLATION_CLOSE.lastIndex - 1, INTERPOLATION_CLOSE.lastIndex)
      this.advance(INTERPOLATION_CLOSE.lastIndex)
      this.states.pop()
    } else this.expression()
  }

  private expression(): void {
    this.matches(WHITESPACE)
    this.advance(WHITESPACE.lastIndex)
    if (this.token('OPERATOR', OPERATOR) || this.token('NAME', NAME)) return
    const long = this.matches(LONG)
    if (long !== undefined) {
      this.push('LONG', long.slice(0, -1), this.at, LONG.lastIndex)
      this.advance(LONG.lastIndex)
      return
    }
    if (this.token('NUMBER', NUMBER)) return
    const character = this.text[this.at] ?? '\0'
    if (PUNCTUATION.includes(character)) return this.punctuation(character)
    const plain = this.matches(PLAIN_STRING)
    if (plain !== undefined) {
      const quote = plain.charAt(0)
      const from = this.at
      this.advance(PLAIN_STRING.lastIndex)
      this.push('STRING', plain.slice(1, -1).replaceAll(`\\${quote}`, quote), from, this.at)
      return
    }
    if (character === '"') {
      this.brackets.push('"')
      this.states.push('string')
      this.advance(this.at + 1)
      return
    }
    throw this.fail(`Unexpected character [${character}]`, this.at)
  }

  private punctuation(character: string): void {
    if (CLOSING[character] !== undefined) this.brackets.push(character)
    else if (character === ')' || character === ']' || character === '}') {
      const open = this.brackets.pop()
      if (open === undefined) throw this.fail(`Unexpected "${character}"`, this.at)
      const expected = CLOSING[open]
      if (expected !== character) throw this.fail(`Unclosed "${expected ?? open}"`, this.at)
    }
    this.push('PUNCTUATION', character, this.at, this.at + 1)
    this.advance(this.at + 1)
  }

  private token(type: TokenType, pattern: RegExp): boolean {
    const found = this.matches(pattern)
    if (found === undefined) return false
    this.push(type, found, this.at, pattern.lastIndex)
    this.advance(pattern.lastIndex)
    return true
  }

  private matches(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0]
  }

  private push(type: TokenType, value: string | null, start: number, end: number): void {
    this.tokens.push({ type, value, line: this.line, span: { start, end } })
  }

  private advance(to: number): void {
    for (let index = this.at; index < to; index++) {
      const code = this.text.charCodeAt(index)
      if (code === 13 && this.text.charCodeAt(index + 1) === 10) continue
      if (code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029) this.line++
    }
    this.at = to
  }

  private fail(message: string, at: number): PebbleThrown {
    const span = { start: at, end: Math.min(at + 1, this.text.length) }
    return new PebbleThrown('ParserException', message, this.line, this.text, span)
  }
}

/** Pebble's `ltrim` and `rtrim`: `Character.isWhitespace` at the ends. */
function trimStart(text: string): string {
  WHITESPACE.lastIndex = 0
  WHITESPACE.exec(text)
  return text.slice(WHITESPACE.lastIndex)
}

function trimEnd(text: string): string {
  return text.replace(/[\t-\r\x1c-\x20\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+$/, '')
}
