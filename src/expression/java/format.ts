import { type BigDecimal, bigDecimalOfDouble, withScale } from './bigDecimal'
import { JavaError } from './javaError'

/** One `%…` of a format, or the text between two. */
type Piece = { readonly text: string } | Specifier

type Specifier = {
  /** `2` in `%2$s`, `<` in `%<s`. */
  readonly index: number | 'again' | undefined
  readonly flags: string
  readonly width: number | undefined
  readonly precision: number | undefined
  readonly conversion: string
  /** The letter after `t` or `T`. */
  readonly date: string | undefined
}

/** What a format can do with one argument; members that do not suit its class are undefined. */
export type FormatArgument = {
  readonly isNull: boolean
  /** `getClass().getName()` */
  readonly className: string
  readonly text: string
  readonly hash: number
  readonly boolean: boolean | undefined
  /** Integer, Long and BigInteger; `bits` is undefined for the last. */
  readonly integer: { readonly value: bigint; readonly bits: 32 | 64 | undefined } | undefined
  /** Float, Double and BigDecimal. */
  readonly real: RealArgument | undefined
  readonly character: string | undefined
  /** Formats the argument by a Java date pattern; undefined for what is no date. */
  readonly date: ((pattern: string) => string) | undefined
}

export type RealArgument =
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'decimal'; readonly value: BigDecimal }

/**
 * `String.format(format, …)` in English.
 * @throws JavaError the subclasses of IllegalFormatException, in Java's words
 */
export function formatText(format: string, args: readonly FormatArgument[]): string {
  let ordinary = 0
  let last = -1
  return parseFormat(format)
    .map(piece => {
      if ('text' in piece) return piece.text
      if (piece.conversion === 'n') return '\n'
      if (piece.conversion === '%') return padded('%', piece)
      if (piece.index === 'again') {
        if (last < 0) throw missing(piece)
      } else if (piece.index === undefined) last = ordinary++
      else last = piece.index - 1
      const argument = args[last]
      if (!argument) throw missing(piece)
      return converted(piece, argument)
    })
    .join('')
}

function missing(specifier: Specifier): JavaError {
  return fail('MissingFormatArgumentException', `Format specifier '${shown(specifier)}'`)
}

function fail(name: string, message: string): JavaError {
  return new JavaError(`java.util.${name}`, message)
}

