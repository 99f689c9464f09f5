import { type AvroField, type AvroType, readSchema } from './avroSchema'
import { timeNumber } from './avroTime'
import { type ColumnType, joined, typeOf } from './columnType'
import { cellText, entriesOf, itemsOf, type Rows } from './value'

/** Rows of a block. */
const BLOCK = 1_000

/**
 * Writes rows that are maps as an Avro data file without compression.
 * @param schema JSON of the schema; found out from all rows when absent: what has no type of its own becomes text
 * @throws RangeError where a value does not fit the schema
 */
export async function writeAvro(rows: Rows, schema?: string): Promise<Blob> {
  const all: unknown[] = []
  for await (const row of rows) all.push(row)
  const json = schema ?? JSON.stringify(schemaOf(all))
  const type = readSchema(json)
  const sync = crypto.getRandomValues(new Uint8Array(16))
  const head = new Sink()
  head.raw(new TextEncoder().encode('Obj\u0001'))
  head.long(2n)
  for (const [key, value] of [
    ['avro.schema', json],
    ['avro.codec', 'null'],
  ] as const) {
    head.text(key)
    head.text(value)
  }
  head.long(0n)
  head.raw(sync)
  const parts = [head.finish()]
  for (let at = 0; at < all.length; at += BLOCK) {
    const some = all.slice(at, at + BLOCK)
    const block = new Sink()
    for (const row of some) write(type, row, block, 'row')
    const content = block.finish()
    const frame = new Sink()
    frame.long(BigInt(some.length))
    frame.long(BigInt(content.length))
    parts.push(frame.finish(), content, sync)
  }
  return new Blob(parts, { type: 'application/avro' })
}

/** A schema that all rows fit: every field may be null. */
function schemaOf(rows: readonly unknown[]): object {
  const types = new Map<string, ColumnType>()
  for (const row of rows) {
    for (const [name, value] of entriesOf(row) ?? []) types.set(name, joined(types.get(name) ?? 'null', typeOf(value)))
  }
  const fields = [...types].map(([name, type]) => ({ name, type: ['null', written(type)], default: null }))
  return { type: 'record', name: 'row', fields }
}

function written(type: ColumnType): unknown {
  switch (type) {
    case 'boolean':
    case 'double':
      return type
    case 'integer':
      return 'long'
    case 'binary':
      return 'bytes'
    case 'date':
      return { type: 'int', logicalType: 'date' }
    case 'timestamp':
      return { type: 'long', logicalType: 'timestamp-millis' }
    default:
      return 'string'
  }
}

function write(type: AvroType, value: unknown, sink: Sink, name: string): void {
  switch (type.kind) {
    case 'null':
      if (value !== null && value !== undefined) throw misfit(type, value, name)
      return
    case 'union': {
      const index = branchOf(type.of, value)
      const branch = type.of[index]
      if (!branch) throw misfit(type, value, name)
      sink.long(BigInt(index))
      return write(branch, value, sink, name)
    }
    case 'record': {
      const map = new Map(entriesOf(value) ?? [])
      for (const field of type.fields) writeField(field, map.get(field.name), sink)
      return
    }
    case 'array': {
      const items = itemsOf(value)
      if (!items) throw misfit(type, value, name)
      if (items.length > 0) sink.long(BigInt(items.length))
      for (const item of items) write(type.items, item, sink, name)
      return sink.long(0n)
    }
    case 'map': {
      const entries = entriesOf(value)
      if (!entries) throw misfit(type, value, name)
      if (entries.length > 0) sink.long(BigInt(entries.length))
      for (const [key, item] of entries) {
        sink.text(key)
        write(type.values, item, sink, name)
      }
      return sink.long(0n)
    }
    default:
      return writeScalar(type, value, sink, name)
  }
}

const writeField = ({ name, type }: AvroField, value: unknown, sink: Sink): void => write(type, value, sink, name)

type Scalar = Exclude<AvroType, { readonly kind: 'null' | 'union' | 'record' | 'array' | 'map' }>

