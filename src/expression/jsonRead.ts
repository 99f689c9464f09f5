import { double, fitsLong, type Value } from './value'

/** JSON could not be read. The message is Jackson's, with the position behind it. */
export class JsonError extends Error {
  override readonly name = 'JsonError'
}

/** Texts that JavaScript's own parser reads as Java would: no `1.0`, `1e3`, long integers, or keys it would reorder. */
const NEEDS_CARE = /[0-9]{16}|\.0+(?![0-9])|[0-9][eE]|-0|"[0-9]+"\s*:|\$java/

/**
 * Reads the first JSON value of a text; what follows it is not looked at.
 * Source: Kestra `JacksonMapper.ofJson` (Jackson 2.x `ReaderBasedJsonParser`).
 * @throws JsonError
 */
export function readJson(text: string): Value {
  if (!NEEDS_CARE.test(text)) {
    try {
      return JSON.parse(text) as Value
    } catch {
      // Read it again slowly: for Jackson's wording, or because there is more behind the value.
    }
  }
  return new Reader(text).read()
}

/** Reads a text that is one JSON value and nothing else. @throws JsonError */
export function readJsonWhole(text: string): Value {
  return new Reader(text).read(true)
}

/** Whether a text is what Jackson's `readTree` accepts; an empty text is. */
export function isJson(text: string): boolean {
  if (/^[ \t\n\r]*$/.test(text)) return true
  try {
    readJson(text)
    return true
  } catch (error) {
    if (error instanceof JsonError) return false
    throw error
  }
}

const TOKENS = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
const MAX_DEPTH = 1000

type Container = 'Object' | 'Array' | 'root'

class Reader {
  private at = 0
  private depth = 0
  private readonly starts: number[] = []

  constructor(private readonly text: string) {}

  read(whole = false): Value {
    this.skipSpace()
    if (this.at >= this.text.length)
      throw new JsonError(`No content to map due to end-of-input\n at ${this.source('line: 1')}`)
    const value = this.value('root')
    this.skipSpace()
    if (whole && this.at < this.text.length) throw this.fail('Trailing data')
    return value
  }

  private value(inside: Container): Value {
    const code = this.text.charCodeAt(this.at)
    switch (code) {
      case 34:
        return this.string()
      case 123:
        return this.object()
      case 91:
        return this.array()
      case 116:
        return this.word('true', true)
      case 102:
        return this.word('false', false)
      case 110:
        return this.word('null', null)
      case 125:
        throw this.unexpected('expected a value')
      default:
        if (code === 45 || (code >= 48 && code <= 57)) return this.number(inside)
        throw this.odd()
    }
  }

  private object(): Value {
    this.open()
    const entries: [string, Value][] = []
    this.skipSpace()
    if (this.text[this.at] === '}') return this.close(toMap(entries))
    for (;;) {
      this.skipSpaceWithin('Object', entries.length > 0)
      if (this.text[this.at] !== '"') throw this.unexpected('was expecting double-quote to start field name')
      const key = this.string('in field name')
      this.skipSpaceWithin('Object', true)
      if (this.text[this.at] !== ':') throw this.unexpected('was expecting a colon to separate field name and value')
      this.at++
      this.skipSpaceWithin('Object', true)
      entries.push([key, this.value('Object')])
      this.skipSpaceWithin('Object', false)
      const next = this.text[this.at]
      if (next === '}') return this.close(toMap(entries))
      if (next === ']') throw this.mismatch(']', '}', 'Object')
      if (next !== ',') throw this.unexpected('was expecting comma to separate Object entries')
      this.at++
    }
  }

  private array(): Value {
    this.open()
    const items: Value[] = []
    this.skipSpaceWithin('Array', false)
    if (this.text[this.at] === ']') return this.close(items)
    for (;;) {
      this.skipSpaceWithin('Array', items.length > 0)
      items.push(this.value('Array'))
      this.skipSpaceWithin('Array', false)
      const next = this.text[this.at]
      if (next === ']') return this.close(items)
      if (next === '}') throw this.mismatch('}', ']', 'Array')
      if (next !== ',') throw this.unexpected('was expecting comma to separate Array entries')
      this.at++
    }
  }

