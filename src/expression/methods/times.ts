import { withDates } from '../dates'
import type { CalendarFields } from '../java'
import type { Session } from '../session'
import { castError } from '../thrown'
import { JavaTime, long, Opaque, type Value } from '../value'
import { methods } from './table'

/** The getters of `java.time` that templates use. */
export const TIME = methods({
  'getYear()': (value, _args, session) => fields(value, session).year,
  'getMonthValue()': (value, _args, session) => fields(value, session).month,
  'getMonth()': (value, _args, session) =>
    new Opaque('java.time.Month', MONTHS[fields(value, session).month - 1] ?? ''),
  'getDayOfMonth()': (value, _args, session) => fields(value, session).dayOfMonth,
  'getDayOfWeek()': (value, _args, session) => new Opaque('java.time.DayOfWeek', fields(value, session).dayOfWeek),
  'getHour()': (value, _args, session) => fields(value, session).hour,
  'toEpochSecond()': (value, _args, session) => long(fields(value, session).epochNanos / 1_000_000_000n),
  'getEpochSecond()': (value, _args, session) => long(fields(value, session).epochNanos / 1_000_000_000n),
  'toEpochMilli()': (value, _args, session) => long(fields(value, session).epochNanos / 1_000_000n),
  'getTime()': (value, _args, session) => long(fields(value, session).epochNanos / 1_000_000n),
})

const MONTHS = [
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

function fields(value: Value, session: Session): CalendarFields {
  if (!(value instanceof JavaTime)) throw castError(value, 'java.time.ZonedDateTime')
  return withDates(session, java => java.calendarFields(value))
}
