import { arrayItems, collectionItems, mapEntries } from './collections'
import { doubleToString } from './java/doubles'
import { base64Encode } from './java/encoding'
import { javaText } from './text'
import { canonicalText, epochNanos, jsonTime, utcText } from './times'
import {
  doubleValue,
  isMapValue,
  JavaBigInteger,
  JavaDecimal,
  JavaEntry,
  JavaTime,
  LoopVariables,
  numberKind,
  type Value,
} from './value'

/**
 * Ion text of a value, without spaces. Dates that Ion has no type for are annotated texts.
 * Source: Kestra `JacksonMapper.ofIon`, `IonModule`, `IonGenerator`.
 */
export function ionText(value: Value): string {
  if (value === null) return 'null'
  if (typeof value === 'string') return ionString(value)
  if (typeof value === 'boolean') return String(value)
  if (numberKind(value) !== undefined) return ionNumber(value)
  if (value instanceof JavaTime) return ionTime(value)
  if (value instanceof Uint8Array) return `{{${base64Encode(value)}}}`
  if (value instanceof JavaEntry) return `{${ionField(value)}}`
  if (isMapValue(value)) return `{${mapEntries(value).map(ionField).join(',')}}`
  if (value instanceof LoopVariables) return ionString(javaText(value))
  const items = collectionItems(value) ?? arrayItems(value)
  return items ? `[${items.map(ionText).join(',')}]` : ionString(javaText(value))
}

function ionField({ key, value }: JavaEntry): string {
  return `${symbol(javaText(key))}:${ionText(value)}`
}

const KEYWORDS: ReadonlySet<string> = new Set(['null', 'true', 'false', 'nan'])

function symbol(name: string): string {
  const plain = /^[a-zA-Z_$][a-zA-Z0-9_$]*$/.test(name) && !/^\$\d+$/.test(name) && !KEYWORDS.has(name)
  return plain ? name : `'${escapedText(name, "'")}'`
}

function ionString(text: string): string {
  return `"${escapedText(text, '"')}"`
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\x07': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '\v': '\\v',
  '\\': '\\\\',
}

function escapedText(text: string, quote: string): string {
  let result = ''
  for (const character of text) {
    const code = character.charCodeAt(0)
    if (character === quote) result += `\\${quote}`
    else if (Object.hasOwn(ESCAPES, character)) result += ESCAPES[character]
    else if (code < 32 || (code >= 127 && code < 160)) result += `\\x${code.toString(16).padStart(2, '0')}`
    else result += character
  }
  return result
}

function ionNumber(value: Value): string {
  if (value instanceof JavaDecimal) return ionDecimal(value)
  const kind = numberKind(value)
  if (kind !== 'Double' && kind !== 'Float')
    return value instanceof JavaBigInteger ? value.value.toString() : javaText(value)
  const number = doubleValue(value)
  if (Number.isNaN(number)) return 'nan'
  if (!Number.isFinite(number)) return number > 0 ? '+inf' : '-inf'
  const text = doubleToString(number)
  if (text.endsWith('.0')) return `${text.slice(0, -2)}e0`
  return text.includes('E') ? text : `${text}e0`
}

function ionDecimal({ unscaled, scale }: JavaDecimal): string {
  const sign = unscaled < 0n ? '-' : ''
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString()
  if (scale === 0) return `${sign}${digits}.`
  if (scale < 0) return `${sign}${digits}d${-scale}`
  const whole = digits.length > scale ? digits.length - scale : 1
  const remaining = digits.length > scale ? 0 : scale - digits.length + 1
  const fraction = whole < digits.length ? `.${digits.slice(whole)}` : ''
  return `${sign}${digits.slice(0, whole)}${fraction}${remaining > 0 ? `d-${remaining}` : ''}`
}

function ionTime(time: JavaTime): string {
  switch (time.kind) {
    case 'LocalDate':
      return time.text
    case 'Instant':
    case 'Date': {
      const nanos = epochNanos(time.text)
      return nanos === undefined ? ionString(time.text) : utcText(nanos, 3)
    }
    case 'Duration':
      return jsonTime(time, '2.0').text
    default:
      return `${time.kind}::${ionString(withSeconds(canonicalText(time)))}`
  }
}

/** The ISO formatters always print seconds, `toString()` does not. */
function withSeconds(text: string): string {
  return text.replace(/^((?:.*T)?\d\d:\d\d)(?!:\d\d)(?=$|[Z+[-])/, '$1:00')
}
