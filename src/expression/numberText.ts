import { bigDecimalOfDouble, compareDecimals, parseBigDecimal } from './java/bigDecimal'
import { doubleToString, floatToString } from './java/doubles'
import { javaTrim } from './java/text'
import { isCatchable, JavaThrown } from './thrown'
import { bigInteger, double, fitsLong, JavaDecimal, JavaFloat, long, type Value } from './value'

/**
 * Reads a number of the smallest class that holds it.
 * Source: commons-lang3 `NumberUtils.createNumber`.
 * @throws JavaThrown NumberFormatException
 */
export function createNumber(text: string): Value {
  if (text.trim() === '') throw notANumber('A blank string is not a valid number')
  return hexNumber(text) ?? typedNumber(text) ?? plainNumber(text)
}

function hexNumber(text: string): Value | undefined {
  const match = /^[+-]?(?:0[xX]|#)/.exec(text)
  if (!match) return undefined
  const digits = text.length - match[0].length
  const first = /[^0]/.exec(text.slice(match[0].length))?.[0] ?? '0'
  const significant = text.slice(match[0].length).replace(/^0+/, '').length
  if (significant > 16 || (significant === 16 && first > '7')) return bigIntegerOf(text)
  if (significant > 8 || (significant === 8 && first > '7')) return decodeLong(text)
  return digits === 0 ? bigIntegerOf(text) : decodeInteger(text)
}

/** A number with a letter behind it: `42L`, `1.5f`, `2d`. */
function typedNumber(text: string): Value | undefined {
  const last = text.at(-1) ?? ''
  if (/[\d.]/.test(last)) return undefined
  const numeric = text.slice(0, -1)
  const invalid = notANumber(`${text} is not a valid number.`)
  switch (last) {
    case 'l':
    case 'L':
      if (/^-?\d+$/.test(numeric)) return attempt(() => decodeLong(numeric)) ?? bigIntegerOf(numeric)
      throw invalid
    case 'f':
    case 'F':
      return (
        usable(
          attempt(() => floatOf(text)),
          numeric,
        ) ?? doubleOrDecimal(text, numeric, invalid)
      )
    case 'd':
    case 'D':
      return doubleOrDecimal(text, numeric, invalid)
    default:
      throw invalid
  }
}

function doubleOrDecimal(text: string, numeric: string, invalid: JavaThrown): Value {
  const result =
    usable(
      attempt(() => doubleOf(text)),
      numeric,
    ) ?? attempt(() => decimalOf(numeric))
  if (result === undefined) throw invalid
  return result
}

/** A float or double, unless it has become infinite or, not having been zero, zero. */
function usable(value: Value | undefined, digits: string): Value | undefined {
  if (value === undefined) return undefined
  const number = Number(value instanceof JavaFloat ? value.value : numericOf(value))
  if (!Number.isFinite(number)) return undefined
  return number === 0 && /[1-9]/.test(digits.replace(/[eE].*$/, '')) ? undefined : value
}

function numericOf(value: Value): number {
  return typeof value === 'number'
    ? value
    : typeof value === 'object' && value !== null && 'value' in value
      ? Number(value.value)
      : Number.NaN
}

function plainNumber(text: string): Value {
  const exponent = text.search(/[eE]/)
  const point = text.indexOf('.')
  if (exponent !== -1 && point > exponent) throw notANumber(`${text} is not a valid number.`)
  if (point === -1 && exponent === -1)
    return attempt(() => decodeInteger(text)) ?? attempt(() => decodeLong(text)) ?? bigIntegerOf(text)
  const float = usable(
    attempt(() => floatOf(text)),
    text,
  )
  const real = attempt(() => doubleOf(text))
  if (real === undefined) return decimalOf(text)
  const number = numericOf(real)
  if (float instanceof JavaFloat && floatToString(float.value) === doubleToString(number)) return float
  if (usable(real, text) === undefined) return decimalOf(text)
  const exact = parseBigDecimal(text)
  return compareDecimals(exact, bigDecimalOfDouble(number)) === 0 ? real : decimalOf(text)
}

function attempt(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (thrown) {
    if (isCatchable(thrown) || (thrown instanceof Error && thrown.name === 'JavaError')) return undefined
    throw thrown
  }
}

function notANumber(message: string): JavaThrown {
  return new JavaThrown('java.lang.NumberFormatException', message)
}

/** `Integer.decode`: decimal, `0x`, `#` or octal with a leading zero. */
export function decodeInteger(text: string): number {
  const value = decode(text)
  if (value.number < -2147483648n || value.number > 2147483647n) throw badInput(value.digits, value.radix)
  return Number(value.number)
}

/** `Long.decode`. */
export function decodeLong(text: string): bigint {
  const value = decode(text)
  if (!fitsLong(value.number)) throw badInput(value.digits, value.radix)
  return long(value.number)
}

function decode(text: string): { readonly number: bigint; readonly digits: string; readonly radix: number } {
  if (text === '') throw notANumber('Zero length string')
  const [, sign = '', prefix = '', digits = ''] = /^([+-]?)(0[xX]|#|0(?=.))?([\s\S]*)$/.exec(text) ?? []
  const radix = prefix === '' ? 10 : prefix === '0' ? 8 : 16
  if (/^[+-]/.test(digits)) throw notANumber('Sign character in wrong position')
  const shown = (sign === '-' ? '-' : '') + digits
  const allowed = radix === 10 ? /^\d+$/ : radix === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/
  if (!allowed.test(digits)) throw badInput(shown, radix)
  const size = radix === 10 ? BigInt(digits) : BigInt(`${radix === 8 ? '0o' : '0x'}${digits}`)
  return { number: sign === '-' ? -size : size, digits: shown, radix }
}

function badInput(digits: string, radix: number): JavaThrown {
  return notANumber(`For input string: "${digits}"${radix === 10 ? '' : ` under radix ${radix}`}`)
}

/** `new BigInteger(text)` with the prefixes of `NumberUtils.createBigInteger`. */
export function bigIntegerOf(text: string): Value {
  if (text === '') throw notANumber('Zero length BigInteger')
  const [, sign = '', prefix = '', digits = ''] = /^(-?)(0[xX]|#|0(?=.))?([\s\S]*)$/.exec(text) ?? []
  const radix = prefix === '' ? 10 : prefix === '0' ? 8 : 16
  const allowed = radix === 10 ? /^[+-]?\d+$/ : radix === 8 ? /^[0-7]+$/ : /^[0-9a-fA-F]+$/
  if (!allowed.test(digits))
    throw notANumber(digits === '' ? 'Zero length BigInteger' : `For input string: "${digits}"`)
  const size = radix === 10 ? BigInt(digits.replace('+', '')) : BigInt(`${radix === 8 ? '0o' : '0x'}${digits}`)
  return bigInteger(sign === '-' ? -size : size)
}

/** `Float.valueOf`. */
export function floatOf(text: string): JavaFloat {
  return new JavaFloat(Math.fround(readFloating(text)))
}

/** `Double.valueOf`. */
export function doubleOf(text: string): Value {
  return double(readFloating(text))
}

function readFloating(text: string): number {
  const trimmed = javaTrim(text)
  if (trimmed === '') throw notANumber('empty String')
  const match = /^([+-]?)(?:(NaN)|(Infinity)|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[fFdD]?)$/.exec(trimmed)
  if (!match) throw notANumber(`For input string: "${trimmed}"`)
  if (match[2] !== undefined) return Number.NaN
  const size = match[3] === undefined ? Number(match[4]) : Number.POSITIVE_INFINITY
  return match[1] === '-' ? -size : size
}

/** `new BigDecimal(text)`. */
export function decimalOf(text: string): JavaDecimal {
  if (text.trim() === '') throw notANumber('A blank string is not a valid number')
  const { unscaled, scale } = parseBigDecimal(text)
  return new JavaDecimal(unscaled, scale)
}
