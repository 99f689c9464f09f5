/** Java's `Double.toString` (Java 19 and newer: the shortest text that reads back as the same double). */
export function doubleToString(value: number): string {
  return special(value) ?? javaNotation(shortestDoubleDigits(value), value < 0)
}

/** Java's `Float.toString` of the float nearest to `value`. */
export function floatToString(value: number): string {
  const float = Math.fround(value)
  return special(float) ?? javaNotation(shortestFloatDigits(Math.abs(float)), float < 0)
}

/** The significant digits of a positive number and the power of ten of the first digit. */
interface Digits {
  readonly digits: string
  readonly exponent: number
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN'
  if (value === Number.POSITIVE_INFINITY) return 'Infinity'
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  return undefined
}

function shortestDoubleDigits(value: number): Digits {
  const magnitude = Math.abs(value)
  const shortest = readDigits(magnitude.toExponential())
  if (shortest.digits.length > 1) return shortest
  // Java allows two digits where one would do, and then takes the nearer: 4.9E-324, not 5.0E-324.
  const two = magnitude.toExponential(1)
  return Number(two) === magnitude ? readDigits(two) : shortest
}

function shortestFloatDigits(float: number): Digits {
  for (let fraction = 1; fraction < 9; fraction++) {
    const nearest = float.toExponential(fraction)
    if (Math.fround(Number(nearest)) === float) return readDigits(nearest)
    const next = nextInLastPlace(nearest)
    if (Math.fround(Number(next)) === float) return readDigits(next)
  }
  return readDigits(float.toExponential(9))
}

/** At a power of two a float's interval is lopsided: the digits above may fit where the nearest do not. */
function nextInLastPlace(exponential: string): string {
  const { digits, exponent } = readDigits(exponential, false)
  return `${BigInt(digits) + 1n}e${exponent - digits.length + 1}`
}

function readDigits(exponential: string, trim = true): Digits {
  const [mantissa = '', exponent = '0'] = exponential.split('e')
  const digits = mantissa.replace('.', '')
  if (!exponential.includes('.') && digits.length > 1) {
    return { digits: trimZeros(digits), exponent: Number(exponent) + digits.length - 1 }
  }
  return { digits: trim ? trimZeros(digits) : digits, exponent: Number(exponent) }
}

function trimZeros(digits: string): string {
  return digits.replace(/0+$/, '') || '0'
}

function javaNotation({ digits, exponent }: Digits, negative: boolean): string {
  const sign = negative ? '-' : ''
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}
