import type { Dialect } from './plain'
import type { JavaTime } from './value'

const TIME = /^(\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?/

/** ISO text as Java's `toString()` writes it: no seconds when zero, a fraction of 3, 6 or 9 digits, `Z` for +00:00. */
export function canonicalText({ kind, text }: JavaTime): string {
  switch (kind) {
    case 'LocalTime':
      return canonicalTime(text, false)
    case 'ZonedDateTime':
      return canonicalDateTime(atZone(text), false)
    case 'LocalDateTime':
    case 'OffsetDateTime':
    case 'Instant':
      return canonicalDateTime(text, kind === 'Instant')
    default:
      return text
  }
}

function canonicalDateTime(text: string, withSeconds: boolean): string {
  const at = text.indexOf('T')
  return at === -1 ? text : text.slice(0, at + 1) + canonicalTime(text.slice(at + 1), withSeconds)
}

/** `2024-03-05T07:08:09+02:00[Europe/Paris]` as its zone has it, `2024-03-05T06:08:09+01:00[Europe/Paris]`. */
function atZone(text: string): string {
  const match = /^(.*?)(Z|[+-]\d\d:\d\d(?::\d\d)?)\[(\w+\/[\w/+-]+)\]$/.exec(text)
  const nanos = match ? epochNanos(text) : undefined
  if (!match || nanos === undefined) return text
  const [, , offset = '', zone = ''] = match
  const actual = zoneOffset(zone, Number(nanos / 1_000_000n))
  if (actual === undefined || actual === offsetSeconds(offset)) return text
  const { seconds, fraction } = utcParts(nanos + BigInt(actual) * 1_000_000_000n)
  return `${seconds}.${fraction}${offsetText(actual)}[${zone}]`
}

function offsetText(seconds: number): string {
  const size = Math.abs(seconds)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`
  return `${seconds < 0 ? '-' : '+'}${two(size / 3600)}:${two((size / 60) % 60)}${rest}`
}

/** The offset of a region at a time, in seconds. Undefined for a region the browser does not know. */
function zoneOffset(zone: string, millis: number): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(millis)
    const name = parts.find(part => part.type === 'timeZoneName')?.value ?? ''
    const match = /^GMT(?:([+-]\d\d:\d\d(?::\d\d)?))?$/.exec(name)
    return match ? offsetSeconds(match[1] ?? 'Z') : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function canonicalTime(text: string, withSeconds: boolean): string {
  const match = TIME.exec(text)
  if (!match) return text
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  const digits = fraction === '' ? 0 : Math.ceil(fraction.length / 3) * 3
  const seconds = match[2] ?? '00'
  const showSeconds = withSeconds || seconds !== '00' || digits > 0
  const time = `${match[1]}${showSeconds ? `:${seconds}` : ''}${digits > 0 ? `.${fraction.padEnd(digits, '0')}` : ''}`
  return time + text.slice(match[0].length).replace(/^[+-]00:?00(?![:\d])/, 'Z')
}

const INSTANT = /^([+-]?\d{4,9})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d(?::\d\d)?)/

/** Nanoseconds since 1970 of a text with an offset; undefined for any other text. */
export function epochNanos(text: string): bigint | undefined {
  const match = INSTANT.exec(text)
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '0', fraction = '', offset = 'Z'] = match
  const utc = new Date(0)
  utc.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  utc.setUTCHours(Number(hour), Number(minute), Number(second))
  const millis = BigInt(utc.getTime()) - BigInt(offsetSeconds(offset)) * 1000n
  return millis * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}

function offsetSeconds(offset: string): number {
  if (offset === 'Z') return 0
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

/** `2024-03-05T05:08:09` and the nanoseconds within the second, in UTC. */
function utcParts(nanos: bigint): { readonly seconds: string; readonly fraction: string } {
  const inSecond = ((nanos % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n
  const millis = Number((nanos - inSecond) / 1_000_000n)
  const iso = new Date(millis).toISOString()
  return { seconds: iso.slice(0, iso.indexOf('.')), fraction: inSecond.toString().padStart(9, '0') }
}

/** An instant in UTC with so many decimals. */
export function utcText(nanos: bigint, decimals: number): string {
  const { seconds, fraction } = utcParts(nanos)
  return `${seconds}.${fraction.slice(0, decimals)}Z`
}

/**
 * What Jackson writes for a date inside JSON, without quotes; a Duration is a number.
 * Source: Kestra `JacksonMapper`: 2.0 writes Instant and ZonedDateTime with six decimals, 1.3 as they are.
 */
export function jsonTime(time: JavaTime, dialect: Dialect): { readonly text: string; readonly quoted: boolean } {
  const text = canonicalText(time)
  switch (time.kind) {
    case 'Duration':
      return { text: durationSeconds(text), quoted: false }
    case 'LocalDateTime':
    case 'LocalTime':
      return { text: /\d\d:\d\d$/.test(text) && !/\d\d:\d\d:\d\d/.test(text) ? `${text}:00` : text, quoted: true }
    case 'Date': {
      const nanos = epochNanos(text)
      if (nanos === undefined) return { text, quoted: true }
      const { seconds, fraction } = utcParts(nanos)
      return { text: `${seconds}.${fraction.slice(0, 3)}+00:00`, quoted: true }
    }
    case 'Instant':
    case 'ZonedDateTime':
    case 'OffsetDateTime': {
      const nanos = epochNanos(text)
      if (nanos === undefined) return { text, quoted: true }
      const { seconds, fraction } = utcParts(nanos)
      if (dialect === '2.0' && time.kind !== 'OffsetDateTime')
        return { text: `${seconds}.${fraction.slice(0, 6)}Z`, quoted: true }
      const short = fraction.replace(/0+$/, '')
      const digits = Math.ceil(short.length / 3) * 3
      return { text: `${seconds}${digits === 0 ? '' : `.${short.padEnd(digits, '0')}`}Z`, quoted: true }
    }
    case 'LocalDate':
      return { text, quoted: true }
  }
}

const DURATION = /^(-)?P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?)(\d+)(?:\.(\d+))?S)?)?$/i

/** `PT1H30M` as `5400.000000000`. */
function durationSeconds(text: string): string {
  const match = DURATION.exec(text)
  if (!match) return text
  const [, negative, days = '0', hours = '0', minutes = '0', sign = '', seconds = '0', fraction = ''] = match
  const part = BigInt(seconds) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9))
  const whole = (BigInt(days) * 86400n + BigInt(hours) * 3600n + BigInt(minutes) * 60n) * 1_000_000_000n
  const total = (whole + (sign === '-' ? -part : part)) * (negative === undefined ? 1n : -1n)
  const size = total < 0n ? -total : total
  return `${total < 0n ? '-' : ''}${size / 1_000_000_000n}.${(size % 1_000_000_000n).toString().padStart(9, '0')}`
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `java.util.Date.toString()` in UTC: `Tue Mar 05 07:08:09 UTC 2024`. */
export function dateText(text: string): string {
  const nanos = epochNanos(text)
  if (nanos === undefined) return text
  const date = new Date(Number(nanos / 1_000_000n))
  const two = (value: number): string => String(value).padStart(2, '0')
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
  const day = `${DAYS[date.getUTCDay()]} ${MONTHS[date.getUTCMonth()]} ${two(date.getUTCDate())}`
  return `${day} ${time} UTC ${date.getUTCFullYear()}`
}
