import { LocalDate, LocalTime, type ZoneId, type ZoneOffset } from '@js-joda/core'
import { weekRule } from './dateNames'
import type { DateField, DateFormatter } from './dateParts'
import { JavaError } from './javaError'
import type { ReadZone } from './offsetParse'

/** What a text said, after its fields were put together: Java's `Parsed`. */
export interface Parsed {
  /** Fields that did not make a date or a time. */
  readonly left: ReadonlyMap<DateField, number>
  readonly date: LocalDate | undefined
  readonly time: LocalTime | undefined
  readonly offset: ZoneOffset | undefined
  readonly zone: ZoneId | undefined
}

/** `Parsed.toString()`, which Java's messages show. */
export function parsedToString({ left, date, time, zone }: Parsed): string {
  const fields = [...left].map(([field, value]) => `${field}=${value}`).join(', ')
  const resolved = date ? `${date}${time ? `T${time}` : ''}` : time?.toString()
  return `{${fields}},ISO${zone ? `,${zone.id()}` : ''}${resolved === undefined ? '' : ` resolved to ${resolved}`}`
}

/**
 * Makes a date, a time or both of fields (`Parsed.resolve`, `IsoChronology.resolveDate`).
 * @throws JavaError DateTimeException for a value out of range or fields that contradict each other
 */
export function resolveFields(
  read: ReadonlyMap<DateField, number>,
  zone: ReadZone,
  resolver: DateFormatter['resolver'],
  tag: string,
): Parsed {
  const fields = new Map(read)
  const date = resolveDate(fields, resolver, tag)
  const time = resolveTime(fields, resolver)
  if (date) crossCheck(fields, date)
  const excess = time?.excessDays ?? 0
  return {
    left: fields,
    date: date && excess ? date.plusDays(excess) : date,
    time: time?.time,
    offset: zone.offset,
    zone: zone.zone,
  }
}

type Fields = Map<DateField, number>

function take(fields: Fields, field: DateField): number | undefined {
  const value = fields.get(field)
  fields.delete(field)
  return value
}

function check(field: DateField, value: number, min: number, max: number | string): number {
  if (value < min || value > Number(String(max).split('/').at(-1))) {
    throw dateTimeError(`Invalid value for ${field} (valid values ${min} - ${max}): ${value}`)
  }
  return value
}

function resolveDate(fields: Fields, resolver: DateFormatter['resolver'], tag: string): LocalDate | undefined {
  resolveYearOfEra(fields, resolver)
  const year = fields.get('Year')
  if (year !== undefined) {
    const month = fields.get('MonthOfYear')
    if (month !== undefined) {
      const day = fields.get('DayOfMonth')
      if (day === undefined) return undefined
      for (const field of ['Year', 'MonthOfYear', 'DayOfMonth'] as const) fields.delete(field)
      return dateOf(year, month, day, resolver)
    }
    const dayOfYear = fields.get('DayOfYear')
    if (dayOfYear !== undefined) {
      fields.delete('Year')
      fields.delete('DayOfYear')
      return dateOfYearDay(year, dayOfYear)
    }
  }
  return resolveIsoWeek(fields) ?? resolveLocalWeek(fields, tag) ?? resolveJulianDay(fields)
}

function resolveYearOfEra(fields: Fields, resolver: DateFormatter['resolver']): void {
  const yearOfEra = fields.get('YearOfEra')
  if (yearOfEra === undefined) return
  check('YearOfEra', yearOfEra, 1, '999999999/1000000000')
  const era = take(fields, 'Era')
  if (era === undefined && resolver === 'strict') return
  fields.delete('YearOfEra')
  const year = era === 0 ? 1 - yearOfEra : yearOfEra
  const known = fields.get('Year')
  if (known !== undefined && known !== year) throw conflict('Year', known, 'Year', year)
  fields.set('Year', year)
}

function dateOf(year: number, month: number, day: number, resolver: DateFormatter['resolver']): LocalDate {
  check('MonthOfYear', month, 1, 12)
  check('DayOfMonth', day, 1, '28/31')
  const length = monthLength(year, month)
  if (day <= length) return LocalDate.of(year, month, day)
  if (resolver === 'smart') return LocalDate.of(year, month, length)
  if (day === 29) throw dateTimeError(`Invalid date 'February 29' as '${year}' is not a leap year`)
  throw dateTimeError(`Invalid date '${monthNames[month - 1]} ${day}'`)
}

const monthNames = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
]

