import type { Definition, ObjectField, Operator, Pattern, Query } from './ast'
import { JqError } from './error'

/** Smaller binds tighter; assignments group to the right. Source: jackson-jq `BinaryOperatorExpression.Operator`. */
const STRENGTH: Readonly<Record<Operator, number>> = {
  '=': 6,
  '|=': 6,
  '//=': 6,
  '+=': 6,
  '-=': 6,
  '*=': 6,
  '/=': 6,
  '%=': 6,
  '//': 5,
  or: 4,
  and: 4,
  '<=': 3,
  '<': 3,
  '>=': 3,
  '>': 3,
  '==': 3,
  '!=': 3,
  '+': 2,
  '-': 2,
  '%': 1,
  '/': 1,
  '*': 1,
}

const KEYWORDS: ReadonlySet<string> = new Set(
  'if then elif else end as def true false and or null reduce foreach try catch label break import include module'.split(
    ' ',
  ),
)

const SPACE = /(?:[ \t\r\n]|#[^\n\r]*)*/y
const WORD = /[a-zA-Z_][a-zA-Z_0-9]*/y
const NUMBER = /(?:(?:0|[1-9][0-9]*)(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y
const OPERATOR = /\/\/=|\/\/|==|!=|>=|<=|\|=|\+=|-=|\*=|\/=|%=|[><+\-*/%=]|(?:and|or)(?![a-zA-Z_0-9])/y
const MAX_NESTING = 400

const IDENTITY: Query = { type: 'identity' }

/**
 * Parses a jq program.
 * Source: the grammar of jackson-jq (`json-query.jj`).
 * @throws JqError
 */
export function parseJq(text: string): Query {
  return new JqParser(text).program()
}

class JqParser {
  private at = 0
  private nesting = 0

  constructor(private readonly text: string) {}

  program(): Query {
    const query = this.pipe(true)
    this.space()
    if (this.at < this.text.length) throw this.unexpected()
    return query
  }

  /** A whole pipeline. In the values of objects a comma ends it. */
  private pipe(commas: boolean): Query {
    if (++this.nesting > MAX_NESTING) throw new JqError('nested too deeply')
    const query = this.pipeline(commas)
    this.nesting--
    return query
  }

  private pipeline(commas: boolean): Query {
    if (this.word('label')) {
      const name = this.variable()
      this.expect('|')
      return { type: 'label', name, body: this.pipe(commas) }
    }
    const left = commas ? this.commas() : this.operators()
    if (this.word('as')) {
      const pattern = this.pattern()
      this.expect('|')
      return { type: 'bind', source: left, pattern, body: this.pipe(commas) }
    }
    return this.isPipe() ? { type: 'pipe', left, right: this.afterPipe(commas) } : left
  }

  private isPipe(): boolean {
    this.space()
    return this.text[this.at] === '|' && this.text[this.at + 1] !== '='
  }

  private afterPipe(commas: boolean): Query {
    this.at++
    return this.pipe(commas)
  }

  private commas(): Query {
    const queries = [this.operators()]
    while (this.symbol(',')) queries.push(this.operators())
    const [only] = queries
    return queries.length === 1 && only ? only : { type: 'comma', queries }
  }

  private operators(): Query {
    const operands = [this.primary()]
    const operators: Operator[] = []
    const combine = (): void => {
      const operator = operators.pop()
      const right = operands.pop()
      const left = operands.pop()
      if (operator && left && right) operands.push({ type: 'binary', operator, left, right })
    }
    for (let next = this.operator(); next; next = this.operator()) {
      for (let last = operators.at(-1); last && bindsBefore(last, next); last = operators.at(-1)) combine()
      operators.push(next)
      operands.push(this.primary())
    }
    while (operators.length > 0) combine()
    return operands[0] ?? IDENTITY
  }

  private operator(): Operator | undefined {
    this.space()
    OPERATOR.lastIndex = this.at
    const found = OPERATOR.exec(this.text)?.[0]
    if (found === undefined) return undefined
    this.at += found.length
    return found as Operator
  }

  private primary(): Query {
    if (++this.nesting > MAX_NESTING) throw new JqError('nested too deeply')
    const query = this.defined()
    this.nesting--
    return query
  }

  private defined(): Query {
    if (!this.word('def')) return this.term()
    const definition = this.definition()
    return { type: 'define', definition, body: this.primary() }
  }

  private definition(): Definition {
    const name = this.identifier()
    const parameters: string[] = []
    if (this.symbol('(')) {
      do {
        const dollar = this.symbol('$') ? '$' : ''
        parameters.push(dollar + this.identifier())
      } while (this.symbol(';'))
      this.expect(')')
    }
    this.expect(':')
    const body = this.pipe(true)
    this.expect(';')
    return { name, parameters, body }
  }

  private term(): Query {
    this.space()
    const character = this.text[this.at]
    switch (character) {
      case '.':
        if (/[0-9]/.test(this.text[this.at + 1] ?? '')) return this.wordOrNumber()
        if (this.text[this.at + 1] === '.') {
          this.at += 2
          return { type: 'recurse' }
        }
        return this.postfixed(this.dotted())
      case '$':
        return this.postfixed({ type: 'variable', name: this.variable() })
      case '"':
        return this.postfixed(this.string(undefined))
      case '@':
        return this.postfixed(this.formatted())
      case '[':
        return this.postfixed(this.array())
      case '{':
        return this.postfixed(this.object())
      case '(': {
        this.at++
        const inner = this.pipe(true)
        this.expect(')')
        return this.postfixed(inner)
      }
      case '-':
        this.at++
        return { type: 'negate', value: this.primary() }
      default:
        return this.wordOrNumber()
    }
  }

  private wordOrNumber(): Query {
    NUMBER.lastIndex = this.at
    const number = NUMBER.exec(this.text)?.[0]
    if (number !== undefined) {
      this.at += number.length
      return this.postfixed({ type: 'number', text: number })
    }
    const word = this.peekWord()
    if (word === undefined) throw this.unexpected()
    this.at += word.length
    switch (word) {
      case 'true':
      case 'false':
        return this.postfixed({ type: 'constant', value: word === 'true' })
      case 'null':
        return this.postfixed({ type: 'constant', value: null })
      case 'if':
        return this.conditional()
      case 'try':
        return this.tryCatch()
      case 'reduce':
      case 'foreach':
        return this.loop(word)
      case 'break':
        return { type: 'break', name: this.variable() }
      default:
        if (KEYWORDS.has(word)) throw this.unexpected()
        return this.postfixed(this.call(word))
    }
  }

  private call(name: string): Query {
    const args: Query[] = []
    if (this.symbol('(') && !this.symbol(')')) {
      do args.push(this.pipe(true))
      while (this.symbol(';'))
      this.expect(')')
    }
    return { type: 'call', name, args }
  }

  /** `.`, `.name`, `."name"`, `.[…]`: what may stand behind the first dot. */
  private dotted(): Query {
    this.at++
    WORD.lastIndex = this.at
    const name = WORD.exec(this.text)?.[0]
    if (name !== undefined) {
      this.at += name.length
      return this.access(IDENTITY, literal(name), 'field')
    }
    this.space()
    const next = this.text[this.at]
    if (next === '"' || next === '@') return this.access(IDENTITY, this.stringTerm(), 'field')
    return next === '[' ? this.bracket(IDENTITY) : IDENTITY
  }

  private access(target: Query, key: Query, type: 'field' | 'index'): Query {
    return { type, target, key, permissive: this.symbol('?') }
  }

  private postfixed(start: Query): Query {
    let query = start
    for (;;) {
      this.space()
      const character = this.text[this.at]
      if (character === '[') query = this.bracket(query)
      else if (character === '.' && this.text[this.at + 1] !== '.') {
        const accessed = this.dottedBehind(query)
        if (!accessed) return query
        query = accessed
      } else if (character === '?') {
        this.at++
        query = { type: 'try', body: query, handler: undefined }
      } else return query
    }
  }

  private dottedBehind(target: Query): Query {
    this.at++
    WORD.lastIndex = this.at
    const name = WORD.exec(this.text)?.[0]
    if (name !== undefined) {
      this.at += name.length
      return this.access(target, literal(name), 'field')
    }
    this.space()
    const next = this.text[this.at]
    if (next === '"' || next === '@') return this.access(target, this.stringTerm(), 'field')
    throw this.unexpected()
  }

  private bracket(target: Query): Query {
    this.at++
    if (this.symbol(']')) return { type: 'iterate', target, permissive: this.symbol('?') }
    if (this.symbol(':')) {
      const to = this.pipe(true)
      this.expect(']')
      return { type: 'slice', target, from: undefined, to, permissive: this.symbol('?') }
    }
    const key = this.pipe(true)
    if (!this.symbol(':')) {
      this.expect(']')
      return this.access(target, key, 'index')
    }
    this.space()
    const to = this.text[this.at] === ']' ? undefined : this.pipe(true)
    this.expect(']')
    return { type: 'slice', target, from: key, to, permissive: this.symbol('?') }
  }

  private formatted(): Query {
    this.at++
    const name = this.identifier()
    this.space()
    return this.text[this.at] === '"' ? this.string(name) : { type: 'format', name }
  }

  private stringTerm(): Query {
    this.space()
    if (this.text[this.at] === '"') return this.string(undefined)
    if (this.text[this.at] !== '@') throw this.unexpected()
    this.at++
    const name = this.identifier()
    this.space()
    if (this.text[this.at] !== '"') throw this.unexpected()
    return this.string(name)
  }

  private string(format: string | undefined): Query {
    this.at++
    const parts: (string | Query)[] = []
    let text = ''
    for (;;) {
      const character = this.text[this.at]
      if (character === undefined || '\b\f\n\r\t'.includes(character)) throw this.unexpected()
      this.at++
      if (character === '"') break
      if (character !== '\\') text += character
      else if (this.text[this.at] === '(') {
        this.at++
        parts.push(text)
        text = ''
        parts.push(this.pipe(true))
        this.expect(')')
      } else text += this.escape()
    }
    parts.push(text)
    return { type: 'string', parts, format }
  }

  private escape(): string {
    const letter = this.text[this.at] ?? ''
    const escapes: Readonly<Record<string, string>> = {
      '"': '"',
      '\\': '\\',
      '/': '/',
      b: '\b',
      f: '\f',
      n: '\n',
      r: '\r',
      t: '\t',
    }
    if (letter === 'u') {
      const digits = /^[0-9a-fA-F]{4}/.exec(this.text.slice(this.at + 1, this.at + 5))?.[0]
      if (digits === undefined) throw this.unexpected()
      this.at += 5
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    const character = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined
    if (character === undefined) throw this.unexpected()
    this.at++
    return character
  }

  private array(): Query {
    this.at++
    if (this.symbol(']')) return { type: 'array', items: undefined }
    const items = this.pipe(true)
    this.expect(']')
    return { type: 'array', items }
  }

  private object(): Query {
    this.at++
    const fields: ObjectField[] = []
    if (this.symbol('}')) return { type: 'object', fields }
    do fields.push(this.objectField())
    while (this.symbol(','))
    this.expect('}')
    return { type: 'object', fields }
  }

  private objectField(): ObjectField {
    this.space()
    const character = this.text[this.at]
    if (character === '$') {
      this.at++
      return { key: { type: 'variable-key', name: this.anyWord() }, value: undefined }
    }
    if (character === '(') {
      const key = this.parenthesized()
      this.expect(':')
      return { key, value: this.pipe(false) }
    }
    const key = character === '"' || character === '@' ? this.stringTerm() : literal(this.anyWord())
    return { key, value: this.symbol(':') ? this.pipe(false) : undefined }
  }

  private parenthesized(): Query {
    this.expect('(')
    const inner = this.pipe(true)
    this.expect(')')
    return inner
  }

  private conditional(): Query {
    const branches: (readonly [Query, Query])[] = [this.branch()]
    while (this.word('elif')) branches.push(this.branch())
    if (!this.word('else')) throw this.unexpected()
    const otherwise = this.pipe(true)
    if (!this.word('end')) throw this.unexpected()
    return { type: 'if', branches, otherwise }
  }

  private branch(): readonly [Query, Query] {
    const condition = this.pipe(true)
    if (!this.word('then')) throw this.unexpected()
    return [condition, this.pipe(true)]
  }

  private tryCatch(): Query {
    const body = this.pipe(true)
    return { type: 'try', body, handler: this.word('catch') ? this.primary() : undefined }
  }

  private loop(type: 'reduce' | 'foreach'): Query {
    const source = this.primary()
    if (!this.word('as')) throw this.unexpected()
    const pattern = this.pattern()
    this.expect('(')
    const start = this.pipe(true)
    this.expect(';')
    const update = this.pipe(true)
    const extract = type === 'foreach' && this.symbol(';') ? this.pipe(true) : undefined
    this.expect(')')
    return type === 'reduce'
      ? { type, source, pattern, start, update }
      : { type, source, pattern, start, update, extract }
  }

  private pattern(): Pattern {
    this.space()
    if (this.text[this.at] === '$') return { type: 'name', name: this.variable() }
    if (this.symbol('[')) {
      const items: Pattern[] = []
      do items.push(this.pattern())
      while (this.symbol(','))
      this.expect(']')
      return { type: 'array', items }
    }
    this.expect('{')
    const entries: (readonly [Query, Pattern])[] = []
    do entries.push(...this.patternEntry())
    while (this.symbol(','))
    this.expect('}')
    return { type: 'object', entries }
  }

  /** `key: pattern`, `$a` for `a: $a`, or `$a: pattern` for both. */
  private patternEntry(): readonly (readonly [Query, Pattern])[] {
    this.space()
    if (this.text[this.at] !== '$') {
      const key = this.patternKey()
      this.expect(':')
      return [[key, this.pattern()]]
    }
    const name = this.variable()
    const own = [literal(name), { type: 'name', name }] as const
    return this.symbol(':') ? [own, [literal(name), this.pattern()]] : [own]
  }

  private patternKey(): Query {
    const character = this.text[this.at]
    if (character === '(') return this.parenthesized()
    return character === '"' || character === '@' ? this.stringTerm() : literal(this.anyWord())
  }

  private variable(): string {
    this.expect('$')
    return this.identifier()
  }

  private identifier(): string {
    const word = this.peekWord()
    if (word === undefined || KEYWORDS.has(word)) throw this.unexpected()
    this.at += word.length
    return word
  }

  private anyWord(): string {
    const word = this.peekWord()
    if (word === undefined) throw this.unexpected()
    this.at += word.length
    return word
  }

  private peekWord(): string | undefined {
    this.space()
    WORD.lastIndex = this.at
    return WORD.exec(this.text)?.[0]
  }

  /** Reads a keyword if it is there. */
  private word(keyword: string): boolean {
    if (this.peekWord() !== keyword) return false
    this.at += keyword.length
    return true
  }

  /** Reads a sign if it is there. */
  private symbol(sign: string): boolean {
    this.space()
    if (this.text[this.at] !== sign) return false
    this.at++
    return true
  }

  private expect(sign: string): void {
    if (!this.symbol(sign)) throw this.unexpected()
  }

  private space(): void {
    SPACE.lastIndex = this.at
    SPACE.exec(this.text)
    this.at = Math.max(this.at, SPACE.lastIndex)
  }

  private unexpected(): JqError {
    const found = this.text.slice(this.at, this.at + 10)
    return new JqError(`Cannot compile query: unexpected ${found === '' ? 'end' : `"${found}"`} at ${this.at + 1}`)
  }
}

function bindsBefore(last: Operator, next: Operator): boolean {
  const difference = STRENGTH[next] - STRENGTH[last]
  return difference > 0 || (difference === 0 && STRENGTH[next] < 6)
}

function literal(text: string): Query {
  return { type: 'string', parts: [text], format: undefined }
}
