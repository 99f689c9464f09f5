import { type AvroType, readSchema } from './avroSchema'
import { timeValue } from './avroTime'
import { Unreadable } from './unreadable'
import { doubleValue, integerValue, mapOf, tagged } from './value'

const MAGIC = 'Obj\u0001'
const SYNC = 16

/** Reads the rows of an Avro data file, whatever its schema and codec of `null`, `deflate`. @throws Unreadable */
export async function* readAvro(file: Blob): AsyncGenerator<unknown> {
  let row = 1
  try {
    const source = new Source(new Uint8Array(await file.arrayBuffer()))
    if (source.latin1(4) !== MAGIC) throw new RangeError('it does not begin as an Avro data file')
    const header = new Map<string, Uint8Array>()
    source.blocks(() => {
      const key = source.text()
      header.set(key, source.bytes())
    })
    source.skip(SYNC)
    const text = (key: string): string => new TextDecoder().decode(header.get(key))
    const schema = readSchema(text('avro.schema'))
    const unpack = await codec(text('avro.codec'))
    while (!source.isAtEnd) {
      const count = Number(source.long())
      const block = new Source(unpack(source.bytes()))
      source.skip(SYNC)
      for (let at = 0; at < count; at++, row++) yield read(schema, block)
    }
  } catch (cause) {
    throw new Unreadable('Avro', row, cause)
  }
}

async function codec(name: string): Promise<(bytes: Uint8Array) => Uint8Array> {
  if (name === '' || name === 'null') return bytes => bytes
  if (name !== 'deflate') throw new RangeError(`it is compressed with ${name}, which is not read here`)
  const { inflateSync } = await import('fflate')
  return bytes => inflateSync(bytes)
}

function read(type: AvroType, source: Source): unknown {
  switch (type.kind) {
    case 'null':
      return null
    case 'boolean':
      return source.byte() !== 0
    case 'int':
    case 'long': {
      const value = source.long()
      return timeValue(value, type.logical) ?? integerValue(value)
    }
    case 'float':
      return doubleValue(source.float())
    case 'double':
      return doubleValue(source.double())
    case 'string':
      return source.text()
    case 'bytes':
    case 'fixed': {
      const bytes = type.kind === 'fixed' ? source.take(type.size) : source.bytes()
      return type.logical === 'decimal' ? decimal(bytes, type.scale ?? 0) : bytes.slice()
    }
    case 'enum':
      return type.symbols[Number(source.long())] ?? null
    case 'array': {
      const items: unknown[] = []
      source.blocks(() => items.push(read(type.items, source)))
      return items
    }
    case 'map': {
      const entries: (readonly [string, unknown])[] = []
      source.blocks(() => {
        const key = source.text()
        entries.push([key, read(type.values, source)])
      })
      return mapOf(entries)
    }
    case 'union': {
      const branch = type.of[Number(source.long())]
      if (!branch) throw new RangeError('a value names a type that its union does not have')
      return read(branch, source)
    }
    case 'record':
      return mapOf(type.fields.map(field => [field.name, read(field.type, source)] as const))
    default:
      return type satisfies never
  }
}

/** Big-endian digits with so many behind the point. */
function decimal(bytes: Uint8Array, scale: number): unknown {
  let value = 0n
  for (const byte of bytes) value = (value << 8n) | BigInt(byte)
  value = BigInt.asIntN(bytes.length * 8, value)
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const point = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return tagged('BigDecimal', `${value < 0n ? '-' : ''}${point}`)
}

/** Bytes read one after another. @throws RangeError beyond their end */
class Source {
  #at = 0
  readonly #view: DataView

  constructor(private readonly content: Uint8Array) {
    this.#view = new DataView(content.buffer, content.byteOffset, content.byteLength)
  }

  get isAtEnd(): boolean {
    return this.#at >= this.content.length
  }

  byte(): number {
    return this.#view.getUint8(this.#forward(1))
  }

  float(): number {
    return this.#view.getFloat32(this.#forward(4), true)
  }

  double(): number {
    return this.#view.getFloat64(this.#forward(8), true)
  }

  /** A whole number in zigzag form, seven bits a byte. */
  long(): bigint {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.byte()
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return (value >> 1n) ^ -(value & 1n)
      if (shift > 63n) throw new RangeError('a number is too long')
    }
  }

  take(length: number): Uint8Array {
    const start = this.#forward(length)
    return this.content.subarray(start, start + length)
  }

  skip(length: number): void {
    this.#forward(length)
  }

  bytes(): Uint8Array {
    return this.take(Number(this.long()))
  }

  text(): string {
    return new TextDecoder().decode(this.bytes())
  }

  latin1(length: number): string {
    return String.fromCharCode(...this.take(length))
  }

  /** Items in blocks, each with its count; a count below zero is followed by the size of the block. */
  blocks(item: () => void): void {
    for (;;) {
      let count = Number(this.long())
      if (count === 0) return
      if (count < 0) {
        count = -count
        this.long()
      }
      for (let at = 0; at < count; at++) item()
    }
  }

  #forward(length: number): number {
    const start = this.#at
    if (length < 0 || start + length > this.content.length) throw new RangeError('it ends too early')
    this.#at += length
    return start
  }
}