  private open(): void {
    this.starts.push(this.at)
    this.at++
    if (++this.depth > MAX_DEPTH)
      throw this.fail(
        `Document nesting depth (${this.depth}) exceeds the maximum allowed (${MAX_DEPTH}, from \`StreamReadConstraints.getMaxNestingDepth()\`)`,
      )
  }

  private close<T>(value: T): T {
    this.at++
    this.depth--
    this.starts.pop()
    return value
  }

  private string(kind = ': was expecting closing quote for a string value'): string {
    const from = ++this.at
    let result = ''
    let plain = from
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (Number.isNaN(code)) throw this.fail(`Unexpected end-of-input${kind.startsWith(':') ? '' : ' '}${kind}`)
      if (code === 34) break
      if (code === 92) {
        result += this.text.slice(plain, this.at) + this.escape()
        plain = this.at
      } else if (code < 32) {
        this.at++
        throw this.fail(
          `Illegal unquoted character (${named(code)}): has to be escaped using backslash to be included in ${kind.startsWith(':') ? 'string value' : 'name'}`,
        )
      } else this.at++
    }
    result += this.text.slice(plain, this.at)
    this.at++
    return result
  }

  private escape(): string {
    const letter = this.text[this.at + 1]
    this.at += 2
    switch (letter) {
      case 'b':
        return '\b'
      case 't':
        return '\t'
      case 'n':
        return '\n'
      case 'f':
        return '\f'
      case 'r':
        return '\r'
      case '"':
      case '/':
      case '\\':
        return letter
      case 'u':
        return this.hexEscape()
      case undefined:
        this.at = this.text.length
        throw this.fail('Unexpected end-of-input in character escape sequence')
      default:
        throw this.fail(`Unrecognized character escape ${named(letter.charCodeAt(0))}`)
    }
  }

  private hexEscape(): string {
    for (let digit = 0; digit < 4; digit++) {
      const character = this.text[this.at]
      if (character === undefined) throw this.fail('Unexpected end-of-input in character escape sequence')
      if (!/[0-9a-fA-F]/.test(character)) throw this.unexpected('expected a hex-digit for character escape sequence')
      this.at++
    }
    return String.fromCharCode(Number.parseInt(this.text.slice(this.at - 4, this.at), 16))
  }

  private number(inside: Container): Value {
    const from = this.at
    const negative = this.text[this.at] === '-'
    if (negative) this.at++
    const first = this.text[this.at]
    if (first === undefined || !isDigit(first))
      throw this.badNumber('expected digit (0-9) to follow minus sign, for valid numeric value')
    if (first === '0' && isDigit(this.text[this.at + 1])) {
      this.at++
      throw this.fail('Invalid numeric value: Leading zeroes not allowed')
    }
    this.digits()
    let decimal = false
    if (this.text[this.at] === '.') {
      decimal = true
      this.at++
      if (!isDigit(this.text[this.at])) throw this.badNumber('Decimal point not followed by a digit')
      this.digits()
    }
    if (this.text[this.at] === 'e' || this.text[this.at] === 'E') {
      decimal = true
      this.at++
      if (this.text[this.at] === '+' || this.text[this.at] === '-') this.at++
      if (!isDigit(this.text[this.at])) throw this.badNumber('Exponent indicator not followed by a digit')
      this.digits()
    }
    if (inside === 'root' && this.at < this.text.length && !' \t\n\r'.includes(this.text.charAt(this.at)))
      throw this.unexpected('Expected space separating root-level values')
    return toNumber(this.text.slice(from, this.at), decimal)
  }

  private digits(): void {
    while (isDigit(this.text[this.at])) this.at++
  }

  private word<T>(word: string, value: T): T {
    const after = this.text[this.at + word.length]
    if (this.text.startsWith(word, this.at) && (after === undefined || !isNamePart(after))) {
      this.at += word.length
      return value
    }
    throw this.unrecognized()
  }

  /** What cannot start a value. */
  private odd(): JsonError {
    const character = this.text.charAt(this.at)
    for (const name of ['NaN', 'Infinity']) {
      if (!this.text.startsWith(name, this.at)) continue
      this.at += name.length
      return this.fail(`Non-standard token '${name}': enable \`JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS\` to allow`)
    }
    if (character === '+')
      return this.badNumber(
        'JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow',
      )
    if (/[\p{L}_$]/u.test(character)) return this.unrecognized()
    return this.unexpected(`expected a valid value ${TOKENS}`)
  }

  private unrecognized(): JsonError {
    const from = this.at
    while (this.at < this.text.length && isNamePart(this.text.charAt(this.at))) this.at++
    const token = this.text.slice(from, this.at)
    const shown = token.length > 256 ? `${token.slice(0, 256)}...` : token
    return new JsonError(`Unrecognized token '${shown}': was expecting ${TOKENS}\n at ${this.place(from)}`)
  }

  private unexpected(comment: string): JsonError {
    if (this.at >= this.text.length) return this.endWithin('Object')
    const message = `Unexpected character (${named(this.text.charCodeAt(this.at))}): ${comment}`
    return new JsonError(`${message}\n at ${this.place(this.at)}`)
  }

  private badNumber(comment: string): JsonError {
    if (this.at >= this.text.length) return this.fail(`Unexpected end-of-input: ${comment}`)
    const message = `Unexpected character (${named(this.text.charCodeAt(this.at))}) in numeric value: ${comment}`
    return new JsonError(`${message}\n at ${this.place(this.at)}`)
  }

  private mismatch(found: string, expected: string, container: Container): JsonError {
    const start = this.place(this.starts.at(-1) ?? 0)
    return new JsonError(
      `Unexpected close marker '${found}': expected '${expected}' (for ${container} starting at ${start})\n at ${this.place(this.at)}`,
    )
  }

  private endWithin(container: Container): JsonError {
    return this.fail(`Unexpected end-of-input within/between ${container} entries`)
  }

  /** White space; the text must not end in it. `started`: a comma, colon or name came before. */
  private skipSpaceWithin(container: Container, started: boolean): void {
    this.skipSpace()
    if (this.at < this.text.length) return
    if (started) throw this.endWithin(container)
    throw this.fail(
      `Unexpected end-of-input: expected close marker for ${container} (start marker at ${this.place(this.starts.at(-1) ?? 0)})`,
    )
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
      this.at++
    }
  }

  private fail(message: string): JsonError {
    return new JsonError(`${message}\n at ${this.place(this.at)}`)
  }

  private place(at: number): string {
    const before = this.text.slice(0, at)
    const line = before.split(/\r\n|\r|\n/).length
    const column = at - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'))
    return this.source(`line: ${line}, column: ${column}`)
  }

  private source(place: string): string {
    return `[Source: REDACTED (\`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION\` disabled); ${place}]`
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= '0' && character <= '9' && character.length === 1
}

/** `Character.isJavaIdentifierPart`, nearly. */
function isNamePart(character: string): boolean {
  return /[\p{L}\p{Nd}_$]/u.test(character)
}

/** Jackson's description of a character. */
function named(code: number): string {
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`
  const character = String.fromCharCode(code)
  return code > 255 ? `'${character}' (code ${code} / 0x${code.toString(16)})` : `'${character}' (code ${code})`
}

function toNumber(text: string, decimal: boolean): Value {
  return decimal ? double(Number(text)) : parseJsonNumber(text)
}

/** An integer in decimal digits: Integer, Long or BigInteger by its size. */
export function parseJsonNumber(text: string): number | bigint {
  if (text.length < 16) return Number(text) + 0
  const value = BigInt(text)
  return fitsLong(value) && Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** An object, unless JavaScript would reorder its keys or take it for a tagged value. A repeated key keeps its place. */
function toMap(entries: readonly (readonly [string, Value])[]): Value {
  const needsMap = entries.some(([key]) => key === '$java' || /^\d+$/.test(key))
  return needsMap ? new Map(entries) : Object.fromEntries(entries)
}
