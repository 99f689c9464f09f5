import { isTagged, itemsOf } from './value'

/** What a column holds, for its badge, its alignment and its order: `mixed` where rows differ. */
export type ColumnType =
  | 'null'
  | 'boolean'
  | 'integer'
  | 'double'
  | 'decimal'
  | 'string'
  | 'date'
  | 'time'
  | 'timestamp'
  | 'binary'
  | 'list'
  | 'map'
  | 'mixed'

/** The type of two rows together. */
export function joined(a: ColumnType, b: ColumnType): ColumnType {
  if (a === b || b === 'null') return a
  if (a === 'null') return b
  const numbers: readonly ColumnType[] = ['integer', 'decimal', 'double']
  if (numbers.includes(a) && numbers.includes(b)) return a === 'double' || b === 'double' ? 'double' : 'decimal'
  const texts: readonly ColumnType[] = ['string', 'integer', 'double', 'date', 'timestamp', 'boolean', 'time']
  return (a === 'string' && texts.includes(b)) || (b === 'string' && texts.includes(a)) ? 'string' : 'mixed'
}

/** The type of a value. */
export function typeOf(value: unknown): ColumnType {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'bigint') return 'integer'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'double'
  if (value instanceof Uint8Array) return 'binary'
  if (itemsOf(value)) return 'list'
  return isTagged(value) ? typeOfTagged(value.$java) : 'map'
}

function typeOfTagged(kind: string): ColumnType {
  switch (kind) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      return 'integer'
    case 'Float':
    case 'Double':
      return 'double'
    case 'BigDecimal':
      return 'decimal'
    case 'LocalDate':
      return 'date'
    case 'LocalTime':
    case 'OffsetTime':
      return 'time'
    case 'Instant':
    case 'Date':
    case 'ZonedDateTime':
    case 'OffsetDateTime':
    case 'LocalDateTime':
      return 'timestamp'
    case 'HashMap':
      return 'map'
    default:
      return 'string'
  }
}

/** A guess at what a text of a CSV file means. The text itself stays as it is. */
export function typeOfText(text: string): ColumnType {
  if (/^[-+]?\d{1,30}$/.test(text)) return /^[-+]?0\d/.test(text) ? 'string' : 'integer'
  if (/^[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?$/.test(text)) return 'double'
  if (/^(?:true|false)$/i.test(text)) return 'boolean'
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return 'date'
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ? 'timestamp' : 'string'
}
