import { type LocalDate, type LocalDateTime, ZonedDateTime } from '@js-joda/core'
import { fieldNames } from './dateNames'
import type { DateField, DateFormatter, DatePart, NamedField } from './dateParts'
import { type Parsed, parsedToString, resolveFields } from './dateResolve'
import { JavaError } from './javaError'
import { localizedOffsetAt, offsetAt, type ReadZone, zoneIdAt, zoneTextAt } from './offsetParse'
import { Unsupported } from './unsupported'

/**
 * `ZonedDateTime.parse(text, formatter)`.
 * @param tag BCP 47 tag of the language of names
 * @throws JavaError DateTimeParseException in Java's words
 * @throws ZonesNeeded for a text with a region while the zone rules are not loaded
 */
export function parseZonedDateTime(text: string, formatter: DateFormatter, tag: string): ZonedDateTime {
  const parsed = parseWhole(text, formatter, tag)
  const zone = parsed.zone ?? parsed.offset
  if (!zone || !parsed.date || !parsed.time) throw unobtainable(text, 'ZonedDateTime', parsed)
  const local = parsed.date.atTime(parsed.time)
  return parsed.offset
    ? ZonedDateTime.ofInstant(local.toInstant(parsed.offset), zone)
    : ZonedDateTime.of(parsed.date, parsed.time, zone)
}

/** `LocalDateTime.parse(text, formatter)`. Throws as `parseZonedDateTime` does. */
export function parseLocalDateTime(text: string, formatter: DateFormatter, tag: string): LocalDateTime {
  const parsed = parseWhole(text, formatter, tag)
  if (!parsed.date || !parsed.time) throw unobtainable(text, 'LocalDateTime', parsed)
  return parsed.date.atTime(parsed.time)
}

/** `LocalDate.parse(text, formatter)`. Throws as `parseZonedDateTime` does. */
export function parseLocalDate(text: string, formatter: DateFormatter, tag: string): LocalDate {
  const parsed = parseWhole(text, formatter, tag)
  if (!parsed.date) throw unobtainable(text, 'LocalDate', parsed)
  return parsed.date
}

/** Whether an error says that a text is no date, as opposed to a broken pattern. */
export function isDateParseError(error: unknown): error is JavaError {
  return error instanceof JavaError && error.javaClass === 'java.time.format.DateTimeParseException'
}

/** The date and time fields of a text, put together as far as they go. */
export function parseWhole(text: string, formatter: DateFormatter, tag: string): Parsed {
  const reading: Reading = { text, tag, caseSensitive: formatter.caseSensitive, fields: new Map(), zone: {} }
  const end = readParts(linkAdjacent(formatter.parts), reading, 0)
  if (end < 0) throw parseError(text, ` could not be parsed at index ${~end}`)
  if (end < text.length) throw parseError(text, ` could not be parsed, unparsed text found at index ${end}`)
  try {
    return resolveFields(reading.fields, reading.zone, formatter.resolver, tag)
  } catch (error) {
    if (error instanceof JavaError) throw parseError(text, ` could not be parsed: ${error.message}`)
    throw error
  }
}

function unobtainable(text: string, type: string, parsed: Parsed): JavaError {
  const accessor = `${parsedToString(parsed)} of type java.time.format.Parsed`
  return parseError(text, ` could not be parsed: Unable to obtain ${type} from TemporalAccessor: ${accessor}`)
}

function parseError(text: string, complaint: string): JavaError {
  const shown = text.length > 64 ? `${text.slice(0, 64)}...` : text
  return new JavaError('java.time.format.DateTimeParseException', `Text '${shown}'${complaint}`)
}

interface Reading {
  readonly text: string
  readonly tag: string
  readonly caseSensitive: boolean
  fields: Map<DateField, number>
  zone: ReadZone
}

/** A number part and how many digits the numbers right behind it need: `yyyyMMdd` leaves four to `MMdd`. */
type LinkedPart = DatePart & { readonly reserved?: number; readonly fixed?: boolean }

function linkAdjacent(parts: readonly DatePart[]): readonly LinkedPart[] {
  const linked: LinkedPart[] = []
  let head = -1
  for (const part of parts) {
    const width = fixedWidth(part)
    if (width === undefined && part.kind !== 'number') {
      head = -1
      linked.push(part)
      continue
    }
    if (head < 0) {
      head = linked.length
      linked.push(part)
    } else if (width !== undefined) {
      const base = linked[head] as LinkedPart
      linked[head] = { ...base, reserved: (base.reserved ?? 0) + width }
      linked.push({ ...part, fixed: true })
    } else {
      linked[head] = { ...(linked[head] as LinkedPart), fixed: true }
      head = linked.length
      linked.push(part)
    }
  }
  return linked
}

function fixedWidth(part: DatePart): number | undefined {
  if (part.kind === 'reduced') return 2
  if (part.kind === 'fraction' && part.min === part.max && !part.point) return part.min
  return part.kind === 'number' && part.min === part.max && part.sign === 'notNegative' ? part.min : undefined
}

/** Where reading went on, or the complement (`~`) of where it failed. */
type Position = number

function readParts(parts: readonly LinkedPart[], reading: Reading, start: Position): Position {
  let at = start
  for (const part of parts) {
    at = readPart(part, reading, at)
    if (at < 0) return at
  }
  return at
}

