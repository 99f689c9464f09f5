import { ChronoUnit, Instant, LocalTime, ZonedDateTime as Zoned, type ZonedDateTime, type ZoneId } from '@js-joda/core'
import { dateFormatter, ISO_LOCAL_DATE, ISO_LOCAL_DATE_TIME, ISO_ZONED_DATE_TIME } from './dateFormats'
import { localeTag } from './dateNames'
import { isDateParseError, parseLocalDate, parseLocalDateTime, parseZonedDateTime } from './dateParse'
import { printDate } from './datePrint'
import { JavaError } from './javaError'
import { readInstant, type Temporal, temporalClassName } from './temporals'
import { zoneOf } from './zones'

/** What Kestra's date filters take: a text, a Long of seconds, milliseconds or nanoseconds, or an object of java.time. */
export type DateInput = string | bigint | Temporal

/** The arguments of `date`, `dateAdd`, `timestamp` and `now`, by Kestra's names. */
export interface DateOptions {
  /** A name (`iso`, `sql`, …), a style (`full`, …) or a Java pattern; `iso` when absent. */
  readonly format?: string | undefined
  /** A Java zone id; `defaultZone` when absent. */
  readonly timeZone?: string | undefined
  /** The format to read a text by; ISO when absent. */
  readonly existingFormat?: string | undefined
  /** As `fr` or `fr_FR`; English when absent. */
  readonly locale?: string | undefined
  /** The server's zone; `UTC` when absent. */
  readonly defaultZone?: string | undefined
}

const serverLocale = 'en-US'

/**
 * Kestra's `date` filter and `now()` (`AbstractDate.format`).
 * @throws JavaError in Java's words: DateTimeParseException, ZoneRulesException, IllegalArgumentException, ClassCastException
 * @throws ZonesNeeded when a region is named and `loadZones()` is not done
 */
export function formatDate(input: DateInput, options: DateOptions = {}): string {
  const tag = options.locale === undefined ? serverLocale : localeTag(options.locale)
  const zone = zoneOfOptions(options)
  const date = convert(input, zone, options.existingFormat)
  return printDate(dateFormatter(options.format ?? 'iso'), date.withZoneSameInstant(zone), tag)
}

/**
 * Kestra's `dateAdd` filter.
 * @param unit a ChronoUnit constant, such as `DAYS`
 * @throws JavaError as `formatDate`, and IllegalArgumentException for an unknown unit
 */
export function addToDate(input: DateInput, amount: bigint, unit: string, options: DateOptions = {}): string {
  const chronoUnit = chronoUnitOf(unit)
  const zone = zoneOfOptions(options)
  const moved = plus(convert(input, zone, options.existingFormat), amount, chronoUnit)
  const tag = options.locale === undefined ? serverLocale : localeTag(options.locale)
  return printDate(dateFormatter(options.format ?? 'iso'), moved.withZoneSameInstant(zone), tag)
}

/** The units of `timestamp`, `timestampMilli`, `timestampMicro` and `timestampNano`. */
export type EpochUnit = 'seconds' | 'millis' | 'micros' | 'nanos'

/** Kestra's timestamp filters: time since 1970 in the unit, rounded down. Throws as `formatDate` does. */
export function epochOf(input: DateInput, unit: EpochUnit, options: DateOptions = {}): bigint {
  const date = convert(input, zoneOfOptions(options), options.existingFormat)
  const nanos = BigInt(date.toEpochSecond()) * 1_000_000_000n + BigInt(date.nano())
  const size = nanosPer[unit]
  return (nanos - (((nanos % size) + size) % size)) / size
}

const nanosPer = { seconds: 1_000_000_000n, millis: 1_000_000n, micros: 1_000n, nanos: 1n } as const

/** The calendar fields of a date in the zone it names itself, for `dayOfWeek()` and its sisters. */
export interface CalendarFields {
  readonly year: number
  readonly month: number
  readonly dayOfMonth: number
  readonly hour: number
  /** `MONDAY` … `SUNDAY`. */
  readonly dayOfWeek: string
  readonly daysInMonth: number
  /** Days since 1970. */
  readonly epochDay: number
  /** Nanoseconds since 1970. */
  readonly epochNanos: bigint
}

/** Reads a date as the filters do and gives its fields. Throws as `formatDate` does. */
export function calendarFields(input: DateInput, options: DateOptions = {}): CalendarFields {
  return fieldsOf(convert(input, zoneOfOptions(options), options.existingFormat))
}

/**
 * `LocalDate.parse`, else the date of `ZonedDateTime.parse`: Kestra's `DateUtils.parseLocalDate`.
 * @throws JavaError DateTimeParseException
 * @throws ZonesNeeded
 */
export function readLocalDate(text: string): CalendarFields {
  return fieldsOf(
    firstThatReads([
      () => parseLocalDate(text, ISO_LOCAL_DATE, serverLocale).atStartOfDay().atZone(zoneOf('UTC')),
      () => parseZonedDateTime(text, ISO_ZONED_DATE_TIME, serverLocale),
    ]),
  )
}

/** `ZonedDateTime.parse`, else `LocalDateTime.parse`. Throws as `readLocalDate` does. */
export function readDateTime(text: string): CalendarFields {
  return fieldsOf(
    firstThatReads([
      () => parseZonedDateTime(text, ISO_ZONED_DATE_TIME, serverLocale),
      () => parseLocalDateTime(text, ISO_LOCAL_DATE_TIME, serverLocale).atZone(zoneOf('UTC')),
    ]),
  )
}

