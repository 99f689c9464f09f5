import { type ZoneId, ZoneOffset } from '@js-joda/core'
import type { DatePart } from './dateParts'
import { JavaError } from './javaError'
import { zoneOf } from './zones'

/** What a text has said about its zone so far. */
export interface ReadZone {
  offset?: ZoneOffset
  zone?: ZoneId
}

/** Each of these returns where reading goes on, or the complement (`~`) of where it failed. */
type Position = number

const strictOffsets = {
  '+HH': /^([+-])(\d\d)/,
  '+HHmm': /^([+-])(\d\d)(\d\d)?/,
  '+HHMM': /^([+-])(\d\d)(\d\d)/,
  '+HH:MM': /^([+-])(\d\d):(\d\d)/,
  '+HHMMss': /^([+-])(\d\d)(\d\d)(\d\d)?/,
  '+HH:MM:ss': /^([+-])(\d\d):(\d\d)(?::(\d\d))?/,
} as const

const lenientOffset = /^([+-])(\d\d?)(?::?(\d\d)(?::?(\d\d))?)?/

/** Reads an offset such as `+02:00`, or the text that stands for none. */
export function offsetAt(
  part: Extract<DatePart, { kind: 'offset' }>,
  text: string,
  at: Position,
  into: ReadZone,
  caseSensitive: boolean,
): Position {
  const zero = text.slice(at, at + part.zero.length)
  if (zero === part.zero || (!caseSensitive && zero.toUpperCase() === part.zero.toUpperCase())) {
    into.offset = ZoneOffset.UTC
    return at + part.zero.length
  }
  const match = (part.lenient ? lenientOffset : strictOffsets[part.pattern]).exec(text.slice(at))
  if (!match) return ~at
  const [hours, minutes, seconds] = [match[2], match[3], match[4]].map(digits => Number(digits ?? 0))
  if ((minutes ?? 0) > 59 || (seconds ?? 0) > 59) return ~at
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)
  if (total > 18 * 3600) {
    throw new JavaError('java.time.DateTimeException', 'Zone offset not in valid range: -18:00 to +18:00')
  }
  into.offset = ZoneOffset.ofTotalSeconds(match[1] === '-' ? -total : total)
  return at + match[0].length
}

/** Reads `GMT`, `GMT+8`, `GMT+08:30`. */
export function localizedOffsetAt(text: string, at: Position, into: ReadZone): Position {
  const match = /^(?:GMT|UTC)(?:([+-])(\d\d?)(?::(\d\d))?(?::(\d\d))?)?/.exec(text.slice(at))
  if (!match) return ~at
  const total = Number(match[2] ?? 0) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0)
  into.offset = ZoneOffset.ofTotalSeconds(match[1] === '-' ? -total : total)
  return at + match[0].length
}

/** Reads a zone id: an offset, `Z`, `UTC+2` or the longest region that fits. */
export function zoneIdAt(text: string, at: Position, into: ReadZone): Position {
  const match = /^(?:[+-][\d:]+|[A-Za-z][A-Za-z0-9~/._+-]*)/.exec(text.slice(at))
  if (!match) return ~at
  for (let length = match[0].length; length > 0; length--) {
    const zone = knownZone(match[0].slice(0, length))
    if (!zone) continue
    into.zone = zone
    return at + length
  }
  return ~at
}

function knownZone(id: string): ZoneId | undefined {
  try {
    return zoneOf(id)
  } catch (error) {
    if (error instanceof JavaError) return undefined
    throw error
  }
}

/** The region that Java takes for a zone's short name. */
const regionsByName: Readonly<Record<string, string>> = {
  UTC: 'UTC',
  GMT: 'GMT',
  CET: 'Europe/Paris',
  CEST: 'Europe/Paris',
  EET: 'Europe/Bucharest',
  EEST: 'Europe/Bucharest',
  WET: 'Europe/Lisbon',
  WEST: 'Europe/Lisbon',
  BST: 'Europe/London',
  MSK: 'Europe/Moscow',
  EST: 'America/New_York',
  EDT: 'America/New_York',
  CST: 'America/Chicago',
  CDT: 'America/Chicago',
  MST: 'America/Denver',
  MDT: 'America/Denver',
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  JST: 'Asia/Tokyo',
  KST: 'Asia/Seoul',
  IST: 'Asia/Kolkata',
  SGT: 'Asia/Singapore',
  HKT: 'Asia/Hong_Kong',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
  AWST: 'Australia/Perth',
  NZST: 'Pacific/Auckland',
  NZDT: 'Pacific/Auckland',
}

/** Reads a zone's short name or id, as `z` does. */
export function zoneTextAt(text: string, at: Position, into: ReadZone): Position {
  const name = /^[A-Z]{3,5}\b/.exec(text.slice(at))?.[0]
  const region = name === undefined || /^[+-]/.test(text.slice(at + name.length)) ? undefined : regionsByName[name]
  if (name === undefined || region === undefined) return zoneIdAt(text, at, into)
  into.zone = zoneOf(region)
  return at + name.length
}