function readPart(part: LinkedPart, reading: Reading, at: Position): Position {
  switch (part.kind) {
    case 'literal':
      return startsWith(reading, part.text, at) ? at + part.text.length : ~at
    case 'number':
      return readNumber(part, reading, at)
    case 'reduced':
      return readReduced(part, reading, at)
    case 'fraction':
      return readFraction(part, reading, at)
    case 'text':
      return readText(part.field, part, reading, at)
    case 'offset':
      return offsetAt(part, reading.text, at, reading.zone, reading.caseSensitive)
    case 'localizedOffset':
      return localizedOffsetAt(reading.text, at, reading.zone)
    case 'zoneId':
      return zoneIdAt(reading.text, at, reading.zone)
    case 'zoneText':
      return zoneTextAt(reading.text, at, reading.zone)
    case 'optional':
      return readOptional(part.parts, reading, at)
    case 'pad':
      return readPadded(part, reading, at)
    case 'instant':
      throw new Unsupported('reading a date by the format iso_instant')
    case 'style':
      throw new Unsupported(`reading a date by the style ${part.style}`)
  }
}

function startsWith({ text, caseSensitive }: Reading, wanted: string, at: Position): boolean {
  const found = text.slice(at, at + wanted.length)
  return found === wanted || (!caseSensitive && found.toUpperCase() === wanted.toUpperCase())
}

function readOptional(parts: readonly DatePart[], reading: Reading, at: Position): Position {
  const before = { fields: new Map(reading.fields), zone: { ...reading.zone } }
  const end = readParts(linkAdjacent(parts), reading, at)
  if (end >= 0) return end
  reading.fields = before.fields
  reading.zone = before.zone
  return at
}

function readPadded(part: Extract<DatePart, { kind: 'pad' }>, reading: Reading, at: Position): Position {
  const end = at + part.width
  if (end > reading.text.length) return ~at
  let start = at
  while (start < end && reading.text[start] === ' ') start++
  const inner: Reading = { ...reading, text: reading.text.slice(0, end) }
  const reached = readPart(part.part, inner, start)
  reading.fields = inner.fields
  return reached === end ? end : ~start
}

function readNumber(part: Extract<LinkedPart, { kind: 'number' }>, reading: Reading, begin: Position): Position {
  const { text } = reading
  const sign = text[begin]
  if (sign === undefined) return ~begin
  if (sign === '+' && part.sign !== 'exceedsPad') return ~begin
  if (sign === '-' && part.sign === 'notNegative') return ~begin
  const signed = sign === '+' || sign === '-'
  const start = signed ? begin + 1 : begin
  const end = endOfDigits(text, start, part.min, part.max, part.reserved ?? 0)
  if (end < 0) return end
  const value = Number(text.slice(start, end))
  if (sign === '-' && value === 0) return ~begin
  if (part.sign === 'exceedsPad') {
    if (sign === '+' && end - start <= part.min) return ~begin
    if (!signed && end - start > part.min) return ~start
  }
  return put(reading, part.field, sign === '-' ? -value : value, begin, end)
}

function readReduced(part: Extract<LinkedPart, { kind: 'reduced' }>, reading: Reading, start: Position): Position {
  if (start >= reading.text.length) return ~start
  const end = endOfDigits(reading.text, start, 2, 2, part.reserved ?? 0)
  if (end < 0) return end
  return put(reading, part.field, 2000 + Number(reading.text.slice(start, end)), start, end)
}

/** The end of a run of `min` to `max` digits that leaves `reserved` of them to the numbers behind it. */
function endOfDigits(text: string, start: Position, min: number, max: number, reserved: number): Position {
  if (start + min > text.length) return ~start
  const available = /^\d*/.exec(text.slice(start, start + max + reserved))?.[0].length ?? 0
  if (available < min) return ~start
  return start + (reserved > 0 ? Math.max(min, available - reserved) : available)
}

function readFraction(part: Extract<LinkedPart, { kind: 'fraction' }>, reading: Reading, at: Position): Position {
  if (part.point && reading.text[at] !== '.') return part.min > 0 ? ~at : at
  const start = part.point ? at + 1 : at
  const digits = /^\d*/.exec(reading.text.slice(start, start + part.max))?.[0] ?? ''
  if (digits.length < part.min || (part.point && digits === '')) return ~start
  return put(reading, 'NanoOfSecond', Number(digits.padEnd(9, '0')), at, start + digits.length)
}

/** A field named twice must have the same value. */
function put(reading: Reading, field: DateField, value: number, start: Position, end: Position): Position {
  const known = reading.fields.get(field)
  if (known !== undefined && known !== value) return ~start
  reading.fields.set(field, value)
  return end
}

function readText(
  field: NamedField,
  part: Extract<DatePart, { kind: 'text' }>,
  reading: Reading,
  at: Position,
): Position {
  const names = part.names ?? fieldNames(field, part.style, part.standalone, reading.tag)
  const candidates = names
    .map((name, index) => ({ name, index }))
    .filter(({ name }) => name !== '' && startsWith(reading, name, at))
    .sort((a, b) => b.name.length - a.name.length)
  const best = candidates[0]
  if (!best) return ~at
  const value = field === 'AmPmOfDay' || field === 'Era' || field === 'DayPeriod' ? best.index : best.index + 1
  return put(reading, field === 'DayPeriod' ? 'AmPmOfDay' : field, value, at, at + best.name.length)
}
