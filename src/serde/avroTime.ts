import { type TaggedValue, tagged } from './value'

const DAY = 86_400_000

/** Units of a second in the logical types of times. */
const UNITS: Readonly<Record<string, bigint>> = {
  'timestamp-millis': 1_000n,
  'timestamp-micros': 1_000_000n,
  'timestamp-nanos': 1_000_000_000n,
  'local-timestamp-millis': 1_000n,
  'local-timestamp-micros': 1_000_000n,
  'local-timestamp-nanos': 1_000_000_000n,
  'time-millis': 1_000n,
  'time-micros': 1_000_000n,
}

/** The value that a number of a logical type stands for; undefined where the type is no date or time. */
export function timeValue(count: bigint, logical: string | undefined): TaggedValue | undefined {
  if (logical === 'date') return tagged('LocalDate', new Date(Number(count) * DAY).toISOString().slice(0, 10))
  const unit = logical === undefined ? undefined : UNITS[logical]
  if (logical === undefined || unit === undefined) return undefined
  const text = dateTime(count, unit)
  if (logical.startsWith('time-')) return tagged('LocalTime', text.slice('1970-01-01T'.length))
  return logical.startsWith('local-') ? tagged('LocalDateTime', text) : tagged('Instant', `${text}Z`)
}

/** The number of a logical type that a value stands for; undefined where it is no such value. */
export function timeNumber(value: unknown, text: string, logical: string): bigint | undefined {
  const written = text.replace(/\[[^\]]*\]$/, '').replace(/(T\d\d:\d\d(?::\d\d)?(?:\.\d+)?)$/, '$1Z')
  if (logical === 'date') {
    const milliseconds = Date.parse(written.slice(0, 10))
    return Number.isNaN(milliseconds) ? undefined : BigInt(Math.floor(milliseconds / DAY))
  }
  const unit = UNITS[logical]
  if (unit === undefined || typeof value === 'number') return undefined
  const [, whole = '', fraction = '', zone = ''] =
    /^(.*?\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?$/.exec(
      logical.startsWith('time-') ? `1970-01-01T${written}` : written,
    ) ?? []
  const milliseconds = Date.parse(`${whole}${zone || 'Z'}`)
  if (Number.isNaN(milliseconds)) return undefined
  const digits = String(unit).length - 1
  return (BigInt(milliseconds) / 1000n) * unit + BigInt(fraction.padEnd(digits, '0').slice(0, digits) || '0')
}

/** A count of units since 1970 as `2024-05-06T07:08:09.123`, with as many digits as it needs in threes. */
function dateTime(count: bigint, unit: bigint): string {
  const part = ((count % unit) + unit) % unit
  const seconds = (count - part) / unit
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  if (part === 0n) return whole
  const digits = String(part).padStart(String(unit).length - 1, '0')
  return `${whole}.${digits.replace(/(?:000)+$/, '')}`
}