const SPECIFIER = /%(\d+\$)?([-#+ 0,(<]*)?(\d+)?(\.\d+)?([tT])?([a-zA-Z%])/y

function parseFormat(format: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  while (at < format.length) {
    const percent = format.indexOf('%', at)
    if (percent === -1) {
      pieces.push({ text: format.slice(at) })
      break
    }
    if (percent > at) pieces.push({ text: format.slice(at, percent) })
    SPECIFIER.lastIndex = percent
    const match = SPECIFIER.exec(format)
    if (!match) throw fail('UnknownFormatConversionException', `Conversion = '${wrongCharacter(format, percent)}'`)
    pieces.push(specifierOf(match))
    at = SPECIFIER.lastIndex
  }
  return pieces
}

/** The character that Java names: that behind the flags, width and precision it could read. */
function wrongCharacter(format: string, percent: number): string {
  const read = /^%(?:\d+\$)?[-#+ 0,(<]*\d*(?:\.\d+)?[tT]?/.exec(format.slice(percent))?.[0] ?? '%'
  return format[percent + read.length] ?? '%'
}

function specifierOf(match: RegExpExecArray): Specifier {
  const [, index, flags = '', width, precision, time, conversion = ''] = match
  const repeated = [...flags].find((flag, position) => flags.indexOf(flag) !== position)
  if (repeated !== undefined) throw fail('DuplicateFormatFlagsException', `Flags = '${repeated}'`)
  const specifier: Specifier = {
    index: flags.includes('<') ? 'again' : index === undefined ? undefined : Number.parseInt(index, 10),
    flags: flags.replace('<', ''),
    width: width === undefined ? undefined : Number(width),
    precision: precision === undefined ? undefined : Number(precision.slice(1)),
    conversion: time ?? conversion,
    date: time === undefined ? undefined : conversion,
  }
  check(specifier)
  return specifier
}

/** Source: `java.util.Formatter.FormatSpecifier`, whose order of complaints this keeps. */
function check(specifier: Specifier): void {
  const { conversion, precision, date } = specifier
  if (date !== undefined) return checkDate(specifier)
  switch (conversion.toLowerCase()) {
    case 'b':
    case 'h':
    case 's':
      if (conversion.toLowerCase() !== 's') refuse(specifier, '#')
      needWidth(specifier, '-')
      return refuse(specifier, '+ 0,(')
    case 'c':
      refusePrecision(precision)
      refuse(specifier, '#+ 0,(')
      return needWidth(specifier, '-')
    case 'd':
    case 'o':
    case 'x':
      checkNumeric(specifier)
      refusePrecision(precision)
      return refuse(specifier, conversion === 'd' ? '#' : ',')
    case 'e':
    case 'f':
    case 'g':
    case 'a':
      checkNumeric(specifier)
      return refuse(specifier, REFUSED[conversion.toLowerCase()] ?? '')
    default:
      return checkText(specifier)
  }
}

const REFUSED: Readonly<Record<string, string>> = { e: ',', g: '#', a: '(,' }

function checkDate(specifier: Specifier): void {
  const { date = '', precision } = specifier
  refusePrecision(precision)
  if (!Object.hasOwn(DATES, date)) throw fail('UnknownFormatConversionException', `Conversion = 't${date}'`)
  refuse(specifier, '#+ 0,(')
  needWidth(specifier, '-')
}

function checkNumeric(specifier: Specifier): void {
  const { flags } = specifier
  needWidth(specifier, '-')
  needWidth(specifier, '0')
  if ((flags.includes('+') && flags.includes(' ')) || (flags.includes('-') && flags.includes('0')))
    throw fail('IllegalFormatFlagsException', `Flags = '${inOrder(specifier)}'`)
}

/** `%%` and `%n`. */
function checkText(specifier: Specifier): void {
  const { conversion, flags, width, precision } = specifier
  if (!'%n'.includes(conversion)) throw fail('UnknownFormatConversionException', `Conversion = '${conversion}'`)
  refusePrecision(precision)
  if (conversion === 'n' && width !== undefined) throw fail('IllegalFormatWidthException', String(width))
  const allowed = conversion === '%' ? ['', '-'] : ['']
  if (specifier.index === 'again' || !allowed.includes(flags))
    throw fail('IllegalFormatFlagsException', `Flags = '${inOrder(specifier)}'`)
  needWidth(specifier, '-')
}

function refuse({ conversion, flags, date }: Specifier, unwanted: string): void {
  for (const flag of unwanted) {
    if (flags.includes(flag))
      throw fail(
        'FormatFlagsConversionMismatchException',
        `Conversion = ${date ?? conversion.toLowerCase()}, Flags = ${flag}`,
      )
  }
}

function refusePrecision(precision: number | undefined): void {
  if (precision !== undefined) throw fail('IllegalFormatPrecisionException', String(precision))
}

function needWidth(specifier: Specifier, flag: string): void {
  if (specifier.flags.includes(flag) && specifier.width === undefined)
    throw fail('MissingFormatWidthException', shown(specifier))
}

function inOrder({ flags, index }: Specifier): string {
  return [...'-#+ 0,('].filter(flag => flags.includes(flag)).join('') + (index === 'again' ? '<' : '')
}

/** A specifier as Java writes it: the flags first. */
function shown(specifier: Specifier): string {
  const { index, width, precision, conversion, date } = specifier
  const position = typeof index === 'number' ? `${index}$` : ''
  const precise = precision === undefined ? '' : `.${precision}`
  return `%${inOrder(specifier)}${position}${width ?? ''}${precise}${conversion}${date ?? ''}`
}

function converted(specifier: Specifier, argument: FormatArgument): string {
  const { conversion, date } = specifier
  const text = plainConversion(specifier, argument)
  const upper = conversion !== conversion.toLowerCase()
  const cased =
    upper && (date !== undefined || !'EGAX'.includes(conversion) || argument.isNull) ? text.toUpperCase() : text
  return padded(upper && 'EGAX'.includes(conversion) ? cased.toUpperCase() : cased, specifier)
}

function plainConversion(specifier: Specifier, argument: FormatArgument): string {
  const { conversion, precision, date, flags } = specifier
  if (date !== undefined) return argument.isNull ? cut('null', precision) : dateText(date, argument)
  switch (conversion.toLowerCase()) {
    case 'b':
      return cut(String(argument.isNull ? false : (argument.boolean ?? true)), precision)
    case 'h':
      return cut(argument.isNull ? 'null' : (argument.hash >>> 0).toString(16), precision)
    case 's':
      if (flags.includes('#')) throw fail('FormatFlagsConversionMismatchException', `Conversion = s, Flags = #`)
      return cut(argument.text, precision)
    case 'c':
      return argument.isNull ? 'null' : characterText(argument, conversion)
    case 'd':
    case 'o':
    case 'x':
      return argument.isNull ? 'null' : integerText(specifier, argument)
    default:
      return argument.isNull ? cut('null', precision) : realText(specifier, argument)
  }
}

function cut(text: string, precision: number | undefined): string {
  return precision === undefined ? text : text.slice(0, precision)
}

function padded(text: string, { width = 0, flags }: Specifier): string {
  return flags.includes('-') ? text.padEnd(width) : text.padStart(width)
}

function mismatch(conversion: string, { className }: FormatArgument): JavaError {
  return fail('IllegalFormatConversionException', `${conversion.toLowerCase()} != ${className}`)
}

function characterText(argument: FormatArgument, conversion: string): string {
  if (argument.character !== undefined) return argument.character
  if (argument.integer?.bits !== 32) throw mismatch(conversion, argument)
  const point = Number(argument.integer.value)
  if (point < 0 || point > 0x10ffff)
    throw fail('IllegalFormatCodePointException', `Code point = 0x${(point >>> 0).toString(16)}`)
  return String.fromCodePoint(point)
}

function integerText(specifier: Specifier, argument: FormatArgument): string {
  const { conversion, flags } = specifier
  if (!argument.integer) throw mismatch(conversion, argument)
  const { value, bits } = argument.integer
  if (conversion === 'd') return signed(value < 0n, grouped((value < 0n ? -value : value).toString(), flags), specifier)
  const radix = conversion === 'o' ? 8 : 16
  const mark = flags.includes('#') ? (radix === 8 ? '0' : '0x') : ''
  if (bits === undefined) {
    const digits = mark + (value < 0n ? -value : value).toString(radix)
    return signed(value < 0n, digits, specifier)
  }
  const flag = '(+ '.split('').find(one => flags.includes(one))
  if (flag !== undefined)
    throw fail('FormatFlagsConversionMismatchException', `Conversion = ${conversion.toLowerCase()}, Flags = ${flag}`)
  const digits = BigInt.asUintN(bits, value).toString(radix)
  const width = flags.includes('0') ? Math.max(0, (specifier.width ?? 0) - mark.length) : 0
  return mark + digits.padStart(width, '0')
}

/** Puts a sign before digits, and zeros between up to the width. */
function signed(negative: boolean, digits: string, { flags, width = 0 }: Specifier): string {
  const [before, after] = negative
    ? flags.includes('(')
      ? ['(', ')']
      : ['-', '']
    : [flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '', '']
  const filled = flags.includes('0') ? digits.padStart(width - before.length - after.length, '0') : digits
  return before + filled + after
}

function grouped(digits: string, flags: string): string {
  if (!flags.includes(',')) return digits
  const [whole = '', ...rest] = digits.split('.')
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...rest].join('.')
}

function realText(specifier: Specifier, argument: FormatArgument): string {
  const { conversion, flags } = specifier
  const { real } = argument
  if (!real || (conversion.toLowerCase() === 'a' && real.kind === 'decimal')) throw mismatch(conversion, argument)
  if (real.kind === 'double' && !Number.isFinite(real.value)) return notFinite(real.value, specifier)
  const negative = real.kind === 'double' ? real.value < 0 || Object.is(real.value, -0) : real.value.unscaled < 0n
  const value = real.kind === 'double' ? bigDecimalOfDouble(Math.abs(real.value)) : absolute(real.value)
  const precision = specifier.precision ?? 6
  switch (conversion.toLowerCase()) {
    case 'f':
      return signed(negative, grouped(fixed(value, precision, flags), flags), specifier)
    case 'e':
      return signed(negative, exponential(value, precision, flags), specifier)
    case 'g':
      return signed(negative, general(value, precision, flags), specifier)
    default:
      return signed(negative, hexadecimal(real.kind === 'double' ? Math.abs(real.value) : 0), specifier)
  }
}

function notFinite(value: number, { flags }: Specifier): string {
  if (Number.isNaN(value)) return 'NaN'
  if (value < 0) return flags.includes('(') ? '(Infinity)' : '-Infinity'
  return flags.includes('+') ? '+Infinity' : flags.includes(' ') ? ' Infinity' : 'Infinity'
}

function absolute(value: BigDecimal): BigDecimal {
  return value.unscaled < 0n ? { unscaled: -value.unscaled, scale: value.scale } : value
}

function fixed(value: BigDecimal, precision: number, flags: string): string {
  const { unscaled } = withScale(value, precision, 'HALF_UP')
  const digits = unscaled.toString().padStart(precision + 1, '0')
  if (precision === 0) return flags.includes('#') ? `${digits}.` : digits
  return `${digits.slice(0, -precision)}.${digits.slice(-precision)}`
}

/** The digits of a value rounded to so many, and the power of ten of the first. */
function significant(value: BigDecimal, count: number): { readonly digits: string; readonly exponent: number } {
  if (value.unscaled === 0n) return { digits: '0'.repeat(count), exponent: 0 }
  const all = value.unscaled.toString()
  const exponent = all.length - 1 - value.scale
  if (all.length <= count) return { digits: all.padEnd(count, '0'), exponent }
  const rounded = withScale({ unscaled: value.unscaled, scale: all.length }, count, 'HALF_UP').unscaled.toString()
  return rounded.length > count
    ? { digits: rounded.slice(0, count), exponent: exponent + 1 }
    : { digits: rounded, exponent }
}

function exponential(value: BigDecimal, precision: number, flags: string): string {
  const { digits, exponent } = significant(value, precision + 1)
  const point = precision > 0 || flags.includes('#') ? '.' : ''
  const power = String(Math.abs(exponent)).padStart(2, '0')
  return `${digits[0]}${point}${digits.slice(1)}e${exponent < 0 ? '-' : '+'}${power}`
}

function general(value: BigDecimal, precision: number, flags: string): string {
  const count = precision === 0 ? 1 : precision
  const { exponent } = significant(value, count)
  if (value.unscaled === 0n || (exponent >= -4 && exponent < count))
    return grouped(fixed(value, Math.max(0, count - 1 - (value.unscaled === 0n ? 0 : exponent)), ''), flags)
  return exponential(value, count - 1, '')
}

/** `Double.toHexString`. */
function hexadecimal(value: number): string {
  if (value === 0) return '0x0.0p0'
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  const bits = view.getBigUint64(0)
  const exponent = Number((bits >> 52n) & 0x7ffn)
  const digits = (bits & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '') || '0'
  return exponent === 0 ? `0x0.${digits}p-1022` : `0x1.${digits}p${exponent - 1023}`
}

/** Java date patterns for the letters after `%t`. */
const DATES: Readonly<Record<string, string>> = {
  H: 'HH',
  I: 'hh',
  k: 'H',
  l: 'h',
  M: 'mm',
  S: 'ss',
  L: 'SSS',
  N: 'SSSSSSSSS',
  p: 'a',
  z: 'xx',
  Z: 'z',
  s: '',
  Q: '',
  B: 'MMMM',
  b: 'MMM',
  h: 'MMM',
  A: 'EEEE',
  a: 'EEE',
  C: '',
  Y: 'uuuu',
  y: 'uu',
  j: 'DDD',
  m: 'MM',
  d: 'dd',
  e: 'd',
  R: 'HH:mm',
  T: 'HH:mm:ss',
  r: 'hh:mm:ss a',
  D: 'MM/dd/uu',
  F: 'uuuu-MM-dd',
  c: 'EEE MMM dd HH:mm:ss z uuuu',
}

function dateText(letter: string, argument: FormatArgument): string {
  if (!argument.date) throw mismatch(letter, argument)
  switch (letter) {
    case 'p':
      return argument.date('a').toLowerCase()
    case 'C':
      return argument.date('uuuu').slice(0, 2)
    case 's':
      return argument.date('seconds')
    case 'Q':
      return argument.date('millis')
    default:
      return argument.date(DATES[letter] ?? '')
  }
}
