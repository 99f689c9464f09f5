import { type Data, type DataType, Type, Vector } from 'apache-arrow'
import type { SqlType } from './sqlType'

/** Reads the value at a row. */
export type CellReader = (row: number) => unknown

/**
 * Makes the reader of a column's values as plain values, exactly. Integers stay integers (64-bit ones as bigint where
 * JavaScript's numbers cannot hold them), DOUBLE keeps its kind, DECIMAL its digits, HUGEINT and UBIGINT are text,
 * dates and times are `{ $java: … }` values, as Kestra's driver gives them. Numbers are taken from the buffers, past
 * Arrow's own conversions, which round.
 */
export function cellReader(data: Data<DataType>, type: SqlType): CellReader {
  const read = valueReader(data, type)
  return row => (data.getValid(row) ? read(row) : null)
}

function valueReader(data: Data<DataType>, type: SqlType): CellReader {
  switch (type.kind) {
    case 'list': {
      const item = childReader(data, 0, type.of)
      return row => range(data, row, item)
    }
    case 'array': {
      const item = childReader(data, 0, type.of)
      return row => Array.from({ length: type.size }, (_, at) => item(row * type.size + at))
    }
    case 'struct': {
      const fields = type.fields.map(({ name, type }, at) => ({ name, read: childReader(data, at, type) }))
      return row => Object.fromEntries(fields.map(({ name, read }) => [name, read(row)]))
    }
    case 'map': {
      const [entries] = data.children
      if (!entries) return () => ({})
      const key = childReader(entries, 0, type.key)
      const value = childReader(entries, 1, type.value)
      return row => Object.fromEntries(range(data, row, at => [keyText(key(at)), value(at)] as const))
    }
    case 'scalar':
      return scalarReader(data, type)
    default:
      return type satisfies never
  }
}

function childReader(data: Data<DataType>, at: number, type: SqlType): CellReader {
  const child = data.children[at]
  return child ? cellReader(child, type) : () => null
}

/** The items between two offsets. */
function range<T>(data: Data<DataType>, row: number, read: (at: number) => T): readonly T[] {
  const offsets = data.valueOffsets as ArrayLike<number> | undefined
  const [from, to] = [Number(offsets?.[row] ?? 0), Number(offsets?.[row + 1] ?? 0)]
  return Array.from({ length: to - from }, (_, at) => read(from + at))
}

const keyText = (key: unknown): string =>
  typeof key === 'object' && key !== null && 'value' in key ? String(key.value) : String(key)

function scalarReader(data: Data<DataType>, { name, details }: Extract<SqlType, { kind: 'scalar' }>): CellReader {
  const plain = new Vector([data])
  const read = (row: number): unknown => plain.get(row)
  const whole = (row: number): bigint => (data.values as BigInt64Array)[row] ?? 0n
  switch (name) {
    case 'BIGINT':
      return row => narrow(whole(row))
    case 'UBIGINT':
      return row => String(read(row))
    case 'HUGEINT':
    case 'UHUGEINT':
      return wideReader(data, 0, name === 'HUGEINT')
    case 'FLOAT':
      return row => float(read(row) as number)
    case 'DOUBLE':
      return row => double(read(row) as number)
    case 'DECIMAL': {
      const digits = wideReader(data, Number(details.split(',')[1] ?? 0), true)
      return row => tagged('BigDecimal', digits(row))
    }
    case 'DATE':
      return row => tagged('LocalDate', dateText((data.values as Int32Array)[row] ?? 0))
    case 'TIME':
      return row => tagged('LocalTime', timeText(whole(row)))
    case 'TIMESTAMP':
      return row => zoned(momentText(whole(row), 1_000_000n))
    case 'TIMESTAMP_S':
      return row => zoned(momentText(whole(row), 1n))
    case 'TIMESTAMP_MS':
      return row => zoned(momentText(whole(row), 1_000n))
    case 'TIMESTAMP_NS':
      return row => zoned(momentText(whole(row), 1_000_000_000n))
    case 'TIMESTAMP WITH TIME ZONE':
      return row => tagged('OffsetDateTime', momentText(whole(row), 1_000_000n))
    case 'JSON':
      return row => readJson(String(read(row)))
    case 'BLOB':
      return row => (read(row) as Uint8Array).slice()
    default:
      return data.type.typeId === Type.Int && data.values instanceof BigInt64Array ? row => narrow(whole(row)) : read
  }
}

