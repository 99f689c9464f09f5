import { JavaError } from './javaError'

/** `unscaled` × 10^-`scale`, as java.math.BigDecimal holds it: 1.10 is `{110n, 2}`, 1E+3 is `{1n, -3}`. */
export interface BigDecimal {
  readonly unscaled: bigint
  readonly scale: number
}

/** How a value between two neighbours is rounded; Java's `RoundingMode` names. */
export type RoundingMode = 'HALF_EVEN' | 'HALF_UP' | 'DOWN'

/**
 * Reads a decimal as `new BigDecimal(text)` does, keeping its zeros.
 * @throws JavaError NumberFormatException when it is none
 */
export function parseBigDecimal(text: string): BigDecimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text)
  const whole = match?.[2] ?? ''
  const fraction = match?.[3] ?? ''
  if (!match || whole + fraction === '') throw new JavaError('java.lang.NumberFormatException', numberComplaint(text))
  const unscaled = BigInt(whole + fraction)
  return { unscaled: match[1] === '-' ? -unscaled : unscaled, scale: fraction.length - Number(match[4] ?? 0) }
}

function numberComplaint(text: string): string {
  if (text === '') return 'Index 0 out of bounds for length 0'
  const wrong = [...text].find(c => !/[\d.eE+-]/.test(c))
  return wrong === undefined
    ? 'No digits found.'
    : `Character ${wrong} is neither a decimal digit number, decimal point, nor "e" notation exponential mark.`
}

/** `BigDecimal.toString()`: E notation for a negative scale or many zeros after the point. */
export function bigDecimalToString(value: BigDecimal): string {
  const negative = value.unscaled < 0n
  const digits = (negative ? -value.unscaled : value.unscaled).toString()
  const adjusted = digits.length - 1 - value.scale
  const sign = negative ? '-' : ''
  if (value.scale >= 0 && adjusted >= -6) return sign + withPoint(digits, value.scale)
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits
  return `${sign}${mantissa}${adjusted === 0 ? '' : `E${adjusted > 0 ? '+' : ''}${adjusted}`}`
}

/** `BigDecimal.toPlainString()`: never E notation. */
export function bigDecimalToPlainString(value: BigDecimal): string {
  const negative = value.unscaled < 0n
  const digits = (negative ? -value.unscaled : value.unscaled).toString()
  const sign = negative ? '-' : ''
  if (value.scale >= 0) return sign + withPoint(digits, value.scale)
  return value.unscaled === 0n ? '0' : sign + digits + '0'.repeat(-value.scale)
}

function withPoint(digits: string, scale: number): string {
  if (scale === 0) return digits
  const padded = digits.padStart(scale + 1, '0')
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}

/** `BigDecimal.doubleValue()`. */
export function bigDecimalToNumber(value: BigDecimal): number {
  return Number(`${value.unscaled}e${-value.scale}`)
}

/** `BigDecimal.valueOf(double)`: from the shortest text of the double, `valueOf(2.0)` is 2.0. */
export function bigDecimalOfDouble(value: number): BigDecimal {
  const decimal = parseBigDecimal(String(value))
  return decimal.scale <= 0 && Number.isInteger(value) ? withScale(decimal, 1) : decimal
}

/** The double's exact binary value, as `new BigDecimal(double)` gives it. */
export function exactBigDecimal(value: number): BigDecimal {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const biased = Number((bits >> 52n) & 0x7ffn)
  const fraction = bits & 0xfffffffffffffn
  const significand = biased === 0 ? fraction : fraction | 0x10000000000000n
  const exponent = (biased === 0 ? 1 : biased) - 1075
  const signed = value < 0 ? -significand : significand
  if (exponent >= 0) return { unscaled: signed << BigInt(exponent), scale: 0 }
  return stripBinaryZeros(signed, -exponent)
}

function stripBinaryZeros(significand: bigint, halvings: number): BigDecimal {
  let unscaled = significand
  let scale = halvings
  while (scale > 0 && unscaled % 2n === 0n) {
    unscaled /= 2n
    scale--
  }
  return { unscaled: unscaled * 5n ** BigInt(scale), scale }
}

/** `a.add(b)`; the scale is the larger of the two. */
export function addDecimals(a: BigDecimal, b: BigDecimal): BigDecimal {
  const scale = Math.max(a.scale, b.scale)
  return { unscaled: widened(a, scale) + widened(b, scale), scale }
}

