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
import { doubleText, entriesOf, isTagged, itemsOf, type TaggedValue } from '../../serde'
import type { TextFormat } from './textFormat'

/** Makes a function that writes a value as Java's `toString` and the given patterns do; undefined for null. */
export async function textWriter({
  dateFormat,
  timeFormat,
  dateTimeFormat,
  timeZoneId,
}: TextFormat): Promise<(value: unknown) => string | undefined> {
  const dates = DateTimeFormatter.ofPattern(dateFormat)
  const times = DateTimeFormatter.ofPattern(timeFormat)
  const dateTimes = DateTimeFormatter.ofPattern(dateTimeFormat)
  const zone = await zoneOf(timeZoneId)
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

/** The rules of the world's zones are large: they come when one is asked for. @throws Error of js-joda for no zone */
async function zoneOf(id: string): Promise<ZoneId> {
  if (/^(?:Etc\/)?(?:UTC|GMT)$/.test(id)) return ZoneId.of('UTC')
  await import('@js-joda/timezone')
  return ZoneId.of(id)
}
