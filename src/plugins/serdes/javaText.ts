import {
  DateTimeFormatter,
  Instant,
  LocalDate,
  LocalDateTime,
  LocalTime,
  OffsetDateTime,
  ZonedDateTime,
  ZoneId,
} from '@js-joda/core'
import '@js-joda/timezone'
import { doubleText, entriesOf, isTagged, itemsOf, type TaggedValue } from '../../serde'
import type { Properties, Values } from '../../task'
import { TIME_ZONE } from './properties'

/** Properties of tasks that write values as text. Source: Kestra `AbstractTextWriter`. */
export const TEXT_FORMAT = {
  dateFormat: { kind: 'string', dynamic: true, default: 'yyyy-MM-dd', title: 'How dates are written.' },
  timeFormat: { kind: 'string', dynamic: true, default: 'HH:mm:ss[XXX]', title: 'How times are written.' },
  dateTimeFormat: {
    kind: 'string',
    dynamic: true,
    default: "yyyy-MM-dd'T'HH:mm:ss.SSS[XXX]",
    title: 'How dates with a time are written.',
  },
  timeZoneId: TIME_ZONE,
} as const satisfies Properties

/** Makes a function that writes a value as Java's `toString` and the given patterns do; undefined for null. */
export function textWriter({
  dateFormat,
  timeFormat,
  dateTimeFormat,
  timeZoneId,
}: Values<typeof TEXT_FORMAT>): (value: unknown) => string | undefined {
  const dates = DateTimeFormatter.ofPattern(dateFormat)
  const times = DateTimeFormatter.ofPattern(timeFormat)
  const dateTimes = DateTimeFormatter.ofPattern(dateTimeFormat)
  const zone = ZoneId.of(timeZoneId === 'Etc/UTC' ? 'UTC' : timeZoneId)
  const utc = ZoneId.of('UTC')

  const taggedText = ({ $java, value }: TaggedValue): string => {
    const text = String(value)
    switch ($java) {
      case 'Instant':
      case 'Date':
        return Instant.parse(text).atZone(utc).format(dateTimes)
      case 'LocalDateTime':
        return LocalDateTime.parse(text).atZone(utc).format(dateTimes)
      case 'OffsetDateTime':
        return OffsetDateTime.parse(text).atZoneSameInstant(zone).format(dateTimes)
      case 'ZonedDateTime':
        return ZonedDateTime.parse(text).withZoneSameInstant(zone).format(dateTimes)
      case 'LocalDate':
        return LocalDate.parse(text).format(dates)
      case 'LocalTime':
        return LocalTime.parse(text).format(times)
      default:
        return text
    }
  }
  const write = (value: unknown): string => {
    if (value === null || value === undefined) return 'null'
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : doubleText(value)
    const items = itemsOf(value)
    if (items) return `[${items.map(write).join(', ')}]`
    const entries = entriesOf(value)
    if (entries) return `{${entries.map(([key, item]) => `${key}=${write(item)}`).join(', ')}}`
    return isTagged(value) ? taggedText(value) : String(value)
  }
  return value => (value === null || value === undefined ? undefined : write(value))
}
