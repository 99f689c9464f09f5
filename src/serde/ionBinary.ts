import { ANNOTATION, BLOB, DECIMAL, FALSE, IonBytes, LIST, NULL, STRUCT, TIMESTAMP, TRUE } from './ionBytes'
import { ANNOTATED, decimalParts } from './ionText'
import { entriesOf, isTagged, itemsOf, type TaggedValue } from './value'

/** Writes values as binary Ion one after another. */
export type IonWriter = {
  readonly add: (value: unknown) => void
  /** Bytes that wait to be taken. */
  readonly size: () => number
  readonly take: () => Uint8Array<ArrayBuffer>
}

/** A writer that gives each value a version marker and symbols of its own, as Kestra 2.0 does in a stored file. */
export function createIonWriter(): IonWriter {
  const body = new IonBytes()
  const whole = new IonBytes()
  const symbols = createSymbols()
  return {
    add: value => {
      symbols.begin()
      write(body, symbols.idOf, value)
      whole.raw(VERSION_MARKER)
      whole.raw(symbols.table())
      whole.append(body)
    },
    size: () => whole.size,
    take: () => whole.take(),
  }
}

/** Answers the number of a name. */
type IdOf = (name: string) => number

const VERSION_MARKER = Uint8Array.of(0xe0, 0x01, 0x00, 0xea)

/** Names that every Ion document knows, from 1 on. */
const SYSTEM = [
  '$ion',
  '$ion_1_0',
  '$ion_symbol_table',
  'name',
  'version',
  'imports',
  'symbols',
  'max_id',
  '$ion_shared_symbol_table',
]
const SYMBOL_TABLE = 3
const SYMBOLS = 7

const NO_TABLE = new Uint8Array(0)

/** The names of one value after another; neighbours mostly have the same, whose table is written once. */
function createSymbols() {
  const system = new Map(SYSTEM.map((name, at) => [name, at + 1]))
  const ids = new Map<string, { value: number; id: number }>()
  let value = 0
  let names: string[] = []
  let last: { readonly names: readonly string[]; readonly table: Uint8Array } = { names, table: NO_TABLE }
  const isLast = (): boolean => names.length === last.names.length && names.every((name, at) => name === last.names[at])
  return {
    begin: (): void => {
      value++
      names = []
      if (ids.size > MOST_NAMES) ids.clear()
    },
    idOf: (name: string): number => {
      const known = ids.get(name)
      if (known?.value === value) return known.id
      const reserved = system.get(name)
      const id = reserved ?? SYSTEM.length + names.length + 1
      if (reserved === undefined) names.push(name)
      if (known) Object.assign(known, { value, id })
      else ids.set(name, { value, id })
      return id
    },
    table: (): Uint8Array => {
      if (!isLast()) last = { names, table: tableOf(names) }
      return last.table
    },
  }
}

/** Names that are remembered from value to value. */
const MOST_NAMES = 10_000

function tableOf(names: readonly string[]): Uint8Array {
  if (names.length === 0) return NO_TABLE
  const bytes = new IonBytes()
  const annotated = beginAnnotated(bytes, SYMBOL_TABLE)
  const struct = bytes.open()
  bytes.varUInt(SYMBOLS)
  const list = bytes.open()
  for (const name of names) bytes.text(name)
  bytes.close(list, LIST)
  bytes.close(struct, STRUCT)
  bytes.close(annotated, ANNOTATION)
  return bytes.take()
}

/** Begins a value with one annotation; answers the place for `close`. */
function beginAnnotated(bytes: IonBytes, symbol: number): number {
  const start = bytes.open()
  const own = new IonBytes()
  own.varUInt(symbol)
  const written = own.take()
  bytes.varUInt(written.length)
  bytes.raw(written)
  return start
}

