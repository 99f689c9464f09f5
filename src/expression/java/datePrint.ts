import { ChronoField, type ZonedDateTime, ZoneOffset } from '@js-joda/core'
import { type FieldsAsUtc, fieldName, styledDateTime, type WeekRule, weekRule } from './dateNames'
import type { DateField, DateFormatter, DatePart, OffsetPattern, TextStyle } from './dateParts'
import { JavaError } from './javaError'
import { zoneName } from './zoneNames'

/**
 * `formatter.format(date)`. The date is printed in its own zone.
 * @param tag BCP 47 tag of the language of names
 * @throws JavaError DateTimeException for a number too wide for its place
 */
export function printDate(formatter: DateFormatter, date: ZonedDateTime, tag: string): string {
  return printParts(formatter.parts, { date, tag, asUtc: fieldsAsUtc(date) })
}

interface Printing {
  readonly date: ZonedDateTime
  readonly tag: string
  readonly asUtc: FieldsAsUtc
}

function fieldsAsUtc(date: ZonedDateTime): FieldsAsUtc {
  return new Date(date.toLocalDateTime().toInstant(ZoneOffset.UTC).toEpochMilli())
}

function printParts(parts: readonly DatePart[], printing: Printing): string {
  return parts.map(part => printPart(part, printing)).join('')
}

function printPart(part: DatePart, printing: Printing): string {
  const { date, tag, asUtc } = printing
  switch (part.kind) {
    case 'literal':
      return part.text
    case 'number':
      return printNumber(part, fieldValue(part.field, date, tag))
    case 'reduced':
      return String(Math.abs(fieldValue(part.field, date, tag)) % 100).padStart(2, '0')
    case 'fraction':
      return printFraction(part.min, part.max, part.point, date.nano())
    case 'text':
      if (part.names) return part.names[fieldValue(part.field as DateField, date, tag) - 1] ?? ''
      return fieldName(part.field, part.style, part.standalone, asUtc, tag)
    case 'offset':
      return printOffset(part.pattern, part.zero, date.offset().totalSeconds())
    case 'localizedOffset':
      return printLocalizedOffset(part.style, date.offset().totalSeconds(), tag)
    case 'zoneId':
      return date.zone().id()
    case 'zoneText':
      return zoneName(date.zone(), date.toInstant(), part.style, part.generic, tag)
    case 'instant':
      return date.toInstant().toString()
    case 'optional':
      return printParts(part.parts, printing)
    case 'pad':
      return printPadded(part.width, printPart(part.part, printing))
    case 'style':
      return styledDateTime(part.style, asUtc, tag, style => zoneName(date.zone(), date.toInstant(), style, false, tag))
  }
}

function printNumber(part: Extract<DatePart, { kind: 'number' }>, value: number): string {
  const digits = String(Math.abs(value))
  if (digits.length > part.max) {
    throw new JavaError(
      'java.time.DateTimeException',
      `Field ${part.field} cannot be printed as the value ${value} exceeds the maximum print width of ${part.max}`,
    )
  }
  const padded = digits.padStart(part.min, '0')
  if (value < 0) return `-${padded}`
  return part.sign === 'exceedsPad' && part.min < 19 && digits.length > part.min ? `+${padded}` : padded
}

function printFraction(min: number, max: number, point: boolean, nanos: number): string {
  const digits = String(nanos).padStart(9, '0').slice(0, max)
  const kept = min === max ? digits : digits.replace(/0+$/, '').padEnd(min, '0')
  return kept === '' || !point ? kept : `.${kept}`
}

function printOffset(pattern: OffsetPattern, zero: string, total: number): string {
  const [hours, minutes, seconds] = offsetParts(total)
  const colon = pattern.includes(':') ? ':' : ''
  const withMinutes = pattern === '+HHmm' ? minutes !== 0 : pattern !== '+HH'
  const withSeconds = (pattern === '+HHMMss' || pattern === '+HH:MM:ss') && seconds !== 0
  if (hours === 0 && (!withMinutes || minutes === 0) && !withSeconds) return zero
  const sign = total < 0 ? '-' : '+'
  return `${sign}${two(hours)}${withMinutes ? colon + two(minutes) : ''}${withSeconds ? colon + two(seconds) : ''}`
}

function printLocalizedOffset(style: TextStyle, total: number, tag: string): string {
  const gmt = /^fr\b/.test(tag) ? 'UTC' : 'GMT'
  if (total === 0) return gmt
  const [hours, minutes, seconds] = offsetParts(total)
  const sign = total < 0 ? '-' : '+'
  const long = style === 'long'
  const tail =
    minutes !== 0 || seconds !== 0 || long ? `:${two(minutes)}${seconds !== 0 ? `:${two(seconds)}` : ''}` : ''
  return `${gmt}${sign}${long ? two(hours) : hours}${tail}`
}

