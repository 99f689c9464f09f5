import {
  addDecimals,
  type BigDecimal,
  bigDecimalOfDouble,
  divideDecimal128,
  multiplyDecimals,
  remainderDecimals,
  subtractDecimals,
  withScale,
} from './java/bigDecimal'
import { doubleOf } from './numberText'
import { javaText } from './text'
import { JavaThrown } from './thrown'
import { double, doubleValue, intValue, JavaDecimal, JavaFloat, long, longValue, numberKind, type Value } from './value'

export type Arithmetic = 'ADD' | 'SUBTRACT' | 'MULTIPLICATION' | 'DIVISION' | 'MODULUS'
export type Comparison = 'GREATER_THAN' | 'GREATER_THAN_EQUALS' | 'LESS_THAN' | 'LESS_THAN_EQUALS' | 'EQUALS'

/**
 * `+ - * / %` of two numbers: the widest of the two decides, Integers are computed in 32 bits and answer a Long.
 * Source: Pebble `OperatorUtils.wideningConversionBinaryOperation`.
 * @throws JavaThrown when a side is no number and no text of one, or an integer is divided by zero
 */
export function arithmetic(one: Value, other: Value, operation: Arithmetic): Value {
  const left = asNumber(one)
  const right = asNumber(other)
  const a = numberKind(left)
  const b = numberKind(right)
  if (a === 'BigDecimal' || b === 'BigDecimal')
    return decimals(bigDecimalOfDouble(doubleValue(left)), bigDecimalOfDouble(doubleValue(right)), operation)
  if (a === 'Double' || b === 'Double') return double(doubles(doubleValue(left), doubleValue(right), operation))
  if (a === 'Float' || b === 'Float')
    return new JavaFloat(
      Math.fround(doubles(Math.fround(doubleValue(left)), Math.fround(doubleValue(right)), operation)),
    )
  if (a === 'Long' || b === 'Long') return long(integers(longValue(left), longValue(right), operation))
  return BigInt.asIntN(32, integers(BigInt(intValue(left)), BigInt(intValue(right)), operation))
}

/** A String is read as a number: a Long, or a Double when it has a dot. */
function asNumber(value: Value): Value {
  if (numberKind(value) !== undefined) return value
  if (typeof value !== 'string')
    throw new JavaThrown('java.lang.IllegalArgumentException', `Cannot convert to Number: ${javaText(value)}`)
  if (value.includes('.')) return doubleOf(value)
  if (!/^[+-]?\d+$/.test(value)) throw new JavaThrown('java.lang.NumberFormatException', `For input string: "${value}"`)
  return long(BigInt(value.replace('+', '')))
}

function doubles(a: number, b: number, operation: Arithmetic): number {
  switch (operation) {
    case 'ADD':
      return a + b
    case 'SUBTRACT':
      return a - b
    case 'MULTIPLICATION':
      return a * b
    case 'DIVISION':
      return a / b
    case 'MODULUS':
      return a % b
  }
}

function integers(a: bigint, b: bigint, operation: Arithmetic): bigint {
  if (b === 0n && (operation === 'DIVISION' || operation === 'MODULUS'))
    throw new JavaThrown('java.lang.ArithmeticException', '/ by zero')
  switch (operation) {
    case 'ADD':
      return a + b
    case 'SUBTRACT':
      return a - b
    case 'MULTIPLICATION':
      return a * b
    case 'DIVISION':
      return a / b
    case 'MODULUS':
      return a % b
  }
}

function decimals(a: BigDecimal, b: BigDecimal, operation: Arithmetic): JavaDecimal {
  const { unscaled, scale } = decimalResult(a, b, operation)
  return new JavaDecimal(unscaled, scale)
}

function decimalResult(a: BigDecimal, b: BigDecimal, operation: Arithmetic): BigDecimal {
  switch (operation) {
    case 'ADD':
      return addDecimals(a, b)
    case 'SUBTRACT':
      return subtractDecimals(a, b)
    case 'MULTIPLICATION':
      return roundDecimal128(multiplyDecimals(a, b))
    case 'DIVISION':
      return divideDecimal128(a, b)
    case 'MODULUS':
      return remainderDecimals(a, b)
  }
}

/**
 * A comparison of two numbers by their double values; false when a side is null.
 * Source: Pebble `OperatorUtils.wideningConversionBinaryComparison`.
 * @throws JavaThrown when a side is no number
 */
export function compare(left: Value, right: Value, comparison: Comparison): boolean {
  if (left === null || right === null) return false
  if (numberKind(left) === undefined || numberKind(right) === undefined)
    throw new JavaThrown('java.lang.RuntimeException', `invalid operands for mathematical comparison [${comparison}]`)
  const a = doubleValue(left)
  const b = doubleValue(right)
  switch (comparison) {
    case 'GREATER_THAN':
      return a > b
    case 'GREATER_THAN_EQUALS':
      return a >= b
    case 'LESS_THAN':
      return a < b
    case 'LESS_THAN_EQUALS':
      return a <= b
    case 'EQUALS':
      return a === b
  }
}

/** `MathContext.DECIMAL128`: 34 digits, half even. */
function roundDecimal128(value: BigDecimal): BigDecimal {
  const digits = value.unscaled.toString().replace('-', '').length
  return digits > 34 ? withScale(value, value.scale - (digits - 34)) : value
}
