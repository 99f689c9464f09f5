import { base64Decode, base64Encode, utf8Bytes, utf8Text } from '../java/encoding'
import { JavaError } from '../java/javaError'
import { JsonError, readJsonWhole } from '../jsonRead'
import { doubleOf } from '../numberText'
import { type CompiledRegex, compileRegex, type RegexMatch } from '../regex'
import { JavaThrown } from '../thrown'
import { doubleValue, type Value } from '../value'
import { type Builtin, simple, unary } from './builtins'
import { JqError } from './error'
import type { Closure, Invocation } from './evaluate'
import {
  asText,
  checkArgument,
  checkInput,
  children,
  isArray,
  isNumber,
  isObject,
  numeric,
  objectOf,
  shown,
  splitText,
  textOf,
  toJsonText,
  typeError,
  typeOf,
} from './nodes'

/** Built-in functions of texts, among them those with patterns and the formats. */
export function textBuiltins(): Readonly<Record<string, Builtin>> {
  return {
    'tostring/0': simple(tostring),
    'tonumber/0': simple(tonumber),
    'fromjson/0': simple(fromjson),
    'ascii_downcase/0': simple(input => mapAscii(input, /[A-Z]/g, letter => letter.toLowerCase())),
    'ascii_upcase/0': simple(input => mapAscii(input, /[a-z]/g, letter => letter.toUpperCase())),
    'explode/0': simple(input => {
      checkInput('explode', input, 'string')
      return Array.from(textOf(input), character => character.codePointAt(0) ?? 0)
    }),
    'implode/0': simple(implode),
    'utf8bytelength/0': simple(input => {
      if (typeof input !== 'string') throw typeError(input, 'only strings have UTF-8 byte length')
      return utf8Bytes(input).length
    }),
    'startswith/1': affix('startswith', (text, part) => text.startsWith(part)),
    'endswith/1': affix('endswith', (text, part) => text.endsWith(part)),
    'ltrimstr/1': trimmed((text, part) => (text.startsWith(part) ? text.slice(part.length) : text)),
    'rtrimstr/1': trimmed((text, part) => (text.endsWith(part) ? text.slice(0, text.length - part.length) : text)),
    'join/1': unary(join),
    'split/1': unary((input, separator) => {
      if (typeof input !== 'string' || typeof separator !== 'string')
        throw new JqError('split input and separator must be strings')
      return splitText(input, separator)
    }),

    'test/1': withPattern(
      single =>
        ({ input, emit }) =>
          emit(regexOf(single).find(subject(input)) !== undefined, null),
    ),
    'test/2': withFlags(
      (pattern, flags) =>
        ({ input, emit }) =>
          emit(regexOf({ pattern, flags }).find(subject(input)) !== undefined, null),
    ),
    'match/1': withPattern(single => ({ input, emit }) => {
      for (const match of matches(input, single)) emit(match, null)
    }),
    'match/2': withFlags((pattern, flags) => ({ input, emit }) => {
      for (const match of matches(input, { pattern, flags })) emit(match, null)
    }),
    'capture/1': withPattern(single => ({ input, emit }) => {
      for (const match of found(input, single)) emit(captureObject(match), null)
    }),
    'capture/2': withFlags((pattern, flags) => ({ input, emit }) => {
      for (const match of found(input, { pattern, flags })) emit(captureObject(match), null)
    }),
    'scan/1': scan,
    'scan/2': scan,
    'splits/1': splitsBy(parts => parts),
    'splits/2': splitsBy(parts => parts),
    'split/2': splitsBy(parts => [parts]),
    'sub/2': substitute(''),
    'sub/3': substitute(''),
    'gsub/2': substitute('g'),
    'gsub/3': substitute('g'),

    '@text/0': simple(tostring),
    '@json/0': simple(toJsonText),
    '@csv/0': simple(input => row(input, 'csv')),
    '@tsv/0': simple(input => row(input, 'tsv')),
    '@html/0': simple(input => formatted(input).replace(/[<>&'"]/g, character => HTML[character] ?? character)),
    '@uri/0': simple(input => percentEncoded(formatted(input))),
    '@sh/0': simple(shell),
    '@base64/0': simple(input => base64Encode(utf8Bytes(formatted(input)))),
    '@base64d/0': simple(fromBase64),
  }
}

/** Formats see texts as they are and anything else as JSON. */
function formatted(input: Value): string {
  return typeof input === 'string' ? input : toJsonText(input)
}

function tostring(input: Value): Value {
  return formatted(input)
}

function tonumber(input: Value): Value {
  if (isNumber(input)) return input
  if (typeof input !== 'string') throw typeError(input, 'cannot be parsed as a number')
  try {
    return numeric(doubleValue(doubleOf(input)))
  } catch (error) {
    if (error instanceof JavaThrown) throw new JqError(error.asJavaText())
    throw error
  }
}

function fromjson(input: Value): Value {
  if (typeof input !== 'string') throw typeError(input, 'only strings can be parsed')
  try {
    return readJsonWhole(input)
  } catch (error) {
    if (error instanceof JsonError) throw new JqError(`failed to parse ${shown(input)} as json`)
    throw error
  }
}

function mapAscii(input: Value, letters: RegExp, change: (letter: string) => string): Value {
  checkInput('explode', input, 'string')
  return textOf(input).replace(letters, change)
}

function implode(input: Value): Value {
  checkInput('implode', input, 'array')
  return (input as readonly Value[])
    .map(point => {
      if (!isNumber(point)) throw new JqError(`implode is not applicable to ARRAY of ${typeOf(point).toUpperCase()}`)
      return String.fromCharCode(Math.trunc(doubleValue(point)) & 0xffff)
    })
    .join('')
}

function affix(name: string, holds: (text: string, part: string) => boolean): Builtin {
  return unary((input, part) => {
    if (typeof input !== 'string' || typeof part !== 'string') throw new JqError(`${name}() requires string inputs`)
    return holds(input, part)
  })
}

function trimmed(trim: (text: string, part: string) => string): Builtin {
  return ({ machine, input, path, args: [argument], emit }) => {
    if (!argument) return
    machine.argument(argument, input, null, false, part => {
      if (typeof input === 'string' && typeof part === 'string') emit(trim(input, part), null)
      else emit(input, path)
    })
  }
}

function join(input: Value, separator: Value): Value {
  const items = children(input)
  if (!items) throw new JqError(`Cannot iterate over ${shown(input)}`)
  let text = ''
  items.forEach((item, index) => {
    if (index > 0 && separator !== null) {
      if (typeof separator !== 'string') throw new JqError(`${shown(text)} and ${shown(separator)} cannot be added`)
      text += separator
    }
    if (isArray(item) || isObject(item)) throw new JqError(`${shown(text)} and ${shown(item)} cannot be added`)
    if (item !== null) text += asText(item)
  })
  return text
}

type Single = { readonly pattern: Value; readonly flags: Value }

/** Flags by their letters: `g` all matches, `i` any case, `x` free spacing, `s` and `p` for what `.` and `$` match. */
function regexOf({ pattern, flags }: Single): CompiledRegex {
  checkArgument('_match_impl/3', 1, pattern, 'string')
  checkArgument('_match_impl/3', 2, flags, 'string', 'null')
  const letters = flags === null ? '' : textOf(flags)
  if (/[^gimnpslx]/.test(letters)) throw new JqError(`${letters} is not a valid modifier string`)
  const inline = (/[mp]/.test(letters) ? 's' : '') + (letters.includes('x') ? 'x' : '')
  const source = onigurumaToJava(textOf(pattern))
  try {
    return compileRegex(inline === '' ? source : `(?${inline})${source}`, {
      ignoreCase: letters.includes('i'),
      unicode: true,
    })
  } catch (error) {
    if (error instanceof JavaError) throw new JqError(error.message)
    throw error
  }
}

/** What Oniguruma writes in another way than Java. */
function onigurumaToJava(pattern: string): string {
  return pattern
    .replace(/\[:(\^?)(\w+):\]/g, (whole, not: string, name: string) => {
      const property = POSIX[name]
      return property === undefined ? whole : `\\${not === '' ? 'p' : 'P'}{${property}}`
    })
    .replace(/\\(h|H|.)/gs, (whole, letter: string) =>
      letter === 'h' ? '[0-9a-fA-F]' : letter === 'H' ? '[^0-9a-fA-F]' : whole,
    )
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: 'IsAlnum',
  alpha: 'IsAlphabetic',
  ascii: 'ASCII',
  blank: 'Blank',
  cntrl: 'Cntrl',
  digit: 'Digit',
  graph: 'Graph',
  lower: 'IsLowercase',
  print: 'Print',
  punct: 'IsPunctuation',
  space: 'Space',
  upper: 'IsUppercase',
  xdigit: 'XDigit',
  word: 'IsWord',
}

function subject(input: Value): string {
  checkInput('_match_impl/3', input, 'string')
  return textOf(input)
}

type NamedMatch = { readonly match: RegexMatch; readonly text: string; readonly names: ReadonlyMap<string, number> }

function found(input: Value, single: Single): readonly NamedMatch[] {
  const text = subject(input)
  const regex = regexOf(single)
  const global = single.flags !== null && textOf(single.flags).includes('g')
  const first = global ? undefined : regex.find(text)
  const all = global ? globalMatches(regex, text) : first ? [first] : []
  return all.map(match => ({ match, text, names: regex.names }))
}

/** jackson-jq stops at the end of the text: no empty match is found there, unless the text is empty. */
function globalMatches(regex: CompiledRegex, text: string): readonly RegexMatch[] {
  return regex.findAll(text).filter(match => match.start < text.length || text === '' || match.end > match.start)
}

function matches(input: Value, single: Single): readonly Value[] {
  return found(input, single).map(matchObject)
}

/** Offsets and lengths count code points. */
function matchObject({ match, text, names }: NamedMatch): Value {
  const points = (from: number, to: number): number => [...text.slice(from, to)].length
  const named = new Map([...names].map(([name, group]) => [group, name] as const))
  const captures =
    match.start === match.end
      ? []
      : match.offsets.slice(1).map((offsets, index) => ({
          offset: offsets ? points(0, offsets[0]) : -1,
          length: offsets ? points(offsets[0], offsets[1]) : 0,
          string: match.groups[index + 1] ?? null,
          name: named.get(index + 1) ?? null,
        }))
  return {
    offset: points(0, match.start),
    length: points(match.start, match.end),
    string: match.groups[0] ?? '',
    captures,
  }
}

function captureObject({ match, names }: NamedMatch): Value {
  if (match.start === match.end) return {}
  return objectOf([...names].map(([name, group]) => [name, match.groups[group] ?? null] as const))
}

/** A function whose one argument is a pattern, or an array of pattern and flags. */
function withPattern(apply: (single: Single) => Builtin): Builtin {
  return invocation => {
    const [argument] = invocation.args
    if (!argument) return
    invocation.machine.argument(argument, invocation.input, null, false, value => {
      apply(singleOf(value))(invocation)
    })
  }
}

function singleOf(value: Value): Single {
  if (typeof value === 'string') return { pattern: value, flags: null }
  if (isArray(value) && value.length > 0) return { pattern: value[0] ?? null, flags: value[1] ?? null }
  throw new JqError(`${typeOf(value)} not a string or array`)
}

function withFlags(apply: (pattern: Value, flags: Value) => Builtin): Builtin {
  return invocation => {
    const [pattern, flags] = invocation.args
    if (!pattern || !flags) return
    const { machine, input } = invocation
    for (const one of machine.values(pattern, input)) {
      for (const letters of machine.values(flags, input)) apply(one, letters)(invocation)
    }
  }
}

/** The values of the argument with flags, or none. */
function flagsOf({ machine, input }: Invocation, flags: Closure | undefined): readonly Value[] {
  return flags ? machine.values(flags, input) : [null]
}

function scan(invocation: Invocation): void {
  const [pattern, flags] = invocation.args
  if (!pattern) return
  const { machine, input, emit } = invocation
  for (const one of machine.values(pattern, input)) {
    for (const letters of flagsOf(invocation, flags)) {
      for (const { match } of found(input, { pattern: one, flags: `${letters === null ? '' : textOf(letters)}g` })) {
        const captures = match.start === match.end ? [] : match.groups.slice(1).map(group => group ?? null)
        emit(captures.length > 0 ? captures : (match.groups[0] ?? ''), null)
      }
    }
  }
}

function splitsBy(shape: (parts: readonly string[]) => readonly Value[]): Builtin {
  return invocation => {
    const [pattern, flags] = invocation.args
    if (!pattern) return
    const { machine, input, emit } = invocation
    for (const one of machine.values(pattern, input)) {
      for (const letters of flagsOf(invocation, flags)) {
        const all = found(input, { pattern: one, flags: `g${letters === null ? '' : textOf(letters)}` })
        for (const part of shape(partsBetween(subject(input), all))) emit(part, null)
      }
    }
  }
}

function partsBetween(text: string, all: readonly NamedMatch[]): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const { match } of all) {
    parts.push(text.slice(from, match.start))
    from = match.end
  }
  return [...parts, text.slice(from)]
}

/** `sub` and `gsub`: the replacement sees the named groups, and may give several texts. */
function substitute(always: '' | 'g'): Builtin {
  return invocation => {
    const [pattern, replacement, flags] = invocation.args
    if (!pattern || !replacement) return
    const { machine, input, emit } = invocation
    checkInput('_sub_impl/3', input, 'string')
    for (const one of machine.values(pattern, input)) {
      checkArgument('_sub_impl/3', 1, one, 'string')
      for (const letters of flags ? machine.values(flags, input) : ['']) {
        checkArgument('_sub_impl/3', 3, letters, 'string')
        const all = found(input, { pattern: one, flags: textOf(letters) + always })
        replaceAll(invocation, replacement, textOf(input), all, text => emit(text, null))
      }
    }
  }
}

function replaceAll(
  { machine }: Invocation,
  replacement: Closure,
  text: string,
  all: readonly NamedMatch[],
  emit: (text: string) => void,
): void {
  const rest = (at: number, end: number, tail: string): void => {
    const one = all[at]
    if (!one) return emit(text.slice(0, end) + tail)
    const { match, names } = one
    const captures = objectOf([...names].map(([name, group]) => [name, match.groups[group] ?? null] as const))
    machine.argument(replacement, captures, null, false, value =>
      rest(at - 1, match.start, asText(value) + text.slice(match.end, end) + tail),
    )
  }
  rest(all.length - 1, text.length, '')
}

function row(input: Value, kind: 'csv' | 'tsv'): Value {
  if (!isArray(input)) throw typeError(input, `cannot be ${kind}-formatted, only array`)
  return input.map(cell => cellText(cell, kind)).join(kind === 'csv' ? ',' : '\t')
}

function cellText(cell: Value, kind: 'csv' | 'tsv'): string {
  if (cell === null) return ''
  if (typeof cell === 'string')
    return kind === 'csv' ? `"${cell.replaceAll('"', '""')}"` : cell.replace(/[\\\t\n\r]/g, one => TSV[one] ?? one)
  if (isArray(cell) || isObject(cell)) throw typeError(cell, `is not valid in a csv row`)
  return toJsonText(cell)
}

const TSV: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const HTML: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', "'": '&apos;', '"': '&quot;' }

function percentEncoded(text: string): string {
  let result = ''
  for (const byte of utf8Bytes(text)) {
    const character = String.fromCharCode(byte)
    result += /[A-Za-z0-9_.~!*'()-]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return result
}

function shell(input: Value): Value {
  return isArray(input) ? input.map(shellWord).join(' ') : shellWord(input)
}

function shellWord(value: Value): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "'\\''").replaceAll('\0', '\\0')}'`
  if (isArray(value) || isObject(value)) throw new JqError(`${typeOf(value).toUpperCase()} cannot be escaped for shell`)
  return toJsonText(value)
}

function fromBase64(input: Value): Value {
  const text = formatted(input)
  try {
    return utf8Text(base64Decode(text))
  } catch (error) {
    if (error instanceof JavaError) throw new JqError(`${shown(text)} is not valid base64 data: ${error.message}`)
    throw error
  }
}