function fieldsOf(date: ZonedDateTime): CalendarFields {
  return {
    year: date.year(),
    month: date.monthValue(),
    dayOfMonth: date.dayOfMonth(),
    hour: date.hour(),
    dayOfWeek: date.dayOfWeek().name(),
    daysInMonth: date.toLocalDate().lengthOfMonth(),
    epochDay: date.toLocalDate().toEpochDay(),
    epochNanos: BigInt(date.toEpochSecond()) * 1_000_000_000n + BigInt(date.nano()),
  }
}

function zoneOfOptions({ timeZone, defaultZone }: DateOptions): ZoneId {
  return zoneOf(timeZone ?? defaultZone ?? 'UTC')
}

/** `AbstractDate.convert`. */
function convert(input: DateInput, zone: ZoneId, existingFormat: string | undefined): ZonedDateTime {
  if (typeof input === 'string') return readText(input, zone, existingFormat)
  if (typeof input === 'bigint') return instantOfLong(input).atZone(zone)
  switch (input.kind) {
    case 'Instant':
    case 'Date':
      return readInstant(input.text).atZone(zone)
    case 'ZonedDateTime':
      return parseZonedDateTime(input.text, ISO_ZONED_DATE_TIME, 'und')
    case 'LocalDateTime':
      return parseLocalDateTime(input.text, ISO_LOCAL_DATE_TIME, 'und').atZone(zone)
    case 'LocalDate':
      return Zoned.of(parseLocalDate(input.text, ISO_LOCAL_DATE, 'und'), LocalTime.NOON, zone)
    case 'OffsetDateTime':
    case 'LocalTime':
    case 'Duration':
      throw notAString(temporalClassName(input.kind))
  }
}

function notAString(javaClass: string): JavaError {
  return new JavaError(
    'java.lang.ClassCastException',
    `class ${javaClass} cannot be cast to class java.lang.String ` +
      `(${javaClass} and java.lang.String are in module java.base of loader 'bootstrap')`,
  )
}

/** Thirteen digits are milliseconds, nineteen nanoseconds, anything else seconds. */
function instantOfLong(value: bigint): Instant {
  const digits = value.toString().length
  if (digits === 13) return Instant.ofEpochMilli(Number(value))
  if (digits !== 19) return Instant.ofEpochSecond(Number(value))
  const second = 1_000_000_000n
  return Instant.ofEpochSecond(Number(value / second), Number(value % second))
}

/** As a date with a zone, else one without in `zone`, else a day's start; the last attempt's complaint is told. */
function readText(text: string, zone: ZoneId, existingFormat: string | undefined): ZonedDateTime {
  const format = existingFormat === undefined ? undefined : dateFormatter(existingFormat)
  return firstThatReads([
    () => parseZonedDateTime(text, format ?? ISO_ZONED_DATE_TIME, serverLocale),
    () => parseLocalDateTime(text, format ?? ISO_LOCAL_DATE_TIME, serverLocale).atZone(zone),
    () =>
      parseLocalDate(text, format ?? ISO_LOCAL_DATE, serverLocale)
        .atStartOfDay()
        .atZone(zone),
  ])
}

function firstThatReads(attempts: readonly [() => ZonedDateTime, ...(() => ZonedDateTime)[]]): ZonedDateTime {
  const [attempt, next, ...rest] = attempts
  if (!next) return attempt()
  try {
    return attempt()
  } catch (error) {
    if (!isDateParseError(error)) throw error
    return firstThatReads([next, ...rest])
  }
}

const chronoUnits = {
  NANOS: ChronoUnit.NANOS,
  MICROS: ChronoUnit.MICROS,
  MILLIS: ChronoUnit.MILLIS,
  SECONDS: ChronoUnit.SECONDS,
  MINUTES: ChronoUnit.MINUTES,
  HOURS: ChronoUnit.HOURS,
  HALF_DAYS: ChronoUnit.HALF_DAYS,
  DAYS: ChronoUnit.DAYS,
  WEEKS: ChronoUnit.WEEKS,
  MONTHS: ChronoUnit.MONTHS,
  YEARS: ChronoUnit.YEARS,
  DECADES: ChronoUnit.DECADES,
  CENTURIES: ChronoUnit.CENTURIES,
  MILLENNIA: ChronoUnit.MILLENNIA,
  ERAS: ChronoUnit.ERAS,
  FOREVER: ChronoUnit.FOREVER,
} as const

/** The units of `dateAdd`, for completion and documentation. */
export const dateUnits: readonly string[] = Object.keys(chronoUnits)

function chronoUnitOf(unit: string): ChronoUnit {
  if (!Object.hasOwn(chronoUnits, unit)) {
    throw new JavaError('java.lang.IllegalArgumentException', `No enum constant java.time.temporal.ChronoUnit.${unit}`)
  }
  return chronoUnits[unit as keyof typeof chronoUnits]
}

function plus(date: ZonedDateTime, amount: bigint, unit: ChronoUnit): ZonedDateTime {
  if (unit === ChronoUnit.FOREVER) {
    throw new JavaError('java.time.temporal.UnsupportedTemporalTypeException', 'Unsupported unit: Forever')
  }
  try {
    return date.plus(Number(amount), unit)
  } catch (error) {
    // js-joda knows fewer years than Java; either way the date is out of what can be shown.
    throw new JavaError(
      'java.time.DateTimeException',
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : '',
    )
  }
}
