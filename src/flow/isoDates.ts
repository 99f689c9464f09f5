/** A text is not the date, time or duration it should be; worded as `java.time` words it. */
export class DateTextError extends Error {
  override readonly name = 'DateTextError'
}

/** An instant: milliseconds since 1970 and the nanoseconds within its second. */
export type IsoInstant = { readonly epochSecond: number; readonly nano: number }

const DATE = /^([-+]?\d{4,9})-(\d{2})-(\d{2})/
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?/
const OFFSET = /^(?:Z|([-+])(\d{2}):?(\d{2})?(?::?(\d{2}))?)/i
const DURATION =
  /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i

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

/** `2024-05-06`, checked. Source: Java `LocalDate.parse`. @throws DateTextError */
export function readDate(text: string): string {
  const date = takeDate(text, text)
  atEnd(text, date.length)
  return date
}

/** `23:59` as `23:59:00`. Source: Java `LocalTime.parse`, printed as `ISO_LOCAL_TIME`. @throws DateTextError */
export function readTime(text: string): string {
  const { length, ...time } = takeTime(text, text, 0)
  atEnd(text, length)
  return printTime(time)
}

/** `2024-05-06T07:08:09+02:00`. Source: Java `Instant.parse`. @throws DateTextError */
export function readInstant(text: string): IsoInstant {
  const date = takeDate(text, text)
  if (text[date.length]?.toUpperCase() !== 'T') throw notParsed(text, date.length)
  const from = date.length + 1
  const time = takeTime(text, text.slice(from), from)
  const offsetAt = from + time.length
  const offset = OFFSET.exec(text.slice(offsetAt))
  if (!offset) throw notParsed(text, offsetAt)
  atEnd(text, offsetAt + offset[0].length)
  const sign = offset[1] === '-' ? -1 : 1
  const offsetSeconds = sign * (Number(offset[2] ?? 0) * 3600 + Number(offset[3] ?? 0) * 60 + Number(offset[4] ?? 0))
  const day = Date.parse(`${date}T00:00:00Z`) / 1000
  return { epochSecond: day + time.hour * 3600 + time.minute * 60 + time.second - offsetSeconds, nano: time.nano }
}

/** An instant with six decimals, always, as Kestra's JSON has it. */
export const printMicros = ({ epochSecond, nano }: IsoInstant): string =>
  `${secondsText(epochSecond)}.${String(Math.floor(nano / 1000)).padStart(6, '0')}Z`

/** An instant with as many decimals as it needs, in threes. Source: Java `Instant.toString`. */
export function printInstant({ epochSecond, nano }: IsoInstant): string {
  const digits = String(nano).padStart(9, '0')
  const needed = nano === 0 ? 0 : nano % 1_000_000 === 0 ? 3 : nano % 1000 === 0 ? 6 : 9
  return `${secondsText(epochSecond)}${needed === 0 ? '' : `.${digits.slice(0, needed)}`}Z`
}

/** Seconds of an ISO duration. Source: Java `Duration.parse`. @throws DateTextError */
export function readDuration(text: string): number {
  const match = DURATION.exec(text)
  if (!match) throw new DateTextError('Text cannot be parsed to a Duration')
  const [, sign, days, hours, minutes, seconds, fraction = ''] = match
  const part = Number(`0.${fraction || '0'}`) * (seconds?.startsWith('-') ? -1 : 1)
  const total =
    Number(days ?? 0) * 86_400 + Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0) + part
  return sign === '-' ? -total : total
}

type Time = { readonly hour: number; readonly minute: number; readonly second: number; readonly nano: number }

function takeDate(whole: string, text: string): string {
  const match = DATE.exec(text)
  if (!match) throw notParsed(whole, firstBad(text, '0000-00-00'))
  const [date, year, month, day] = match
  inRange(whole, 'MonthOfYear', Number(month), 1, 12)
  inRange(whole, 'DayOfMonth', Number(day), 1, 31, '28/31')
  if (Number(day) > daysIn(Number(year), Number(month))) {
    const reason =
      Number(day) === 29
        ? `Invalid date 'February 29' as '${Number(year)}' is not a leap year`
        : `Invalid date '${MONTHS[Number(month) - 1]} ${Number(day)}'`
    throw new DateTextError(`Text '${whole}' could not be parsed: ${reason}`)
  }
  return date
}

function takeTime(whole: string, text: string, at: number): Time & { readonly length: number } {
  const match = TIME.exec(text)
  if (!match) throw notParsed(whole, at + firstBad(text, '00:00'))
  const [found, hour, minute, second = '0', fraction = ''] = match
  inRange(whole, 'HourOfDay', Number(hour), 0, 23)
  inRange(whole, 'MinuteOfHour', Number(minute), 0, 59)
  inRange(whole, 'SecondOfMinute', Number(second), 0, 59)
  return {
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    nano: Number(fraction.padEnd(9, '0')),
    length: found.length,
  }
}

function printTime({ hour, minute, second, nano }: Time): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const fraction = nano === 0 ? '' : `.${String(nano).padStart(9, '0').replace(/0+$/, '')}`
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}`
}

const secondsText = (epochSecond: number): string => new Date(epochSecond * 1000).toISOString().slice(0, -5)

const daysIn = (year: number, month: number): number => new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()

/** Index of the first character that is not a digit where `shape` has one, or not what `shape` has. */
function firstBad(text: string, shape: string): number {
  for (let at = 0; at < shape.length; at++) {
    const fits = shape[at] === '0' ? /\d/.test(text[at] ?? '') : text[at] === shape[at]
    // A run of digits that is too short is told at its beginning, as Java does.
    if (!fits) return shape[at] === '0' ? shape.slice(0, at).search(/0*$/) : at
  }
  return shape.length
}

function inRange(whole: string, field: string, value: number, least: number, most: number, shown = String(most)): void {
  if (value >= least && value <= most) return
  throw new DateTextError(
    `Text '${whole}' could not be parsed: Invalid value for ${field} (valid values ${least} - ${shown}): ${value}`,
  )
}

function atEnd(whole: string, at: number): void {
  if (at === whole.length) return
  throw new DateTextError(`Text '${whole}' could not be parsed, unparsed text found at index ${at}`)
}

const notParsed = (whole: string, at: number): DateTextError =>
  new DateTextError(`Text '${whole}' could not be parsed at index ${at}`)
