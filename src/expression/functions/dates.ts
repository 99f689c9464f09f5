import { printDate, withDates } from '../dates'
import { DATE_ARGUMENTS } from '../filters/dates'
import type { CalendarFields } from '../java'
import { JavaError } from '../java/javaError'
import { type Args, type Argument, BOTH, type Call, type PebbleFunction } from '../language'
import { javaText } from '../text'
import { JavaTime, type Value } from '../value'
import { isHoliday } from './holidays'

const DATE: Argument = { name: 'date', title: 'An ISO date or date with time.' }
const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY']
const POSITIONS = ['FIRST', 'SECOND', 'THIRD', 'FOURTH', 'LAST']

/** `now()` and, in 2.0, what is asked of calendars. */
export const dateFunctions: readonly PebbleFunction[] = [
  {
    name: 'now',
    title: 'The current time, printed.',
    arguments: DATE_ARGUMENTS,
    examples: [{ template: "{{ now('yyyy') | length }}", result: '4' }],
    dialects: BOTH,
    apply: (args, call) => {
      const nanos = call.session.draw(() => call.session.host.now())
      const instant = withDates(call.session, java => java.instantOfNanos(nanos))
      return printDate(new JavaTime('Instant', instant.text), args, call)
    },
  },
  {
    ...calendar('dayOfWeek', 'The day of the week, in upper case.', 'TUESDAY'),
    apply: ofDay('dayOfWeek', fields => fields.dayOfWeek),
  },
  { ...calendar('dayOfMonth', 'The day of the month.', '5'), apply: ofDay('dayOfMonth', fields => fields.dayOfMonth) },
  { ...calendar('monthOfYear', 'The month, from 1 to 12.', '3'), apply: ofDay('monthOfYear', fields => fields.month) },
  {
    name: 'hourOfDay',
    title: 'The hour, from 0 to 23, as it is written.',
    arguments: [DATE],
    examples: [{ template: "{{ hourOfDay('2024-03-05T07:08:09Z') }}", result: '7' }],
    dialects: ['2.0'],
    apply: (args, call) => {
      const text = dateArg('hourOfDay', args, call)
      try {
        return withDates(call.session, java => java.readDateTime(text).hour)
      } catch (error) {
        throw unreadable('hourOfDay', error, call, false)
      }
    },
  },
  {
    ...calendar('isWeekend', 'Whether a date is a Saturday or Sunday.', 'false'),
    apply: ofDay('isWeekend', ({ dayOfWeek }) => ['SATURDAY', 'SUNDAY'].includes(dayOfWeek)),
  },
  {
    name: 'isDayWeekInMonth',
    title: 'Whether a date is the first, second, third, fourth or last such weekday of its month.',
    arguments: [
      DATE,
      { name: 'dayOfWeek', title: '`MONDAY` … `SUNDAY`.' },
      { name: 'position', title: '`FIRST`, `SECOND`, `THIRD`, `FOURTH` or `LAST`.' },
    ],
    examples: [{ template: "{{ isDayWeekInMonth('2024-03-25', 'MONDAY', 'LAST') }}", result: 'true' }],
    dialects: ['2.0'],
    apply: isDayWeekInMonth,
  },
  {
    name: 'isLastWorkingDay',
    title: 'Whether a date is the last working day of its month.',
    arguments: [
      DATE,
      { name: 'workingDays', title: 'Days with commas or spaces between.', default: 'Monday to Friday' },
    ],
    examples: [{ template: "{{ isLastWorkingDay('2024-03-29') }}", result: 'true' }],
    dialects: ['2.0'],
    apply: isLastWorkingDay,
  },
  {
    name: 'isPublicHoliday',
    title: 'Whether a date is a public holiday of a country or of a part of it.',
    arguments: [
      DATE,
      { name: 'countryCode', title: 'Two letters, such as `FR`.' },
      { name: 'subDivision', title: 'A part of the country, such as `BY`.', default: "''" },
    ],
    examples: [{ template: "{{ isPublicHoliday('2024-07-04', 'US') }}", result: 'true' }],
    dialects: ['2.0'],
    apply: isPublicHoliday,
  },
]

