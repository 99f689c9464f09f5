import type { FileMetaData, SchemaElement } from 'hyparquet'
import { Unreadable } from './unreadable'
import { doubleValue, entriesOf, integerValue, mapOf, tagged } from './value'

/** Rows read at a time. */
const STEP = 5_000

/** Reads the rows of a Parquet file as maps, decimals and times exactly. @throws Unreadable */
export async function* readParquet(file: Blob): AsyncGenerator<unknown> {
  const [{ parquetMetadataAsync, parquetReadObjects }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ])
  const buffer = {
    byteLength: file.size,
    slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
  }
  let row = 0
  try {
    const written = await parquetMetadataAsync(buffer)
    const columns = topLevel(written.schema).map(({ element, leaves }) => ({
      name: element.name,
      read: columnReader(element, leaves),
    }))
    const metadata = withoutDecimals(written)
    for (; row < Number(metadata.num_rows); row += STEP) {
      const range = { rowStart: row, rowEnd: Math.min(row + STEP, Number(metadata.num_rows)) }
      const rows = await parquetReadObjects({ file: buffer, metadata, compressors, parsers, utf8: false, ...range })
      for (const found of rows) yield mapOf(columns.map(({ name, read }) => [name, read(found[name])]))
    }
  } catch (cause) {
    throw new Unreadable('Parquet', row + 1, cause)
  }
}

const parsers = {
  timestampFromMilliseconds: (value: bigint) => tagged('Instant', instantText(BigInt(value) * 1_000_000n)),
  timestampFromMicroseconds: (value: bigint) => tagged('Instant', instantText(BigInt(value) * 1_000n)),
  timestampFromNanoseconds: (value: bigint) => tagged('Instant', instantText(BigInt(value))),
  dateFromDays: (days: number | null | undefined) =>
    days === null || days === undefined
      ? null
      : tagged('LocalDate', new Date(days * 86_400_000).toISOString().slice(0, 10)),
}

type ReadValue = (value: unknown) => unknown

/** How the values of a column become plain: what the library leaves raw depends on the column's type. */
function columnReader(element: SchemaElement, leaves: readonly SchemaElement[]): ReadValue {
  const { scale = 0 } = element
  if (isDecimal(element)) return value => (value === undefined || value === null ? null : decimalValue(value, scale))
  const unit = timeUnit(element)
  if (unit !== undefined) {
    return value => (value === undefined || value === null ? null : tagged('LocalTime', timeText(value, unit)))
  }
  const floating = leaves.length > 0 && leaves.every(({ type }) => type === 'DOUBLE' || type === 'FLOAT')
  return value => plain(value, floating)
}

function plain(value: unknown, floating: boolean): unknown {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return integerValue(value)
  if (typeof value === 'number') return floating ? doubleValue(value) : value
  if (Array.isArray(value)) return value.map(item => plain(item, floating))
  const entries = entriesOf(value)
  return entries ? mapOf(entries.map(([key, item]) => [key, plain(item, floating)])) : value
}

const isDecimal = ({ converted_type, logical_type }: SchemaElement): boolean =>
  converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL'

/** Parts of a second that a time counts; undefined where a column holds no times. */
function timeUnit({ converted_type, logical_type }: SchemaElement): bigint | undefined {
  if (logical_type?.type === 'TIME')
    return { MILLIS: 1_000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n }[logical_type.unit]
  if (converted_type === 'TIME_MILLIS') return 1_000n
  return converted_type === 'TIME_MICROS' ? 1_000_000n : undefined
}

/** The library reads decimals as doubles; without their type it hands out the digits. */
function withoutDecimals(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map(element => {
    if (!isDecimal(element)) return element
    const { converted_type: _converted, logical_type: _logical, ...raw } = element
    return raw
  })
  return { ...metadata, schema }
}

function decimalValue(value: unknown, scale: number): unknown {
  const unscaled = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint)
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  const sign = unscaled < 0n ? '-' : ''
  return tagged('BigDecimal', sign + (scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`))
}

/** A big-endian number in two's complement. */
function signed(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return BigInt.asIntN(bytes.length * 8, value)
}

function instantText(nanos: bigint): string {
  const billion = 1_000_000_000n
  const rest = ((nanos % billion) + billion) % billion
  const seconds = (nanos - rest) / billion
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}${fraction(rest)}Z`
}

function timeText(value: unknown, unit: bigint): string {
  const count = BigInt(value as number | bigint)
  const whole = new Date(Number(count / unit) * 1000).toISOString().slice(11, 19)
  return whole + fraction((count % unit) * (1_000_000_000n / unit))
}

const fraction = (nanos: bigint): string =>
  nanos === 0n
    ? ''
    : `.${String(nanos)
        .padStart(9, '0')
        .replace(/(?:000)+$/, '')}`

/** The columns of a schema, each with the leaves below it. */
function topLevel(
  schema: readonly SchemaElement[],
): readonly { readonly element: SchemaElement; readonly leaves: readonly SchemaElement[] }[] {
  let at = 1
  const leavesFrom = (): readonly SchemaElement[] => {
    const element = schema[at++]
    if (!element) return []
    const count = element.num_children ?? 0
    return count === 0 ? [element] : Array.from({ length: count }, leavesFrom).flat()
  }
  return Array.from({ length: schema[0]?.num_children ?? 0 }, () => {
    const element = schema[at] as SchemaElement
    return { element, leaves: leavesFrom() }
  })
}