function monthLength(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function dateOfYearDay(year: number, day: number): LocalDate {
  check('DayOfYear', day, 1, '365/366')
  if (day === 366 && !isLeap(year)) throw dateTimeError(`Invalid date 'DayOfYear 366' as '${year}' is not a leap year`)
  return LocalDate.ofYearDay(year, day)
}

function resolveIsoWeek(fields: Fields): LocalDate | undefined {
  const year = fields.get('WeekBasedYear')
  const week = fields.get('WeekOfWeekBasedYear')
  const day = fields.get('DayOfWeek')
  if (year === undefined || week === undefined || day === undefined) return undefined
  for (const field of ['WeekBasedYear', 'WeekOfWeekBasedYear', 'DayOfWeek'] as const) fields.delete(field)
  check('WeekOfWeekBasedYear', week, 1, '52/53')
  check('DayOfWeek', day, 1, 7)
  const fourth = LocalDate.of(year, 1, 4)
  return fourth.plusDays((week - 1) * 7 + day - fourth.dayOfWeek().value())
}

function resolveLocalWeek(fields: Fields, tag: string): LocalDate | undefined {
  const rule = weekRule(tag)
  const year = fields.get('LocalWeekBasedYear')
  const week = fields.get('LocalWeekOfWeekBasedYear')
  const localDay = fields.get('LocalDayOfWeek')
  const day = localDay ?? localized(fields.get('DayOfWeek'), rule.firstDay)
  if (year === undefined || week === undefined || day === undefined) return undefined
  for (const field of ['LocalWeekBasedYear', 'LocalWeekOfWeekBasedYear', 'LocalDayOfWeek'] as const) {
    fields.delete(field)
  }
  const anchor = LocalDate.of(year, 1, rule.minimalDays)
  const anchorDay = localized(anchor.dayOfWeek().value(), rule.firstDay) ?? 1
  return anchor.plusDays((week - 1) * 7 + day - anchorDay)
}

function localized(dayOfWeek: number | undefined, firstDay: number): number | undefined {
  return dayOfWeek === undefined ? undefined : ((dayOfWeek - firstDay + 7) % 7) + 1
}

function resolveJulianDay(fields: Fields): LocalDate | undefined {
  const day = take(fields, 'ModifiedJulianDay')
  return day === undefined ? undefined : LocalDate.ofEpochDay(day - 40587)
}

interface ResolvedTime {
  readonly time: LocalTime
  readonly excessDays: number
}

function resolveTime(fields: Fields, resolver: DateFormatter['resolver']): ResolvedTime | undefined {
  resolveHours(fields)
  const nanoOfDay = take(fields, 'NanoOfDay')
  if (nanoOfDay !== undefined) return { time: LocalTime.ofNanoOfDay(nanoOfDay), excessDays: 0 }
  const milliOfDay = take(fields, 'MilliOfDay')
  if (milliOfDay !== undefined) {
    return { time: LocalTime.ofNanoOfDay(check('MilliOfDay', milliOfDay, 0, 86399999) * 1_000_000), excessDays: 0 }
  }
  const [hour, minute, second, nano] = timeFields.map(field => fields.get(field))
  if (hour === undefined) return undefined
  const gap = (minute === undefined && (second ?? nano) !== undefined) || (second === undefined && nano !== undefined)
  if (gap) return undefined
  for (const field of timeFields) fields.delete(field)
  return timeOf(hour, minute ?? 0, second ?? 0, nano ?? 0, resolver)
}

const timeFields = ['HourOfDay', 'MinuteOfHour', 'SecondOfMinute', 'NanoOfSecond'] as const

function timeOf(
  hour: number,
  minute: number,
  second: number,
  nano: number,
  resolver: DateFormatter['resolver'],
): ResolvedTime {
  if (resolver === 'smart' && hour === 24 && minute === 0 && second === 0 && nano === 0) {
    return { time: LocalTime.MIDNIGHT, excessDays: 1 }
  }
  check('HourOfDay', hour, 0, 23)
  check('MinuteOfHour', minute, 0, 59)
  check('SecondOfMinute', second, 0, 59)
  return { time: LocalTime.of(hour, minute, second, nano), excessDays: 0 }
}

/** 12-hour clocks, and clocks that count from 1, become `HourOfDay`. */
function resolveHours(fields: Fields): void {
  const clockHour = take(fields, 'ClockHourOfDay')
  if (clockHour !== undefined) {
    const checked = clockHour === 0 ? 0 : check('ClockHourOfDay', clockHour, 1, 24)
    fields.set('HourOfDay', checked === 24 ? 0 : checked)
  }
  const clockHalf = take(fields, 'ClockHourOfAmPm')
  if (clockHalf !== undefined) {
    const checked = clockHalf === 0 ? 0 : check('ClockHourOfAmPm', clockHalf, 1, 12)
    fields.set('HourOfAmPm', checked === 12 ? 0 : checked)
  }
  const half = fields.get('AmPmOfDay')
  const hour = fields.get('HourOfAmPm')
  if (half === undefined || hour === undefined) return
  fields.delete('AmPmOfDay')
  fields.delete('HourOfAmPm')
  fields.set('HourOfDay', half * 12 + check('HourOfAmPm', hour, 0, 11))
}

function crossCheck(fields: Fields, date: LocalDate): void {
  const derived: Partial<Record<DateField, number>> = {
    DayOfWeek: date.dayOfWeek().value(),
    DayOfMonth: date.dayOfMonth(),
    DayOfYear: date.dayOfYear(),
    MonthOfYear: date.monthValue(),
    QuarterOfYear: Math.floor((date.monthValue() - 1) / 3) + 1,
    Year: date.year(),
  }
  for (const [field, value] of fields) {
    const actual = derived[field]
    if (actual === undefined) continue
    if (actual !== value) {
      throw dateTimeError(
        `Conflict found: Field ${field} ${value} differs from ${field} ${actual} derived from ${date}`,
      )
    }
    fields.delete(field)
  }
}

function conflict(field: DateField, value: number, other: DateField, otherValue: number): JavaError {
  return dateTimeError(`Conflict found: ${field} ${value} differs from ${other} ${otherValue}`)
}

function dateTimeError(message: string): JavaError {
  return new JavaError('java.time.DateTimeException', message)
}
