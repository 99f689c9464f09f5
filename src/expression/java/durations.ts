import { Duration, Period } from '@js-joda/core'
import { JavaError } from './javaError'

/**
 * `Duration.parse(text)`: `PT1H30M`, `P2DT-3.5S`, case does not matter.
 * @throws JavaError DateTimeParseException in Java's words
 */
export function parseDuration(text: string): Duration {
  const match =
    /^([-+]?)P(?:([-+]?\d+)D)?(T(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+)(?:[.,](\d{0,9}))?S)?)?$/i.exec(text)
  if (!match || match.slice(2).every(part => part === undefined) || match[3]?.length === 1) {
    throw new JavaError('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Duration')
  }
  const [days, hours, minutes, seconds] = [match[2], match[4], match[5], match[6]].map(part => Number(part ?? 0))
  const nanos = Number((match[7] ?? '').padEnd(9, '0')) * (match[6]?.startsWith('-') ? -1 : 1)
  const whole = ((days ?? 0) * 24 + (hours ?? 0)) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  const duration = Duration.ofSeconds(whole, nanos)
  return match[1] === '-' ? duration.negated() : duration
}

/** `Duration.toString()`: hours, minutes and seconds, never days; `PT0S`. */
export function durationToString(duration: Duration): string {
  const total = nanosOf(duration)
  if (total === 0n) return 'PT0S'
  const seconds = total / 1_000_000_000n
  const nanos = total % 1_000_000_000n
  const hours = seconds / 3600n
  const minutes = (seconds % 3600n) / 60n
  const rest = seconds % 60n
  const text = `PT${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`
  if (rest === 0n && nanos === 0n) return text
  const negative = rest < 0n || nanos < 0n
  const fraction = nanos === 0n ? '' : `.${absolute(nanos).toString().padStart(9, '0').replace(/0+$/, '')}`
  return `${text}${negative ? '-' : ''}${absolute(rest)}${fraction}S`
}

/** Seconds with nine decimals, the number Kestra's JSON has for a Duration: `5400.000000000`. */
export function durationToDecimalSeconds(duration: Duration): string {
  const total = nanosOf(duration)
  const size = absolute(total)
  const fraction = (size % 1_000_000_000n).toString().padStart(9, '0')
  return `${total < 0n ? '-' : ''}${size / 1_000_000_000n}.${fraction}`
}

/** A duration's length in milliseconds, for timers. */
export function durationToMillis(duration: Duration): number {
  return Number(nanosOf(duration)) / 1_000_000
}

/**
 * `Period.parse(text)` printed by `Period.toString()`; weeks become days.
 * @throws JavaError DateTimeParseException in Java's words
 */
export function canonicalPeriod(text: string): string {
  if (!/^[-+]?P(?=.)(?:[-+]?\d+Y)?(?:[-+]?\d+M)?(?:[-+]?\d+W)?(?:[-+]?\d+D)?$/i.test(text)) {
    throw new JavaError('java.time.format.DateTimeParseException', 'Text cannot be parsed to a Period')
  }
  return Period.parse(text).toString()
}

function nanosOf(duration: Duration): bigint {
  return BigInt(duration.seconds()) * 1_000_000_000n + BigInt(duration.nano())
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value
}