/** What is said of a function of a calendar day; the example shows what 5 March 2024 gives. */
function calendar(name: string, title: string, result: string): Omit<PebbleFunction, 'apply'> {
  return {
    name,
    title,
    arguments: [DATE],
    examples: [{ template: `{{ ${name}('2024-03-05') }}`, result }],
    dialects: ['2.0'],
  }
}

function ofDay(name: string, field: (fields: CalendarFields) => Value): PebbleFunction['apply'] {
  return (args, call) => field(fieldsOf(name, args, call))
}

function dateArg(name: string, args: Args, call: Call): string {
  const date = args.get('date') ?? null
  if (date === null) throw call.fail(`The '${name}()' function expects a 'date' argument.`)
  return javaText(date)
}

/** Source: Kestra `DateUtils.parseLocalDate`. */
function fieldsOf(name: string, args: Args, call: Call): CalendarFields {
  const text = dateArg(name, args, call)
  try {
    return withDates(call.session, java => java.readLocalDate(text))
  } catch (error) {
    throw unreadable(name, error, call, true)
  }
}

function unreadable(name: string, error: unknown, call: Call, withClass: boolean): unknown {
  if (!(error instanceof JavaError)) return error
  const reason = withClass ? `${error.javaClass}: ${error.message}` : error.message
  return call.fail(`The '${name}()' function could not parse 'date': ${reason}`)
}

function requiredText(name: string, argument: string, args: Args, call: Call): string {
  const value = args.get(argument) ?? null
  if (value === null) throw call.fail(`The '${name}()' function expects a '${argument}' argument.`)
  return javaText(value)
}

function isDayWeekInMonth(args: Args, call: Call): boolean {
  const name = 'isDayWeekInMonth'
  dateArg(name, args, call)
  const dayText = requiredText(name, 'dayOfWeek', args, call)
  const positionText = requiredText(name, 'position', args, call)
  const fields = fieldsOf(name, args, call)
  const day = dayText.toUpperCase()
  if (!DAYS.includes(day))
    throw call.fail(
      `The '${name}()' function received an invalid 'dayOfWeek' value: '${dayText}'. Expected one of: ${DAYS.join(', ')}.`,
    )
  const position = POSITIONS.indexOf(positionText.toUpperCase())
  if (position === -1)
    throw call.fail(
      `The '${name}()' function received an invalid 'position' value: '${positionText}'. Expected one of: ${POSITIONS.join(', ')}.`,
    )
  if (fields.dayOfWeek !== day) return false
  if (POSITIONS[position] === 'LAST') return fields.dayOfMonth + 7 > fields.daysInMonth
  return Math.ceil(fields.dayOfMonth / 7) === position + 1
}

function isLastWorkingDay(args: Args, call: Call): boolean {
  const fields = fieldsOf('isLastWorkingDay', args, call)
  const working = workingDays(args.get('workingDays') ?? null, call)
  const today = DAYS.indexOf(fields.dayOfWeek)
  if (!working.has(fields.dayOfWeek)) return false
  for (let day = fields.dayOfMonth + 1; day <= fields.daysInMonth; day++) {
    if (working.has(DAYS[(today + day - fields.dayOfMonth) % 7] ?? '')) return false
  }
  return true
}

function workingDays(value: Value, call: Call): ReadonlySet<string> {
  const written = value === null ? '' : javaText(value)
  if (written.trim() === '') return new Set(DAYS.slice(0, 5))
  const days = written.split(/[,\s]+/).filter(day => day !== '')
  for (const day of days) {
    if (!DAYS.includes(day.toUpperCase()))
      throw call.fail(
        `The 'isLastWorkingDay()' function received an invalid 'workingDays' value: '${day}'. Expected day names like MONDAY, TUESDAY, etc.`,
      )
  }
  if (days.length === 0)
    throw call.fail("The 'isLastWorkingDay()' function requires at least one valid day in 'workingDays'.")
  return new Set(days.map(day => day.toUpperCase()))
}

function isPublicHoliday(args: Args, call: Call): boolean {
  const name = 'isPublicHoliday'
  dateArg(name, args, call)
  const country = requiredText(name, 'countryCode', args, call)
  const part = args.get('subDivision') ?? null
  const { year, month, dayOfMonth } = fieldsOf(name, args, call)
  return isHoliday(call, { year, month, day: dayOfMonth }, country, part === null ? '' : javaText(part).trim())
}
