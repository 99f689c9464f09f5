import { Instant, LocalTime, OffsetDateTime, type ZonedDateTime } from '@js-joda/core'
import {
  ISO_LOCAL_DATE,
  ISO_LOCAL_DATE_TIME,
  ISO_LOCAL_TIME,
  ISO_OFFSET_DATE_TIME,
  ISO_ZONED_DATE_TIME,
} from './dateFormats'
import { parseLocalDate, parseLocalDateTime, parseWhole, parseZonedDateTime } from './dateParse'
import { compileDatePattern } from './datePattern'
import { printDate } from './datePrint'
import { durationToDecimalSeconds, durationToString, parseDuration } from './durations'
import { zoneOf } from './zones'

/** The classes of java.time (and java.util.Date) that a variable can hold. */
export type TemporalKind =
  | 'ZonedDateTime'
  | 'OffsetDateTime'
  | 'LocalDateTime'
  | 'LocalDate'
  | 'LocalTime'
  | 'Instant'
  | 'Date'
  | 'Duration'

/** A date, time or duration as its Java class and its ISO text; a Date's text is that of its Instant. */
export interface Temporal {
  readonly kind: TemporalKind
  readonly text: string
}

/** Fully qualified Java class names. */
export function temporalClassName(kind: TemporalKind): string {
  return kind === 'Date' ? 'java.util.Date' : `java.time.${kind}`
}

/**
 * Java's `toString()` of the object: no seconds when they are zero, the fraction in groups of three digits, a Date as
 * `Tue Mar 05 07:08:09 UTC 2024`.
 * @throws JavaError DateTimeParseException when the text is not of its kind
 */
export function temporalToString({ kind, text }: Temporal): string {
  switch (kind) {
    case 'ZonedDateTime':
      return parseZonedDateTime(text, ISO_ZONED_DATE_TIME, 'und').toString()
    case 'OffsetDateTime':
      return readOffsetDateTime(text).toString()
    case 'LocalDateTime':
      return parseLocalDateTime(text, ISO_LOCAL_DATE_TIME, 'und').toString()
    case 'LocalDate':
      return parseLocalDate(text, ISO_LOCAL_DATE, 'und').toString()
    case 'LocalTime':
      return readLocalTime(text).toString()
    case 'Instant':
      return readInstant(text).toString()
    case 'Date':
      return printDate(dateToString, readInstant(text).atZone(zoneOf('UTC')), 'en-US')
    case 'Duration':
      return durationToString(parseDuration(text))
  }
}

const dateToString = compileDatePattern('EEE MMM dd HH:mm:ss zzz yyyy')

/**
 * What Kestra's JSON has for the object, as JSON text: in 2.0 instants with six decimals, in 1.3 as they print;
 * a Duration is a number of seconds.
 */
export function temporalToJson(temporal: Temporal, dialect: '1.3' | '2.0'): string {
  const { kind, text } = temporal
  switch (kind) {
    case 'ZonedDateTime':
      return JSON.stringify(
        instantJson(parseZonedDateTime(text, ISO_ZONED_DATE_TIME, 'und').toInstant(), dialect === '2.0'),
      )
    case 'Instant':
      return JSON.stringify(instantJson(readInstant(text), dialect === '2.0'))
    case 'OffsetDateTime':
      return JSON.stringify(instantJson(readOffsetDateTime(text).toInstant(), false))
    case 'Date':
      return JSON.stringify(printDate(jacksonDate, readInstant(text).atZone(zoneOf('UTC')), 'en-US'))
    case 'LocalDateTime':
      return JSON.stringify(printLocal(ISO_LOCAL_DATE_TIME, parseLocalDateTime(text, ISO_LOCAL_DATE_TIME, 'und')))
    case 'LocalTime':
      return JSON.stringify(
        printLocal(ISO_LOCAL_TIME, readLocalTime(text).atDate(parseLocalDate('2000-01-01', ISO_LOCAL_DATE, 'und'))),
      )
    case 'LocalDate':
      return JSON.stringify(temporalToString(temporal))
    case 'Duration':
      return durationToDecimalSeconds(parseDuration(text))
  }
}

const jacksonDate = compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx")
const sixDecimals = compileDatePattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX")

function instantJson(instant: Instant, six: boolean): string {
  return six ? printDate(sixDecimals, instant.atZone(zoneOf('UTC')), 'en-US') : instant.toString()
}

function printLocal(formatter: typeof ISO_LOCAL_TIME, local: ReturnType<typeof parseLocalDateTime>): string {
  return printDate(formatter, local.atZone(zoneOf('UTC')), 'en-US')
}

/** `Instant.parse(text)`; since Java 12 an offset may stand in place of `Z`. */
export function readInstant(text: string): Instant {
  return readOffsetDateTime(text).toInstant()
}

function readOffsetDateTime(text: string): OffsetDateTime {
  const zoned: ZonedDateTime = parseZonedDateTime(text, ISO_OFFSET_DATE_TIME, 'und')
  return OffsetDateTime.ofInstant(zoned.toInstant(), zoned.offset())
}

function readLocalTime(text: string): LocalTime {
  return parseWhole(text, ISO_LOCAL_TIME, 'und').time ?? LocalTime.MIDNIGHT
}

/** The instant at `nanos` nanoseconds since 1970. */
export function instantOfNanos(nanos: bigint): Temporal {
  const second = 1_000_000_000n
  const nano = ((nanos % second) + second) % second
  return { kind: 'Instant', text: Instant.ofEpochSecond(Number((nanos - nano) / second), Number(nano)).toString() }
}
