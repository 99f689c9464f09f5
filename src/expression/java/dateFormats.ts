import { type DateFormatter, type DatePart, type FormatStyle, fixedNumber, literal, optional } from './dateParts'
import { compileDatePattern } from './datePattern'

const isoYear: DatePart = { kind: 'number', field: 'Year', min: 4, max: 10, sign: 'exceedsPad' }
const isoOffset: DatePart = { kind: 'offset', pattern: '+HH:MM:ss', zero: 'Z', lenient: true }

const localDate: readonly DatePart[] = [
  isoYear,
  literal('-'),
  fixedNumber('MonthOfYear', 2),
  literal('-'),
  fixedNumber('DayOfMonth', 2),
]

const localTime: readonly DatePart[] = [
  fixedNumber('HourOfDay', 2),
  literal(':'),
  fixedNumber('MinuteOfHour', 2),
  optional(literal(':'), fixedNumber('SecondOfMinute', 2), optional({ kind: 'fraction', min: 0, max: 9, point: true })),
]

const localDateTime: readonly DatePart[] = [...localDate, literal('T'), ...localTime]
const bracketedZone: DatePart = optional(literal('['), { kind: 'zoneId' }, literal(']'))

function iso(...parts: readonly DatePart[]): DateFormatter {
  return { parts, resolver: 'strict', caseSensitive: false }
}

/** The constants of java.time.format.DateTimeFormatter. */
export const ISO_LOCAL_DATE = iso(...localDate)
export const ISO_LOCAL_TIME = iso(...localTime)
export const ISO_LOCAL_DATE_TIME = iso(...localDateTime)
export const ISO_OFFSET_DATE_TIME = iso(...localDateTime, isoOffset)
export const ISO_ZONED_DATE_TIME = iso(...localDateTime, isoOffset, bracketedZone)
export const ISO_INSTANT = iso({ kind: 'instant' })

const rfc1123: DateFormatter = {
  parts: [
    optional(
      {
        kind: 'text',
        field: 'DayOfWeek',
        style: 'short',
        standalone: false,
        names: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
      },
      literal(', '),
    ),
    { kind: 'number', field: 'DayOfMonth', min: 1, max: 2, sign: 'notNegative' },
    literal(' '),
    {
      kind: 'text',
      field: 'MonthOfYear',
      style: 'short',
      standalone: false,
      names: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    },
    literal(' '),
    { kind: 'number', field: 'Year', min: 4, max: 4, sign: 'notNegative' },
    literal(' '),
    fixedNumber('HourOfDay', 2),
    literal(':'),
    fixedNumber('MinuteOfHour', 2),
    optional(literal(':'), fixedNumber('SecondOfMinute', 2)),
    literal(' '),
    { kind: 'offset', pattern: '+HHMM', zero: 'GMT', lenient: false },
  ],
  resolver: 'smart',
  caseSensitive: false,
}

/** The names Kestra's date functions know besides patterns (`AbstractDate`). */
const namedFormats: Readonly<Record<string, DateFormatter>> = {
  iso: compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"),
  iso_milli: compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX"),
  iso_sec: compileDatePattern("yyyy-MM-dd'T'HH:mm:ssXXX"),
  sql: compileDatePattern('yyyy-MM-dd HH:mm:ss.SSSSSS'),
  sql_milli: compileDatePattern('yyyy-MM-dd HH:mm:ss.SSS'),
  sql_sec: compileDatePattern('yyyy-MM-dd HH:mm:ss'),
  iso_date_time: iso(...localDateTime, optional(isoOffset, bracketedZone)),
  iso_date: iso(...localDate, optional(isoOffset)),
  iso_time: iso(...localTime, optional(isoOffset)),
  iso_local_date: ISO_LOCAL_DATE,
  iso_instant: ISO_INSTANT,
  iso_local_date_time: ISO_LOCAL_DATE_TIME,
  iso_local_time: ISO_LOCAL_TIME,
  iso_offset_time: iso(...localTime, isoOffset),
  iso_ordinal_date: iso(isoYear, literal('-'), fixedNumber('DayOfYear', 3), optional(isoOffset)),
  iso_week_date: iso(
    { kind: 'number', field: 'WeekBasedYear', min: 4, max: 10, sign: 'exceedsPad' },
    literal('-W'),
    fixedNumber('WeekOfWeekBasedYear', 2),
    literal('-'),
    fixedNumber('DayOfWeek', 1),
    optional(isoOffset),
  ),
  iso_zoned_date_time: ISO_ZONED_DATE_TIME,
  rfc_1123_date_time: rfc1123,
}

const styles: readonly string[] = ['full', 'long', 'medium', 'short']

/** The names that `dateFormatter` knows, for completion and documentation. */
export const dateFormatNames: readonly string[] = [...Object.keys(namedFormats), ...styles]

/**
 * The formatter Kestra uses for a `format` argument: a name such as `iso` or `sql`, a style such as `long`, otherwise
 * a Java pattern.
 * @throws JavaError IllegalArgumentException for a bad pattern
 */
export function dateFormatter(format: string): DateFormatter {
  if (isStyle(format)) return { parts: [{ kind: 'style', style: format }], resolver: 'smart', caseSensitive: true }
  const named = Object.hasOwn(namedFormats, format) ? namedFormats[format] : undefined
  return named ?? compileDatePattern(format)
}

function isStyle(format: string): format is FormatStyle {
  return styles.includes(format)
}
