import { type BigDecimal, bigDecimalOfDouble, exactBigDecimal, type RoundingMode, withScale } from './bigDecimal'
import { JavaError } from './javaError'

/** What `DecimalFormat` formats. A Double is rounded by its exact value, and printed by its shortest digits. */
export type FormattedNumber =
  | { readonly kind: 'decimal'; readonly value: BigDecimal }
  | { readonly kind: 'double'; readonly value: number }

type Parsed = {
  readonly prefix: string
  readonly suffix: string
  readonly negative: { readonly prefix: string; readonly suffix: string } | undefined
  /** 2 for `%`, 3 for `‰`. */
  readonly shift: number
  readonly minimumInteger: number
  readonly maximumInteger: number
  readonly minimumFraction: number
  readonly maximumFraction: number
  /** Digits between two commas; 0 for none. */
  readonly grouping: number
  /** Least digits of the exponent; undefined without one. */
  readonly exponent: number | undefined
  readonly showPoint: boolean
}

/**
 * `new DecimalFormat(pattern, English symbols).format(number)`, rounding half even.
 * @throws JavaError IllegalArgumentException for a malformed pattern
 */
export function formatDecimal(pattern: string, number: FormattedNumber): string {
  const parsed = parsePattern(pattern)
  const magnitude = magnitudeOf(number, parsed.shift)
  if (magnitude === 'NaN') return 'NaN'
  const { prefix, suffix } = isNegative(number)
    ? (parsed.negative ?? { prefix: `-${parsed.prefix}`, suffix: parsed.suffix })
    : parsed
  const body = magnitude === '∞' ? magnitude : digitsOf(magnitude, parsed)
  return `${prefix}${body}${suffix}`
}

/** A number without its sign: its shortest digits, and what it is exactly. */
type Magnitude = { readonly shown: BigDecimal; readonly exact: BigDecimal }

function magnitudeOf(number: FormattedNumber, shift: number): Magnitude | 'NaN' | '∞' {
  if (number.kind === 'decimal') {
    const { unscaled, scale } = number.value
    const value = { unscaled: unscaled < 0n ? -unscaled : unscaled, scale: scale - shift }
    return { shown: value, exact: value }
  }
  const value = Math.abs(number.value) * 10 ** shift
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return '∞'
  return { shown: bigDecimalOfDouble(value), exact: exactBigDecimal(value) }
}

function isNegative(number: FormattedNumber): boolean {
  return number.kind === 'decimal' ? number.value.unscaled < 0n : number.value < 0 || Object.is(number.value, -0)
}

function digitsOf(value: Magnitude, parsed: Parsed): string {
  return parsed.exponent === undefined ? plain(value, parsed) : scientific(value.exact, parsed)
}

const HALF_EVEN: RoundingMode = 'HALF_EVEN'

function plain({ shown, exact }: Magnitude, parsed: Parsed): string {
  const rounded = shown.scale > parsed.maximumFraction ? withScale(exact, parsed.maximumFraction, HALF_EVEN) : shown
  const { whole, fraction } = split(rounded)
  const digits = fraction.replace(/0+$/, '').padEnd(parsed.minimumFraction, '0')
  let integer = whole === '0' ? '' : whole
  integer = integer.padStart(parsed.minimumInteger, '0')
  if (integer === '' && digits === '') integer = '0'
  if (parsed.grouping > 0) integer = grouped(integer, parsed.grouping)
  const point = digits !== '' || parsed.showPoint ? '.' : ''
  return `${integer}${point}${digits}`
}

function split({ unscaled, scale }: BigDecimal): { readonly whole: string; readonly fraction: string } {
  const digits =
    scale <= 0 ? (unscaled * 10n ** BigInt(-scale)).toString() : unscaled.toString().padStart(scale + 1, '0')
  return scale <= 0
    ? { whole: digits, fraction: '' }
    : { whole: digits.slice(0, -scale), fraction: digits.slice(-scale) }
}

function grouped(digits: string, size: number): string {
  return digits.replace(new RegExp(`\\B(?=(?:\\d{${size}})+$)`, 'g'), ',')
}

function scientific(value: BigDecimal, parsed: Parsed): string {
  const { minimumInteger, maximumInteger, minimumFraction, maximumFraction, exponent: least = 1 } = parsed
  const repeat = maximumInteger > minimumInteger && maximumInteger > 1 ? maximumInteger : 0
  const minimum = repeat > 0 ? 1 : minimumInteger
  let digits = value.unscaled === 0n ? '' : value.unscaled.toString()
  /** 0.d1d2… × 10^decimalAt. */
  let decimalAt = digits.length - value.scale
  const zero = digits === ''
  let exponent = zero ? 0 : decimalAt
  if (repeat > 0)
    exponent =
      (exponent >= 1
        ? Math.trunc((exponent - 1) / repeat)
        : Math.trunc(exponent / repeat) - (exponent % repeat === 0 ? 1 : 1)) * repeat
  else exponent -= minimum > 0 || minimumFraction > 0 ? minimum : 1
  if (zero) exponent = 0
  let integerDigits = zero ? minimum : repeat > 0 ? decimalAt - exponent : minimum
  const kept = repeat > 0 ? maximumInteger + maximumFraction : integerDigits + maximumFraction
  if (digits.length > kept && kept > 0) {
    const rounded = withScale({ unscaled: BigInt(digits), scale: digits.length }, kept, HALF_EVEN).unscaled.toString()
    if (rounded.length > kept) {
      decimalAt++
      if (repeat > 0) integerDigits++
      else exponent++
      digits = rounded.replace(/0+$/, '')
    } else digits = rounded.padStart(kept, '0').replace(/0+$/, '')
  } else digits = digits.replace(/0+$/, '')
  const whole = digits.slice(0, integerDigits).padEnd(integerDigits, '0')
  const fraction = digits.slice(integerDigits).padEnd(repeat > 0 ? minimumFraction : minimumFraction, '0')
  const point = fraction !== '' || parsed.showPoint ? '.' : ''
  const sign = exponent < 0 ? '-' : ''
  return `${whole}${point}${fraction}E${sign}${String(Math.abs(exponent)).padStart(least, '0')}`
}

