import { base64, doubleText, entriesOf, isTagged, itemsOf, type TaggedValue } from './value'

/**
 * A value as Ion text in the print of Kestra's writer: `{brand:null,avg_price:174.28e0}`. Dates are Ion timestamps;
 * times that Ion does not have are annotated text: `LocalTime::"07:08:09"`.
 * Source: Kestra `JacksonMapper.ofIon`, ion-java `IonTextWriter`.
 */
export function ionText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return quoted(value, '"')
  if (typeof value === 'number') return Number.isInteger(value) ? String(BigInt(value)) : floatText(value)
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `{{${base64(value)}}}`
  const items = itemsOf(value)
  if (items) return `[${items.map(ionText).join(',')}]`
  const entries = entriesOf(value)
  if (entries) return `{${entries.map(([key, item]) => `${symbolText(key)}:${ionText(item)}`).join(',')}}`
  return isTagged(value) ? taggedText(value) : quoted(String(value), '"')
}

/** Types of Java that are written as text with their name in front. */
export const ANNOTATED: ReadonlySet<string> = new Set([
  'ZonedDateTime',
  'OffsetDateTime',
  'LocalDateTime',
  'LocalTime',
  'OffsetTime',
])

function taggedText({ $java, value }: TaggedValue): string {
  const text = String(value)
  switch ($java) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
    case 'LocalDate':
    case 'Instant':
      return text
    case 'Date':
      return text
    case 'Float':
    case 'Double':
      return floatText(Number(text))
    case 'BigDecimal':
      return decimalText(text)
    default:
      return ANNOTATED.has($java) ? `${$java}::${quoted(text, '"')}` : quoted(text, '"')
  }
}

/** Java's digits with an exponent that marks a float: `2.5e0`, `100e0`, `1.0E10`, `nan`. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? '+inf' : '-inf'
  const text = doubleText(value)
  return text.includes('E') ? text : `${text.replace(/\.0$/, '')}e0`
}

/** A decimal of plain digits, `1.10` or `10.`, or with `d` where the point would be far away. */
function decimalText(text: string): string {
  const { coefficient, exponent } = decimalParts(text)
  const digits = String(coefficient).replace('-', '')
  const sign = coefficient < 0n ? '-' : ''
  if (exponent > 0) return `${sign}${digits}d${exponent}`
  const whole = digits.length + exponent
  if (whole > 0) return `${sign}${digits.slice(0, whole)}.${digits.slice(whole)}`
  return whole > -6 ? `${sign}0.${'0'.repeat(-whole)}${digits}` : `${sign}${digits}d${exponent}`
}

/** The whole digits and the power of ten of a decimal's text: `1.10` is 110 and -2. */
export function decimalParts(text: string): { readonly coefficient: bigint; readonly exponent: number } {
  const [, sign = '', whole = '', fraction = '', power = '0'] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const coefficient = BigInt(`${whole}${fraction}` || '0')
  return { coefficient: sign === '-' ? -coefficient : coefficient, exponent: Number(power) - fraction.length }
}

/** A field's name, quoted where it is no identifier of Ion. */
function symbolText(name: string): string {
  const plain = /^[A-Za-z_$][\w$]*$/.test(name) && !/^(?:null|true|false|nan|\$\d+)$/.test(name)
  return plain ? name : quoted(name, "'")
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\\': '\\\\',
}

// Control characters are what has to be escaped here.
// biome-ignore lint/suspicious/noControlCharactersInRegex: see above
const ESCAPED = /[\0-\x1f\x7f-\x9f\\"']/g

function quoted(text: string, quote: '"' | "'"): string {
  const escaped = text.replace(ESCAPED, found => {
    if (found === '"' || found === "'") return found === quote ? `\\${found}` : found
    return ESCAPES[found] ?? `\\x${found.charCodeAt(0).toString(16).padStart(2, '0')}`
  })
  return quote + escaped + quote
}
