import {
  type DateField,
  type DateFormatter,
  type DatePart,
  fixedNumber,
  literal,
  type NamedField,
  type OffsetPattern,
  plainNumber,
  type SignStyle,
  type TextStyle,
} from './dateParts'
import { JavaError } from './javaError'

/**
 * `DateTimeFormatter.ofPattern(pattern)`: letters, quoted text, `[optional]` sections and `p` padding.
 * @throws JavaError IllegalArgumentException in Java's words for a pattern that is none
 */
export function compileDatePattern(pattern: string): DateFormatter {
  const open: DatePart[][] = [[]]
  const push = (part: DatePart) => open.at(-1)?.push(part)
  let at = 0
  while (at < pattern.length) {
    const char = pattern[at] ?? ''
    if (/[A-Za-z]/.test(char)) {
      const field = letterRun(pattern, at)
      push(field.part)
      at = field.end
    } else if (char === "'") {
      const quoted = quotedText(pattern, at)
      push(literal(quoted.text))
      at = quoted.end
    } else {
      if (char === '[') open.push([])
      else if (char === ']') closeOptional(open)
      else if ('{}#'.includes(char)) throw illegal(`Pattern includes reserved character: '${char}'`)
      else push(literal(char))
      at++
    }
  }
  while (open.length > 1) closeOptional(open)
  return { parts: open[0] ?? [], resolver: 'smart', caseSensitive: true }
}

function closeOptional(open: DatePart[][]): void {
  const parts = open.pop() ?? []
  const outer = open.at(-1)
  if (!outer) throw illegal('Pattern invalid as it contains ] without previous [')
  outer.push({ kind: 'optional', parts })
}

function quotedText(pattern: string, start: number): { readonly text: string; readonly end: number } {
  let text = ''
  for (let at = start + 1; at < pattern.length; at++) {
    if (pattern[at] !== "'") text += pattern[at]
    else if (pattern[at + 1] === "'") {
      text += "'"
      at++
    } else return { text: text || "'", end: at + 1 }
  }
  throw illegal(`Pattern ends with an incomplete string literal: ${pattern}`)
}

function letterRun(pattern: string, start: number): { readonly part: DatePart; readonly end: number } {
  const letter = pattern[start] ?? ''
  let end = start
  while (pattern[end] === letter) end++
  if (letter !== 'p') return { part: partOf(letter, end - start), end }
  if (!/[A-Za-z]/.test(pattern[end] ?? '')) {
    throw illegal(`Pad letter 'p' must be followed by valid pad pattern: ${pattern}`)
  }
  const padded = letterRun(pattern, end)
  return { part: { kind: 'pad', width: end - start, part: padded.part }, end: padded.end }
}

const numberFields: Readonly<Record<string, DateField>> = {
  d: 'DayOfMonth',
  h: 'ClockHourOfAmPm',
  H: 'HourOfDay',
  k: 'ClockHourOfDay',
  K: 'HourOfAmPm',
  m: 'MinuteOfHour',
  s: 'SecondOfMinute',
  w: 'LocalWeekOfWeekBasedYear',
}

const wideFields: Readonly<Record<string, DateField>> = { A: 'MilliOfDay', n: 'NanoOfSecond', N: 'NanoOfDay' }

function partOf(letter: string, count: number): DatePart {
  const numeric = numberFields[letter]
  if (numeric) return shortNumber(numeric, letter, count)
  const wide = wideFields[letter]
  if (wide) return { kind: 'number', field: wide, min: count, max: 19, sign: 'notNegative' }
  switch (letter) {
    case 'u':
      return year('Year', count)
    case 'y':
      return year('YearOfEra', count)
    case 'Y':
      return year('LocalWeekBasedYear', count)
    case 'g':
      return { kind: 'number', field: 'ModifiedJulianDay', min: count, max: 19, sign: 'normal' }
    case 'M':
    case 'L':
      return namedNumber('MonthOfYear', letter, count, letter === 'L')
    case 'Q':
    case 'q':
      return namedNumber('QuarterOfYear', letter, count, letter === 'q')
    case 'D':
      return dayOfYear(count)
    case 'W':
      return single('LocalWeekOfMonth', letter, count)
    case 'F':
      return single('AlignedWeekOfMonth', letter, count)
    case 'E':
      return named('DayOfWeek', letter, Math.max(count, 3), false)
    case 'e':
    case 'c':
      return localDay(letter, count)
    case 'G':
      return named('Era', letter, Math.max(count, 3), false)
    case 'a':
      if (count > 1) throw tooMany(letter)
      return named('AmPmOfDay', letter, 3, false)
    case 'B':
      return dayPeriod(count)
    case 'S':
      if (count > 9) throw illegal(`Minimum width must be from 0 to 9 inclusive but was ${count}`)
      return { kind: 'fraction', min: count, max: count, point: false }
    default:
      return zonePart(letter, count)
  }
}

