import { parseBigDecimal } from './java/bigDecimal'
import { base64Decode } from './java/encoding'
import type { JavaKind } from './plain'
import {
  bigInteger,
  double,
  isJavaValue,
  JavaArray,
  JavaCharacter,
  JavaCollection,
  JavaDecimal,
  JavaEntry,
  JavaFloat,
  JavaMap,
  JavaTime,
  JavaUri,
  long,
  type TimeKind,
  type Value,
} from './value'

/**
 * Reads one value from outside. Only what is written as `{ $java, value }` is turned into its Java value; lists and
 * maps stay as they are and are read item by item as evaluation comes to them.
 */
export function lift(value: unknown): Value {
  if (typeof value !== 'object') return isScalar(value) ? value : null
  if (value === null || Array.isArray(value) || isJavaValue(value)) return value
  return Object.hasOwn(value, '$java') ? liftTagged(value as Record<string, unknown>) : (value as Value)
}

/** The items of a list from outside; the same array when nothing in it needs to be turned. */
export function liftItems(items: readonly Value[]): readonly Value[] {
  for (const item of items) {
    if (isTagged(item) || item === undefined) return items.map(lift)
  }
  return items
}

function isTagged(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$java')
}

function isScalar(value: unknown): value is null | boolean | string | number | bigint {
  return (
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
  )
}

const TIME_KINDS: ReadonlySet<string> = new Set<TimeKind>([
  'ZonedDateTime',
  'OffsetDateTime',
  'LocalDateTime',
  'LocalDate',
  'LocalTime',
  'Instant',
  'Date',
  'Duration',
])

function liftTagged(tagged: Record<string, unknown>): Value {
  const kind = tagged.$java as JavaKind
  const raw = tagged.value
  if (typeof raw === 'string') return liftText(kind, raw) ?? (tagged as Value)
  if (Array.isArray(raw)) {
    const items: Value[] = raw.map(lift)
    if (kind === 'Set') return new JavaCollection('java.util.LinkedHashSet', items, 'Set', false)
    if (kind === 'StringArray') return new JavaArray(items)
  }
  if (kind === 'HashMap' && typeof raw === 'object' && raw !== null) return hashMap(raw as Record<string, unknown>)
  return tagged as Value
}

function liftText(kind: JavaKind, text: string): Value | undefined {
  try {
    return readText(kind, text)
  } catch {
    // Not what its tag says: then it is a map that happens to look like one of ours.
    return undefined
  }
}

function readText(kind: JavaKind, text: string): Value | undefined {
  switch (kind) {
    case 'Integer':
      return Number(text)
    case 'Long':
      return long(BigInt(text))
    case 'BigInteger':
      return bigInteger(BigInt(text))
    case 'Double':
      return double(Number(text))
    case 'Float':
      return new JavaFloat(Math.fround(Number(text)))
    case 'BigDecimal': {
      const { unscaled, scale } = parseBigDecimal(text)
      return new JavaDecimal(unscaled, scale)
    }
    case 'Character':
      return new JavaCharacter(text)
    case 'URI':
      return new JavaUri(text)
    case 'bytes':
      return base64Decode(text)
    default:
      return TIME_KINDS.has(kind) ? new JavaTime(kind as TimeKind, text) : undefined
  }
}

function hashMap(raw: Record<string, unknown>): JavaMap {
  const map = new JavaMap(16)
  for (const key of Object.keys(raw)) map.entries.set(`s${key}`, new JavaEntry(key, lift(raw[key])))
  return map
}
