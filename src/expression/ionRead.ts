import type { Decimal, Reader, Timestamp } from 'ion-js'
import { bigInteger, double, fitsLong, JavaDecimal, JavaTime, type TimeKind, type Value } from './value'

type Ion = typeof import('ion-js')

/**
 * The rows of an Ion text or binary: integers, decimals and dates in their Java classes.
 * Source: Kestra `FileSerde`, `IonParser`.
 * @throws what `fail` makes of the library's complaint
 */
export function readIon(
  ion: Ion,
  content: string | Uint8Array,
  most: number,
  fail: (message: string) => unknown,
): Value[] {
  const rows: Value[] = []
  try {
    const reader = ion.makeReader(content)
    while (rows.length < most && reader.next() !== null) rows.push(readValue(ion, reader))
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error))
  }
  return rows
}

const DATE_ANNOTATIONS: ReadonlySet<string> = new Set<TimeKind>([
  'Instant',
  'OffsetDateTime',
  'ZonedDateTime',
  'LocalDateTime',
  'LocalDate',
  'LocalTime',
])

function readValue(ion: Ion, reader: Reader): Value {
  if (reader.isNull()) return null
  const { IonTypes } = ion
  switch (reader.type()) {
    case IonTypes.BOOL:
      return reader.booleanValue()
    case IonTypes.INT:
      return integer(reader.bigIntValue())
    case IonTypes.FLOAT:
      return double(reader.numberValue() ?? Number.NaN)
    case IonTypes.DECIMAL:
      return decimal(reader.decimalValue())
    case IonTypes.TIMESTAMP:
      return time(reader.timestampValue())
    case IonTypes.STRING:
    case IonTypes.SYMBOL:
      return annotated(reader)
    case IonTypes.BLOB:
    case IonTypes.CLOB:
      return reader.uInt8ArrayValue()
    case IonTypes.STRUCT:
      return struct(ion, reader)
    default:
      return list(ion, reader)
  }
}

function annotated(reader: Reader): Value {
  const text = reader.stringValue()
  const [annotation] = reader.annotations()
  if (text === null || annotation === undefined || !DATE_ANNOTATIONS.has(annotation)) return text
  return new JavaTime(annotation as TimeKind, text)
}

function integer(value: bigint | null): Value {
  if (value === null) return null
  if (!fitsLong(value)) return bigInteger(value)
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function decimal(value: Decimal | null): Value {
  if (value === null) return null
  const [coefficient = '0', exponent = '0'] = [String(value.getCoefficient()), String(value.getExponent())]
  return new JavaDecimal(BigInt(coefficient), -Number(exponent))
}

/** A date at midnight without an offset, or with `Z`, is a LocalDate; with another offset a ZonedDateTime. */
function time(value: Timestamp | null): Value {
  if (value === null) return null
  const millis = value.getDate().getTime()
  const offset = value.getLocalOffset()
  const iso = new Date(millis).toISOString()
  if (offset !== 0 && offset !== null) {
    const local = new Date(millis + offset * 60_000).toISOString().slice(0, -1)
    return new JavaTime('ZonedDateTime', `${local}${offsetText(offset)}`)
  }
  return iso.endsWith('T00:00:00.000Z') ? new JavaTime('LocalDate', iso.slice(0, 10)) : new JavaTime('Instant', iso)
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`
}

function list(ion: Ion, reader: Reader): Value {
  const items: Value[] = []
  reader.stepIn()
  while (reader.next() !== null) items.push(readValue(ion, reader))
  reader.stepOut()
  return items
}

function struct(ion: Ion, reader: Reader): Value {
  const entries = new Map<string, Value>()
  reader.stepIn()
  while (reader.next() !== null) entries.set(reader.fieldName() ?? '', readValue(ion, reader))
  reader.stepOut()
  for (const key of entries.keys()) if (key === '$java' || /^\d+$/.test(key)) return entries
  return Object.fromEntries(entries)
}