function write(bytes: IonBytes, idOf: IdOf, value: unknown): void {
  if (value === null || value === undefined) bytes.byte(NULL)
  else if (typeof value === 'string') bytes.text(value)
  else if (typeof value === 'boolean') bytes.byte(value ? TRUE : FALSE)
  else if (typeof value === 'bigint') bytes.bigInteger(value)
  else if (typeof value === 'number') writeNumber(bytes, value)
  else if (value instanceof Uint8Array) {
    bytes.head(BLOB, value.length)
    bytes.raw(value)
  } else writeContainer(bytes, idOf, value)
}

function writeNumber(bytes: IonBytes, value: number): void {
  if (Number.isSafeInteger(value)) bytes.integer(value)
  else if (Number.isInteger(value)) bytes.bigInteger(BigInt(value))
  else bytes.float(value)
}

function writeContainer(bytes: IonBytes, idOf: IdOf, value: unknown): void {
  const items = itemsOf(value)
  const entries = items ? undefined : entriesOf(value)
  if (items) {
    const list = bytes.open()
    for (const item of items) write(bytes, idOf, item)
    bytes.close(list, LIST)
  } else if (entries) {
    const struct = bytes.open()
    for (const [key, item] of entries) {
      bytes.varUInt(idOf(key))
      write(bytes, idOf, item)
    }
    bytes.close(struct, STRUCT)
  } else if (isTagged(value)) writeTagged(bytes, idOf, value)
  else bytes.text(String(value))
}

function writeTagged(bytes: IonBytes, idOf: IdOf, { $java, value }: TaggedValue): void {
  const text = String(value)
  switch ($java) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      bytes.bigInteger(BigInt(text))
      return
    case 'Float':
    case 'Double':
      bytes.float(Number(text))
      return
    case 'BigDecimal':
      writeDecimal(bytes, text)
      return
    case 'LocalDate':
    case 'Instant':
    case 'Date':
      writeTimestamp(bytes, text)
      return
    default:
      if (!ANNOTATED.has($java)) bytes.text(text)
      else {
        const start = beginAnnotated(bytes, idOf($java))
        bytes.text(text)
        bytes.close(start, ANNOTATION)
      }
  }
}

function writeDecimal(bytes: IonBytes, text: string): void {
  const { coefficient, exponent } = decimalParts(text)
  const start = bytes.open()
  if (exponent !== 0 || coefficient !== 0n) {
    bytes.varInt(exponent)
    if (coefficient !== 0n) bytes.signed(coefficient, coefficient < 0n)
  }
  bytes.close(start, DECIMAL)
}

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d))?$/

/** What Ion has no timestamp for, such as the year 10000 or an infinite date, is text. */
function writeTimestamp(bytes: IonBytes, text: string): void {
  const parts = MOMENT.exec(text)
  if (!parts) {
    bytes.text(text)
    return
  }
  const [, year, month, day, hour, minute, second, fraction, zone] = parts
  const offset = offsetOf(zone)
  const utc = new Date(
    Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour ?? 0), Number(minute ?? 0) - (offset ?? 0)),
  )
  if (Number(year) < 100) utc.setUTCFullYear(Number(year))
  const start = bytes.open()
  bytes.varInt(offset ?? 0, offset === undefined || offset < 0)
  for (const part of [utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate()]) bytes.varUInt(part)
  if (hour !== undefined) {
    bytes.varUInt(utc.getUTCHours())
    bytes.varUInt(utc.getUTCMinutes())
  }
  if (second !== undefined) bytes.varUInt(Number(second))
  if (fraction !== undefined) {
    bytes.varInt(-fraction.length)
    if (/[1-9]/.test(fraction)) bytes.signed(BigInt(fraction), false)
  }
  bytes.close(start, TIMESTAMP)
}

/** Minutes ahead of UTC; undefined where nothing is said of it. */
function offsetOf(zone: string | undefined): number | undefined {
  if (zone === 'Z') return 0
  if (zone === undefined || zone === '-00:00') return undefined
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4))
  return zone.startsWith('-') ? -minutes : minutes
}
