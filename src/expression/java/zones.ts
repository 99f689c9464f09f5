import { ZoneId, ZoneOffset, ZoneRulesProvider } from '@js-joda/core'
import { JavaError } from './javaError'

/** A region such as Europe/Paris was asked for before `loadZones()` was done: load, then evaluate again. */
export class ZonesNeeded extends Error {
  readonly zone: string

  constructor(zone: string) {
    super(`the time zone ${zone} needs the zone rules, which are not loaded yet`)
    this.name = 'ZonesNeeded'
    this.zone = zone
  }
}

/** Loads the rules of all regions. UTC, GMT and offsets work without. */
export async function loadZones(): Promise<void> {
  await import('@js-joda/timezone')
}

/** Whether `loadZones()` is done, so that `zoneOf` never throws ZonesNeeded. */
export function zonesLoaded(): boolean {
  try {
    ZoneRulesProvider.getRules('Europe/Paris')
    return true
  } catch {
    // js-joda's own provider throws for every region until the rules are imported.
    return false
  }
}

const fixedRegions = ['UTC', 'GMT', 'UT']

/**
 * `ZoneId.of(id)`: `Z`, `+02:00` and its shorter forms, `UTC+2`, or a region.
 * @throws JavaError ZoneRulesException for an unknown region, DateTimeException for what is no zone id at all
 * @throws ZonesNeeded for a region while the rules are not loaded
 */
export function zoneOf(id: string): ZoneId {
  if (id === 'Z') return ZoneOffset.UTC
  if (id.length === 1) throw dateTimeError(`Invalid zone: ${id}`)
  if (/^[+-]/.test(id)) return offsetOf(id)
  const prefixed = /^(UTC|GMT|UT)([+-].*)?$/.exec(id)
  if (prefixed?.[2]) return prefixedOffset(prefixed[1] ?? '', prefixed[2], id)
  if (fixedRegions.includes(id)) return ZoneId.of(id)
  if (!/^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(id)) {
    throw dateTimeError(`Invalid ID for region-based ZoneId, invalid format: ${id}`)
  }
  if (!zonesLoaded()) throw new ZonesNeeded(id)
  return regionOf(id)
}

function regionOf(id: string): ZoneId {
  if (!ZoneRulesProvider.getAvailableZoneIds().includes(id)) {
    throw new JavaError('java.time.zone.ZoneRulesException', `Unknown time-zone ID: ${id}`)
  }
  return ZoneId.of(id)
}

function prefixedOffset(prefix: string, rest: string, id: string): ZoneId {
  try {
    const offset = offsetOf(rest)
    return offset.totalSeconds() === 0 ? ZoneId.of(prefix) : ZoneId.of(`${prefix}${offset.id()}`)
  } catch (error) {
    if (error instanceof JavaError) throw dateTimeError(`Invalid ID for offset-based ZoneId: ${id}`)
    throw error
  }
}

/**
 * `ZoneOffset.of(id)`: `+h`, `+hh`, `+hh:mm`, `+hhmm`, `+hh:mm:ss`, `+hhmmss`.
 * @throws JavaError DateTimeException in Java's words
 */
export function offsetOf(id: string): ZoneOffset {
  if (id === 'Z') return ZoneOffset.UTC
  const match = /^([+-])(?:(\d)|(\d\d)(?:(\d\d)(\d\d)?|:(\d\d)(?::(\d\d))?)?)$/.exec(id)
  if (!match) throw dateTimeError(`Invalid ID for ZoneOffset, invalid format: ${id}`)
  const hours = Number(match[2] ?? match[3])
  const minutes = Number(match[4] ?? match[6] ?? 0)
  const seconds = Number(match[5] ?? match[7] ?? 0)
  const sign = match[1] === '-' ? -1 : 1
  checkOffset(hours, minutes, seconds, sign)
  return ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60 + seconds))
}

function checkOffset(hours: number, minutes: number, seconds: number, sign: number): void {
  if (hours > 18) {
    throw dateTimeError(`Zone offset hours not in valid range: value ${sign * hours} is not in the range -18 to 18`)
  }
  if (minutes > 59) {
    throw dateTimeError(`Zone offset minutes not in valid range: value ${sign * minutes} is not in the range -59 to 59`)
  }
  if (seconds > 59) {
    throw dateTimeError(`Zone offset seconds not in valid range: value ${sign * seconds} is not in the range -59 to 59`)
  }
  if (hours === 18 && minutes + seconds > 0) throw dateTimeError('Zone offset not in valid range: -18:00 to +18:00')
}

function dateTimeError(message: string): JavaError {
  return new JavaError('java.time.DateTimeException', message)
}