function writeScalar(type: Scalar, value: unknown, sink: Sink, name: string): void {
  if (value === null || value === undefined) throw misfit(type, value, name)
  const text = cellText(value)
  switch (type.kind) {
    case 'boolean':
      if (!/^(?:true|false)$/i.test(text)) throw misfit(type, value, name)
      return sink.raw(Uint8Array.of(text.toLowerCase() === 'true' ? 1 : 0))
    case 'int':
    case 'long': {
      const time = type.logical === undefined ? undefined : timeNumber(value, text, type.logical)
      const whole = time ?? (/^[-+]?\d+$/.test(text.trim()) ? BigInt(text) : undefined)
      if (whole === undefined) throw misfit(type, value, name)
      return sink.long(whole)
    }
    case 'float':
    case 'double': {
      const number = Number(text)
      if (text.trim() === '' || (Number.isNaN(number) && text !== 'NaN')) throw misfit(type, value, name)
      return sink.real(number, type.kind)
    }
    case 'string':
      return sink.text(text)
    case 'enum': {
      const index = type.symbols.indexOf(text)
      if (index === -1) throw misfit(type, value, name)
      return sink.long(BigInt(index))
    }
    case 'bytes':
    case 'fixed': {
      const size = type.kind === 'fixed' ? type.size : undefined
      const bytes = type.logical === 'decimal' ? decimalBytes(text, type.scale ?? 0, size) : bytesOf(value, text)
      if (bytes === undefined || (size !== undefined && bytes.length !== size)) throw misfit(type, value, name)
      if (size === undefined) sink.long(BigInt(bytes.length))
      return sink.raw(bytes)
    }
    default:
      return type satisfies never
  }
}

const bytesOf = (value: unknown, text: string): Uint8Array =>
  value instanceof Uint8Array ? value : new TextEncoder().encode(text)

/** The digits of a decimal as a big-endian number; undefined where it has more behind the point than the type. */
function decimalBytes(text: string, scale: number, size: number | undefined): Uint8Array | undefined {
  const [, sign = '', whole, fraction = ''] = /^([-+]?)(\d+)(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === undefined || fraction.length > scale) return undefined
  let value = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction.padEnd(scale, '0')}`)
  const bytes: number[] = []
  do {
    bytes.unshift(Number(value & 0xffn))
    value >>= 8n
  } while (!(value === 0n && (bytes[0] ?? 0) < 0x80) && !(value === -1n && (bytes[0] ?? 0) >= 0x80))
  while (size !== undefined && bytes.length < size) bytes.unshift(value < 0n ? 0xff : 0)
  return Uint8Array.from(bytes)
}

/** The branch of a union that a value is written as: of those that take it the first. */
const branchOf = (types: readonly AvroType[], value: unknown): number =>
  value === null || value === undefined
    ? types.findIndex(({ kind }) => kind === 'null')
    : types.findIndex(type => type.kind !== 'null' && takes(type, value))

function takes(type: AvroType, value: unknown): boolean {
  try {
    write(type, value, new Sink(), '')
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

const misfit = ({ kind }: AvroType, value: unknown, name: string): RangeError =>
  new RangeError(`Field ${name} takes ${kind}, but a row has ${cellText(value).slice(0, 80) || 'nothing'}`)

/** Bytes written one after another. */
class Sink {
  readonly #parts: Uint8Array<ArrayBuffer>[] = []
  #size = 0

  raw(bytes: Uint8Array): void {
    this.#parts.push(new Uint8Array(bytes))
    this.#size += bytes.length
  }

  long(value: bigint): void {
    const bytes: number[] = []
    let left = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))
    while (left > 0x7fn) {
      bytes.push(Number(left & 0x7fn) | 0x80)
      left >>= 7n
    }
    bytes.push(Number(left))
    this.raw(Uint8Array.from(bytes))
  }

  real(value: number, kind: 'float' | 'double'): void {
    const view = new DataView(new ArrayBuffer(kind === 'float' ? 4 : 8))
    if (kind === 'float') view.setFloat32(0, value, true)
    else view.setFloat64(0, value, true)
    this.raw(new Uint8Array(view.buffer))
  }

  text(text: string): void {
    const bytes = new TextEncoder().encode(text)
    this.long(BigInt(bytes.length))
    this.raw(bytes)
  }

  finish(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#size)
    let at = 0
    for (const part of this.#parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
}