/** 128-bit numbers: four little-endian words a value; HUGEINT may also come as a double-width decimal. */
function wideReader(data: Data<DataType>, scale: number, signed: boolean): (row: number) => string {
  const words = new Uint32Array(data.values.buffer, data.values.byteOffset, data.values.byteLength / 4)
  return row => decimalText(words.subarray(row * 4, row * 4 + 4), scale, signed)
}

/** A 128-bit integer of four little-endian words, with `scale` digits behind the point. */
export function decimalText(words: Uint32Array, scale: number, signed: boolean): string {
  let value = 0n
  for (let at = words.length - 1; at >= 0; at--) value = (value << 32n) | BigInt(words[at] ?? 0)
  if (signed) value = BigInt.asIntN(words.length * 32, value)
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0')
  const sign = value < 0n ? '-' : ''
  return scale === 0 ? sign + digits : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Kestra reads a timestamp without a zone as one of its own zone. */
const zoned = (text: string) => tagged('ZonedDateTime', `${text}[UTC]`)

const tagged = ($java: string, value: string) => ({ $java, value })

const narrow = (value: bigint): number | bigint => (Number.isSafeInteger(Number(value)) ? Number(value) : value)

/** A DOUBLE with no fraction is told from an integer. */
export const double = (value: number): unknown => (Number.isInteger(value) ? tagged('Double', wholeText(value)) : value)

function wholeText(value: number): string {
  if (Math.abs(value) >= 1e21) return String(value)
  return Object.is(value, -0) ? '-0.0' : `${value}.0`
}

/** A FLOAT with the fewest digits that name it. */
function float(value: number): unknown {
  if (!Number.isFinite(value)) return value
  const text = shortest(value)
  return tagged('Float', Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text)
}

function shortest(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.fround(rounded) === value) return String(rounded)
  }
  return String(Number(value.toPrecision(9)))
}

const DAY = 86_400_000

/** Days since 1970 as ISO date; DuckDB's infinite dates by their names. */
function dateText(days: number): string {
  if (days === 2_147_483_647) return 'infinity'
  if (days === -2_147_483_647) return '-infinity'
  const date = new Date(days * DAY)
  if (Number.isNaN(date.getTime())) return `${days} days since 1970-01-01`
  return `${yearText(date.getUTCFullYear())}${date.toISOString().slice(-20, -14)}`
}

/** Years as Java prints them: four digits, a sign where there are more or the year is before 0. */
function yearText(year: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0')
  if (year < 0) return `-${digits}`
  return year > 9999 ? `+${digits}` : digits
}

/** `unit` is how many make a second. The text has as many digits of the fraction as are not zero, in threes. */
function momentText(value: bigint, unit: bigint): string {
  const rest = ((value % unit) + unit) % unit
  const seconds = Number((value - rest) / unit)
  const days = Math.floor(seconds / 86_400)
  const clock = new Date((seconds - days * 86_400) * 1000).toISOString().slice(11, 19)
  return `${dateText(days)}T${clock}${fraction((rest * 1_000_000_000n) / unit)}Z`
}

function timeText(micros: bigint): string {
  const whole = new Date(Number(micros / 1_000_000n) * 1000).toISOString().slice(11, 19)
  return whole + fraction((micros % 1_000_000n) * 1000n)
}

function fraction(nanos: bigint): string {
  if (nanos === 0n) return ''
  const digits = nanos.toString().padStart(9, '0')
  return `.${digits.replace(/(?:000)+$/, '')}`
}

/** JSON as a value; a text that is none stays a text. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
