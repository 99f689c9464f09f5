import { arrayItems, collectionItems, mapEntries } from './collections'
import { bigDecimalToString } from './java/bigDecimal'
import { base64Encode } from './java/encoding'
import { javaText } from './text'
import { canonicalText, jsonTime } from './times'
import { isMapValue, JavaDecimal, JavaEntry, JavaTime, numberKind, type Value } from './value'

/**
 * YAML text of a value, with as few quotes as Kestra uses and lists one space in.
 * Source: Kestra `YamlFilter`: Jackson's `YAMLGenerator` with MINIMIZE_QUOTES and INDENT_ARRAYS, SnakeYAML's `Emitter`.
 */
export function yamlText(value: Value): string {
  if (value === null) return 'null'
  return isFilled(value) ? block(value, 0) : `${scalar(value, 2)}\n`
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value instanceof Uint8Array) return undefined
  return collectionItems(value) ?? arrayItems(value)
}

function entriesOf(value: Value): readonly JavaEntry[] | undefined {
  if (value instanceof JavaEntry) return [value]
  return isMapValue(value) ? mapEntries(value) : undefined
}

function isFilled(value: Value): boolean {
  return (entriesOf(value) ?? itemsOf(value) ?? []).length > 0
}

function block(value: Value, indent: number): string {
  const margin = ' '.repeat(indent)
  const entries = entriesOf(value)
  if (entries)
    return entries.map(entry => `${margin}${keyText(javaText(entry.key))}:${part(entry.value, indent, true)}`).join('')
  return (itemsOf(value) ?? []).map(item => `${margin} -${part(item, indent, false)}`).join('')
}

/** What follows a `:` or `-`. A list in a map stays at the map's indentation. */
function part(value: Value, indent: number, inMap: boolean): string {
  if (!isFilled(value)) return ` ${scalar(value, indent + 2)}\n`
  const inner = inMap && !entriesOf(value) ? indent : indent + 2
  return `\n${block(value, inner)}`
}

function scalar(value: Value, indent: number): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return stringText(value, indent)
  if (value instanceof JavaDecimal) return bigDecimalToString(value)
  if (typeof value === 'boolean' || numberKind(value) !== undefined) return javaText(value)
  if (entriesOf(value)) return '{}'
  if (itemsOf(value)) return '[]'
  if (value instanceof JavaTime) return timeText(value, indent)
  if (value instanceof Uint8Array) return `!!binary |-\n${' '.repeat(indent)}${base64Encode(value)}`
  return stringText(javaText(value), indent)
}

function timeText(time: JavaTime, indent: number): string {
  if (time.kind === 'ZonedDateTime' || time.kind === 'OffsetDateTime')
    return stringText(canonicalText(time).replace(/\[.*\]$/, ''), indent)
  return stringText(jsonTime(time, '1.3').text, indent)
}

const RESERVED: ReadonlySet<string> = new Set(
  'false False FALSE n N no No NO null Null NULL on On ON off Off OFF true True TRUE y Y yes Yes YES'.split(' '),
)

/** Source: Jackson `StringQuotingChecker.Default`. */
function isReserved(text: string): boolean {
  return text === '' || RESERVED.has(text) || text.startsWith('~')
}

function hasQuotableCharacter(text: string): boolean {
  return /[[\]{},]|(?:^|[ \t])#|:(?:$|[ \t])/.test(text)
}

/** Could be a number, or has a control character. */
const QUOTED_NAME = /^[-+.\d]|(?![\x7f-\x9f])\p{Cc}/u

function keyText(name: string): string {
  return isReserved(name) || QUOTED_NAME.test(name) ? doubleQuoted(name) : plainOrQuoted(name, true)
}

function stringText(text: string, indent: number): string {
  if (text === '') return '""'
  const analysis = analyze(text)
  if (text.includes('\n')) return analysis.allowBlock ? literal(text, indent) : quoted(text, analysis)
  return isReserved(text) || hasQuotableCharacter(text) ? doubleQuoted(text) : plainOrQuoted(text, false)
}

function plainOrQuoted(text: string, isKey: boolean): string {
  const analysis = analyze(text)
  return analysis.allowPlain && !(isKey && analysis.multiline) ? text : quoted(text, analysis)
}

function quoted(text: string, { allowSingleQuoted, multiline }: Analysis): string {
  return allowSingleQuoted && !multiline ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text)
}

type Analysis = {
  readonly allowPlain: boolean
  readonly allowSingleQuoted: boolean
  readonly allowBlock: boolean
  readonly multiline: boolean
}

const BREAK = '\\n\\r\\u0085\\u2028\\u2029'
const SPECIAL = /[^\n\x20-\x7e\u0085\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
const BREAK_SPACE = new RegExp(`[${BREAK}] `)
const SPACE_BREAK = new RegExp(` [${BREAK}]`)
const OUTER_SPACE = new RegExp(`^[ ${BREAK}]|[ ${BREAK}]$`)
const INDICATOR = new RegExp(
  `^(?:---|\\.\\.\\.|[#,\\[\\]{}&*!|>'"%@\`]|[?:-](?:$|[ \\t\\0${BREAK}]))|:(?:$|[ \\t\\0${BREAK}])|[ \\t\\0${BREAK}]#`,
)

/** Source: SnakeYAML `Emitter.analyzeScalar`, for text outside of flow collections. */
function analyze(text: string): Analysis {
  const special = SPECIAL.test(text) || SPACE_BREAK.test(text)
  const breakSpace = BREAK_SPACE.test(text)
  return {
    allowPlain: !special && !breakSpace && !OUTER_SPACE.test(text) && !INDICATOR.test(text),
    allowSingleQuoted: !special && !breakSpace,
    allowBlock: !special && !text.endsWith(' '),
    multiline: new RegExp(`[${BREAK}]`).test(text),
  }
}

function literal(text: string, indent: number): string {
  const leading = /^[ \n\r\u0085\u2028\u2029]/.test(text) ? '2' : ''
  const trailing = !text.endsWith('\n') ? '-' : /^\n$|\n\n$/.test(text) ? '+' : ''
  const margin = ' '.repeat(indent)
  const body = text.endsWith('\n') ? text.slice(0, -1) : text
  const lines = body.split('\n').map(line => (line === '' ? '' : margin + line))
  return `|${leading}${trailing}\n${lines.join('\n')}`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\u0085': 'N',
  '\u00a0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

function doubleQuoted(text: string): string {
  let result = ''
  for (const character of text) {
    const escaped = Object.hasOwn(ESCAPES, character) ? ESCAPES[character] : undefined
    if (escaped !== undefined) result += `\\${escaped}`
    else if (SPECIAL.test(character) || character === '\ufeff') result += hexEscape(character.charCodeAt(0))
    else result += character
  }
  return `"${result}"`
}

function hexEscape(code: number): string {
  return code <= 255 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}