function offsetParts(total: number): readonly [hours: number, minutes: number, seconds: number] {
  const size = Math.abs(total)
  return [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60]
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function printPadded(width: number, text: string): string {
  if (text.length > width) {
    throw new JavaError(
      'java.time.DateTimeException',
      `Cannot print as output of ${text.length} characters exceeds pad width of ${width}`,
    )
  }
  return text.padStart(width)
}

const chronoFields: Partial<Record<DateField, ChronoField>> = {
  Era: ChronoField.ERA,
  YearOfEra: ChronoField.YEAR_OF_ERA,
  Year: ChronoField.YEAR,
  MonthOfYear: ChronoField.MONTH_OF_YEAR,
  DayOfMonth: ChronoField.DAY_OF_MONTH,
  DayOfYear: ChronoField.DAY_OF_YEAR,
  AlignedWeekOfMonth: ChronoField.ALIGNED_WEEK_OF_MONTH,
  DayOfWeek: ChronoField.DAY_OF_WEEK,
  AmPmOfDay: ChronoField.AMPM_OF_DAY,
  HourOfAmPm: ChronoField.HOUR_OF_AMPM,
  ClockHourOfAmPm: ChronoField.CLOCK_HOUR_OF_AMPM,
  HourOfDay: ChronoField.HOUR_OF_DAY,
  ClockHourOfDay: ChronoField.CLOCK_HOUR_OF_DAY,
  MinuteOfHour: ChronoField.MINUTE_OF_HOUR,
  SecondOfMinute: ChronoField.SECOND_OF_MINUTE,
  MilliOfDay: ChronoField.MILLI_OF_DAY,
  NanoOfSecond: ChronoField.NANO_OF_SECOND,
  NanoOfDay: ChronoField.NANO_OF_DAY,
}

const isoWeeks: WeekRule = { firstDay: 1, minimalDays: 4 }

/** The value of a field; local week fields go by the language's region. */
function fieldValue(field: DateField, date: ZonedDateTime, tag: string): number {
  const chrono = chronoFields[field]
  if (chrono) return date.getLong(chrono)
  switch (field) {
    case 'QuarterOfYear':
      return Math.floor((date.monthValue() - 1) / 3) + 1
    case 'ModifiedJulianDay':
      return date.toLocalDate().toEpochDay() + 40587
    case 'WeekBasedYear':
      return weekOfYear(date, isoWeeks).year
    case 'WeekOfWeekBasedYear':
      return weekOfYear(date, isoWeeks).week
    case 'LocalWeekBasedYear':
      return weekOfYear(date, weekRule(tag)).year
    case 'LocalWeekOfWeekBasedYear':
      return weekOfYear(date, weekRule(tag)).week
    case 'LocalWeekOfMonth':
      return weekNumber(date.dayOfMonth(), localDayOfWeek(date, weekRule(tag)), weekRule(tag))
    default:
      return localDayOfWeek(date, weekRule(tag))
  }
}

function localDayOfWeek(date: ZonedDateTime, rule: WeekRule): number {
  return ((date.dayOfWeek().value() - rule.firstDay + 7) % 7) + 1
}

/** The number of the week that holds day `day` (1-based) of a period; 0 when the period's first week starts later. */
function weekNumber(day: number, dayOfWeek: number, rule: WeekRule): number {
  const daysOfPartialWeek = (((day - dayOfWeek) % 7) + 7) % 7
  const firstWeekStarts = daysOfPartialWeek >= rule.minimalDays ? daysOfPartialWeek - 7 : daysOfPartialWeek
  return Math.floor((day - 1 - firstWeekStarts) / 7) + 1
}

function weekOfYear(date: ZonedDateTime, rule: WeekRule): { readonly year: number; readonly week: number } {
  const dayOfWeek = localDayOfWeek(date, rule)
  const week = weekNumber(date.dayOfYear(), dayOfWeek, rule)
  if (week === 0) {
    const daysBefore = isLeap(date.year() - 1) ? 366 : 365
    return { year: date.year() - 1, week: weekNumber(date.dayOfYear() + daysBefore, dayOfWeek, rule) }
  }
  const yearLength = isLeap(date.year()) ? 366 : 365
  const nextYearsDay = date.dayOfYear() - yearLength
  if (weekNumber(nextYearsDay, dayOfWeek, rule) >= 1) return { year: date.year() + 1, week: 1 }
  return { year: date.year(), week }
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