function zonePart(letter: string, count: number): DatePart {
  switch (letter) {
    case 'V':
      if (count !== 2) throw illegal('Pattern letter count must be 2: V')
      return { kind: 'zoneId' }
    case 'v':
      if (count !== 1 && count !== 4) throw illegal('Wrong number of pattern letters: v')
      return { kind: 'zoneText', style: count === 4 ? 'long' : 'short', generic: true }
    case 'z':
      if (count > 4) throw tooMany(letter)
      return { kind: 'zoneText', style: count === 4 ? 'long' : 'short', generic: false }
    case 'O':
      if (count !== 1 && count !== 4) throw illegal('Pattern letter count must be 1 or 4: O')
      return { kind: 'localizedOffset', style: count === 4 ? 'long' : 'short' }
    case 'Z':
      return rfcOffset(count)
    case 'X':
      return offset(letter, count, 'Z')
    case 'x':
      return offset(letter, count, count === 1 ? '+00' : count % 2 === 0 ? '+0000' : '+00:00')
    default:
      throw illegal(`Unknown pattern letter: ${letter}`)
  }
}

const offsetPatterns: readonly OffsetPattern[] = ['+HHmm', '+HHMM', '+HH:MM', '+HHMMss', '+HH:MM:ss']

function offset(letter: string, count: number, zero: string): DatePart {
  const pattern = offsetPatterns[count - 1]
  if (!pattern) throw tooMany(letter)
  return { kind: 'offset', pattern, zero, lenient: false }
}

function rfcOffset(count: number): DatePart {
  if (count < 4) return { kind: 'offset', pattern: '+HHMM', zero: '+0000', lenient: false }
  if (count === 4) return { kind: 'localizedOffset', style: 'long' }
  if (count === 5) return { kind: 'offset', pattern: '+HH:MM:ss', zero: 'Z', lenient: false }
  throw tooMany('Z')
}

function year(field: DateField, count: number): DatePart {
  if (count === 2) return { kind: 'reduced', field }
  if (count > 19) throw illegal(`The minimum width must be from 1 to 19 inclusive but was ${count}`)
  const sign: SignStyle = count < 4 ? 'normal' : 'exceedsPad'
  return { kind: 'number', field, min: count, max: 19, sign }
}

function shortNumber(field: DateField, letter: string, count: number): DatePart {
  if (count > 2) throw tooMany(letter)
  return count === 1 ? plainNumber(field) : fixedNumber(field, 2)
}

function single(field: DateField, letter: string, count: number): DatePart {
  if (count > 1) throw tooMany(letter)
  return plainNumber(field)
}

function dayOfYear(count: number): DatePart {
  if (count > 3) throw tooMany('D')
  return count === 1
    ? plainNumber('DayOfYear')
    : { kind: 'number', field: 'DayOfYear', min: count, max: 3, sign: 'notNegative' }
}

function namedNumber(field: NamedField & DateField, letter: string, count: number, standalone: boolean): DatePart {
  if (count === 1) return plainNumber(field)
  if (count === 2) return fixedNumber(field, 2)
  return named(field, letter, count, standalone)
}

function named(field: NamedField, letter: string, count: number, standalone: boolean): DatePart {
  const style = styles[count - 3]
  if (!style) throw tooMany(letter)
  return { kind: 'text', field, style, standalone }
}

const styles: readonly TextStyle[] = ['short', 'long', 'narrow']

function localDay(letter: string, count: number): DatePart {
  if (count === 2 && letter === 'c') throw illegal('Invalid pattern "cc"')
  if (count === 1) return plainNumber('LocalDayOfWeek')
  if (count === 2) return fixedNumber('LocalDayOfWeek', 2)
  return named('DayOfWeek', letter, count, letter === 'c')
}

function dayPeriod(count: number): DatePart {
  const style: TextStyle | undefined = ({ 1: 'short', 4: 'long', 5: 'narrow' } as const)[count]
  if (!style) throw illegal('Wrong number of pattern letters: B')
  return { kind: 'text', field: 'DayPeriod', style, standalone: false }
}

function tooMany(letter: string): JavaError {
  return illegal(`Too many pattern letters: ${letter}`)
}

function illegal(message: string): JavaError {
  return new JavaError('java.lang.IllegalArgumentException', message)
}
