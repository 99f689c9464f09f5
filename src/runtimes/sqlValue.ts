import type { Data, DataType, Vector } from 'apache-arrow'

/**
 * Reads one cell of an Arrow column as a plain value, exactly. Integers stay integers (64-bit ones as bigint when
 * JavaScript's numbers cannot hold them), DOUBLE keeps its kind, DECIMAL its digits, HUGEINT its value as text,
 * dates and times become `{ $java: … }` values, as Kestra's driver gives them.
 */
export type CellReader = (row: number) => unknown

/** Makes the reader of a column. `type` is DuckDB's name of its type: `DECIMAL(10,2)`, `INTEGER[]`. */
export function cellReader(column: Vector, type: string): CellReader {
  const read = valueReader(type)
  const raw = RAW.test(type) ? rawReader(column) : (row: number) => column.get(row) as unknown
  return row => {
    const value = raw(row)
    return value === null || value === undefined ? null : read(value)
  }
}

/** Types whose exact value only the buffer has: Arrow's own accessor rounds them to milliseconds. */
const RAW = /^TIMESTAMP/

/** Reads 64-bit numbers from the buffers of a column, past Arrow's conversion. */
function rawReader(column: Vector): CellReader {
  const starts: { readonly from: number; readonly data: Data<DataType> }[] = []
  let from = 0
  for (const data of column.data) {
    starts.push({ from, data })
    from += data.length
  }
  return row => {
    if (column.get(row) === null) return null
    const part = starts.findLast(start => start.from <= row)
    return part ? (part.data.values as BigInt64Array)[row - part.from] : null
  }
}

type ReadValue = (value: unknown) => unknown

function valueReader(type: string): ReadValue {
  if (type.endsWith(']')) return listReader(type.slice(0, type.lastIndexOf('[')))
  const [base = '', details = ''] = splitType(type)
  switch (base) {
    case 'BIGINT':
      return value => narrow(value as bigint)
    case 'UBIGINT':
      return value => String(value)
    case 'HUGEINT':
    case 'UHUGEINT':
      return value => decimalText(value as Uint32Array, 0, base === 'HUGEINT')
    case 'FLOAT':
    case 'DOUBLE':
      return value => double(value as number)
    case 'DECIMAL':
      return decimalReader(details)
    case 'DATE':
      return value => tagged('LocalDate', new Date(value as number).toISOString().slice(0, 10))
    case 'TIME':
      return value => tagged('LocalTime', timeText(value as bigint))
    case 'TIMESTAMP':
      return value => zoned(dateTimeText(value as bigint, 1_000_000n))
    case 'TIMESTAMP_S':
      return value => zoned(dateTimeText(value as bigint, 1n))
    case 'TIMESTAMP_MS':
      return value => zoned(dateTimeText(value as bigint, 1_000n))
    case 'TIMESTAMP_NS':
      return value => zoned(dateTimeText(value as bigint, 1_000_000_000n))
    case 'TIMESTAMP WITH TIME ZONE':
      return value => tagged('OffsetDateTime', dateTimeText(value as bigint, 1_000_000n))
    case 'JSON':
      return value => readJson(String(value))
    case 'STRUCT':
      return structReader(details)
    case 'BLOB':
      return value => (value as Uint8Array).slice()
    default:
      return value => value
  }
}

function listReader(itemType: string): ReadValue {
  return value => {
    const vector = value as Vector
    const read = cellReader(vector, itemType)
    return Array.from({ length: vector.length }, (_, index) => read(index))
  }
}

function structReader(details: string): ReadValue {
  const fields = splitFields(details)
  return value => {
    const row = value as Readonly<Record<string, unknown>>
    return Object.fromEntries(
      fields.map(({ name, type }) => {
        const field = row[name]
        return [name, field === null || field === undefined ? null : valueReader(type)(field)]
      }),
    )
  }
}

function decimalReader(details: string): ReadValue {
  const scale = Number(details.split(',')[1] ?? 0)
  return value => tagged('BigDecimal', decimalText(value as Uint32Array, scale, true))
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
export const double = (value: number): unknown =>
  Number.isInteger(value) ? tagged('Double', Math.abs(value) < 1e21 ? `${value}.0` : String(value)) : value

/** `unit` is how many make a second. The text has as many digits of the fraction as are not zero, in threes. */
function dateTimeText(value: bigint, unit: bigint): string {
  const seconds = value / unit - (value % unit < 0n ? 1n : 0n)
  const rest = ((value % unit) + unit) % unit
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19)
  return `${whole}${fraction((rest * 1_000_000_000n) / unit)}Z`
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

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** `DECIMAL(10,2)` → `DECIMAL`, `10,2`. */
function splitType(type: string): readonly [string, string] {
  const open = type.indexOf('(')
  return open === -1 ? [type, ''] : [type.slice(0, open), type.slice(open + 1, type.lastIndexOf(')'))]
}

/** The fields of `a INTEGER, "b c" STRUCT(d VARCHAR)`. */
export function splitFields(details: string): readonly { readonly name: string; readonly type: string }[] {
  const fields: { name: string; type: string }[] = []
  let depth = 0
  let start = 0
  let quoted = false
  for (let at = 0; at <= details.length; at++) {
    const character = details.charAt(at)
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '(') depth++
    else if (character === ')') depth--
    if (at === details.length || (character === ',' && depth === 0)) {
      const [, name = '', type = ''] = /^\s*("(?:[^"]|"")*"|\S+)\s+([\s\S]*)$/.exec(details.slice(start, at)) ?? []
      if (name !== '')
        fields.push({ name: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name, type })
      start = at + 1
    }
  }
  return fields
}