/** Source: `java.text.DecimalFormat.applyPattern`. */
function parsePattern(pattern: string): Parsed {
  const [positive, rest] = subpattern(pattern, 0, pattern)
  if (rest === undefined) return numbersOf(positive, undefined, pattern)
  const [negative] = subpattern(pattern, rest, pattern)
  return numbersOf(positive, negative, pattern)
}

type Sub = { readonly prefix: string; readonly suffix: string; readonly body: string; readonly shift: number }

const BODY = '#0,.'

function subpattern(text: string, from: number, pattern: string): readonly [Sub, number | undefined] {
  let phase: 'prefix' | 'body' | 'suffix' = 'prefix'
  let prefix = ''
  let suffix = ''
  let body = ''
  let shift = 0
  let quoted = false
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    if (phase === 'body') {
      if (BODY.includes(character)) {
        body += character
        continue
      }
      if (character === 'E') {
        const zeros = /^0+/.exec(text.slice(at + 1))?.[0] ?? ''
        if (zeros === '') throw malformed(`Malformed exponential pattern "${pattern}"`)
        body += `E${zeros}`
        at += zeros.length
        phase = 'suffix'
        continue
      }
      phase = 'suffix'
    }
    if (quoted) {
      if (character !== "'") [prefix, suffix] = appended(phase, prefix, suffix, character)
      else if (text[at + 1] === "'") {
        at++
        ;[prefix, suffix] = appended(phase, prefix, suffix, "'")
      } else quoted = false
      continue
    }
    if (character === "'") {
      if (text[at + 1] === "'") {
        at++
        ;[prefix, suffix] = appended(phase, prefix, suffix, "'")
      } else quoted = true
    } else if (BODY.includes(character)) {
      if (phase === 'suffix') throw malformed(`Unquoted special character '${character}' in pattern "${pattern}"`)
      phase = 'body'
      body += character
    } else if (character === ';') {
      if (phase === 'prefix') throw malformed(`Unquoted special character ';' in pattern "${pattern}"`)
      return [{ prefix, suffix, body, shift }, at + 1]
    } else if (character === '%' || character === '‰') {
      if (shift > 0) throw malformed(`Too many percent/per mille characters in pattern "${pattern}"`)
      shift = character === '%' ? 2 : 3
      ;[prefix, suffix] = appended(phase, prefix, suffix, character)
    } else if (character === '\u00a4') {
      const doubled = text[at + 1] === '\u00a4'
      if (doubled) at++
      ;[prefix, suffix] = appended(phase, prefix, suffix, doubled ? 'USD' : '$')
    } else [prefix, suffix] = appended(phase, prefix, suffix, character)
  }
  return [{ prefix, suffix, body, shift }, undefined]
}

function appended(phase: string, prefix: string, suffix: string, text: string): [string, string] {
  return phase === 'prefix' ? [prefix + text, suffix] : [prefix, suffix + text]
}

function numbersOf(positive: Sub, negative: Sub | undefined, pattern: string): Parsed {
  const [, digits = '', exponent] = /^([^E]*)(?:E(0+))?$/.exec(positive.body) ?? []
  const point = digits.indexOf('.')
  const plainDigits = digits.replaceAll(',', '')
  if ((digits.match(/\./g) ?? []).length > 1) throw malformed(`Multiple decimal separators in pattern "${pattern}"`)
  const [integer = '', fraction = ''] = plainDigits.split('.')
  if (/0#/.test(integer)) throw malformed(`Unexpected '0' in pattern "${pattern}"`)
  if (/#0/.test(fraction)) throw malformed(`Unexpected '0' in pattern "${pattern}"`)
  const wholePart = point === -1 ? digits : digits.slice(0, point)
  const comma = wholePart.lastIndexOf(',')
  const grouping = comma === -1 ? 0 : wholePart.length - comma - 1
  if (comma !== -1 && grouping === 0) throw malformed(`Malformed pattern "${pattern}"`)
  let minimumInteger = integer.replaceAll('#', '').length
  let hashes = integer.length - minimumInteger
  // "#" and "#.##" have no digit that must be shown; Java then shows one of the hashes before the point.
  if (minimumInteger === 0 && hashes > 0 && !fraction.includes('0') && point > 0) {
    const most = 1
    minimumInteger = most
    hashes -= most
  }
  const minimumFraction = fraction.replaceAll('#', '').length
  const emptyBody = digits === ''
  return {
    prefix: positive.prefix,
    suffix: positive.suffix,
    negative: negativeAffixes(positive, negative),
    shift: positive.shift,
    minimumInteger: emptyBody ? 0 : minimumInteger,
    maximumInteger: exponent === undefined ? Number.MAX_SAFE_INTEGER : integer.length,
    minimumFraction,
    maximumFraction: pattern === '' ? 340 : fraction.length,
    grouping,
    exponent: exponent?.length,
    showPoint: point === digits.length - 1 && point !== -1,
  }
}

function negativeAffixes(positive: Sub, negative: Sub | undefined): Parsed['negative'] {
  if (!negative || (negative.prefix === positive.prefix && negative.suffix === positive.suffix)) return undefined
  return { prefix: negative.prefix, suffix: negative.suffix }
}

function malformed(message: string): JavaError {
  return new JavaError('java.lang.IllegalArgumentException', message)
}
