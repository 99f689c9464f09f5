import type { TaggedValue } from '../../serde'

/** A moment of UTC in a zone: `2024-05-06T07:08:09Z[UTC]` → `2024-05-06T09:08:09+02:00[Europe/Paris]`. */
export function inZone(value: TaggedValue, zone: string | undefined): TaggedValue {
  if (zone === undefined || zone === 'UTC') return value
  const [, date = '', fraction = ''] = /^([^.Z]*)(\.\d+)?Z/.exec(String(value.value)) ?? []
  const moment = Date.parse(`${date}Z`)
  const offset = offsetOf(moment, zone)
  const local = new Date(moment + offset * 60_000).toISOString().slice(0, 19)
  return { $java: 'ZonedDateTime', value: `${local}${fraction}${offsetText(offset)}[${zone}]` }
}

/** Minutes that a zone is ahead of UTC at a moment. */
function offsetOf(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(moment)
  const part = (type: string): number => Number(parts.find(other => other.type === type)?.value)
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
  return Math.round((there - moment) / 60_000)
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z'
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