/** `a.subtract(b)`; the scale is the larger of the two. */
export function subtractDecimals(a: BigDecimal, b: BigDecimal): BigDecimal {
  return addDecimals(a, { unscaled: -b.unscaled, scale: b.scale })
}

/** `a.multiply(b)`; the scales add up. */
export function multiplyDecimals(a: BigDecimal, b: BigDecimal): BigDecimal {
  return { unscaled: a.unscaled * b.unscaled, scale: a.scale + b.scale }
}

/**
 * `a.divide(b, scale, rounding)`.
 * @throws JavaError ArithmeticException when `b` is zero
 */
export function divideDecimals(a: BigDecimal, b: BigDecimal, scale: number, rounding: RoundingMode): BigDecimal {
  if (b.unscaled === 0n) throw new JavaError('java.lang.ArithmeticException', 'Division by zero')
  const shift = scale - a.scale + b.scale
  const numerator = shift > 0 ? a.unscaled * 10n ** BigInt(shift) : a.unscaled
  const denominator = shift < 0 ? b.unscaled * 10n ** BigInt(-shift) : b.unscaled
  return { unscaled: dividedRounded(numerator, denominator, rounding), scale }
}

/**
 * `a.divide(b, MathContext.DECIMAL128)`: 34 digits, HALF_EVEN, zeros stripped down to the preferred scale.
 * @throws JavaError ArithmeticException when `b` is zero
 */
export function divideDecimal128(a: BigDecimal, b: BigDecimal): BigDecimal {
  const preferred = a.scale - b.scale
  if (a.unscaled === 0n && b.unscaled !== 0n) return { unscaled: 0n, scale: preferred }
  const scale = 34 - magnitudeOf(a) + magnitudeOf(b)
  return strippedTo(roundedToPrecision(divideDecimals(a, b, scale, 'DOWN'), a, b), preferred)
}

function roundedToPrecision(truncated: BigDecimal, a: BigDecimal, b: BigDecimal): BigDecimal {
  const excess = digitsOf(truncated.unscaled) - 34
  return divideDecimals(a, b, truncated.scale - excess, 'HALF_EVEN')
}

/** `a.remainder(b)`: what is left after the truncated quotient. */
export function remainderDecimals(a: BigDecimal, b: BigDecimal): BigDecimal {
  if (b.unscaled === 0n) throw new JavaError('java.lang.ArithmeticException', 'Division by zero')
  const scale = Math.max(a.scale, b.scale)
  return { unscaled: widened(a, scale) % widened(b, scale), scale }
}

/** `a.compareTo(b)`: by value, so 1.0 and 1.00 are 0 apart. */
export function compareDecimals(a: BigDecimal, b: BigDecimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale)
  const difference = widened(a, scale) - widened(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** `setScale(scale, rounding)`. */
export function withScale(value: BigDecimal, scale: number, rounding: RoundingMode = 'HALF_EVEN'): BigDecimal {
  if (scale >= value.scale) return { unscaled: widened(value, scale), scale }
  return { unscaled: dividedRounded(value.unscaled, 10n ** BigInt(value.scale - scale), rounding), scale }
}

function widened(value: BigDecimal, scale: number): bigint {
  return value.unscaled * 10n ** BigInt(scale - value.scale)
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length
}

function magnitudeOf(value: BigDecimal): number {
  return digitsOf(value.unscaled) - value.scale
}

function strippedTo(value: BigDecimal, preferredScale: number): BigDecimal {
  let { unscaled, scale } = value
  while (scale > preferredScale && unscaled % 10n === 0n) {
    unscaled /= 10n
    scale--
  }
  return { unscaled, scale }
}

function dividedRounded(numerator: bigint, denominator: bigint, rounding: RoundingMode): bigint {
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n || rounding === 'DOWN') return quotient
  const away = numerator < 0n !== denominator < 0n ? quotient - 1n : quotient + 1n
  const twice = 2n * (remainder < 0n ? -remainder : remainder)
  const whole = denominator < 0n ? -denominator : denominator
  if (twice !== whole) return twice > whole ? away : quotient
  return rounding === 'HALF_UP' || quotient % 2n !== 0n ? away : quotient
}
