/** The bytes of binary Ion 1.0, written one after another into one growing array. Source: Amazon Ion 1.0, binary encoding. */
export class IonBytes {
  private bytes = new Uint8Array(1 << 16)
  private at = 0
  private readonly view = new DataView(new ArrayBuffer(8))

  get size(): number {
    return this.at
  }

  /** A copy of what is written, after which the writing begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(0, this.at)
    this.at = 0
    return taken
  }

  /** Adds what another one holds, and begins that one anew. */
  append(other: IonBytes): void {
    this.raw(other.bytes.subarray(0, other.at))
    other.at = 0
  }

  byte(value: number): void {
    this.room(1)
    this.bytes[this.at++] = value
  }

  raw(values: Uint8Array): void {
    this.room(values.length)
    this.bytes.set(values, this.at)
    this.at += values.length
  }

  /** A type in the upper half of a byte, and a length: in its lower half, or behind it. */
  head(type: number, length: number): void {
    if (length < LONG) this.byte(type | length)
    else {
      this.byte(type | LONG)
      this.varUInt(length)
    }
  }

  varUInt(value: number): void {
    const size = varSize(value)
    this.room(size)
    for (let place = size - 1, rest = value; place >= 0; place--, rest = Math.floor(rest / 128)) {
      this.bytes[this.at + place] = (rest % 128) | (place === size - 1 ? 0x80 : 0)
    }
    this.at += size
  }

  /** At most six bits and a sign: offsets of zero, and exponents of decimals that are further away in more bytes. */
  varInt(value: number, negative: boolean = value < 0): void {
    const size = Math.abs(value)
    const sign = negative ? 0x40 : 0
    if (size < 0x40) this.byte(0x80 | sign | size)
    else if (size < 0x2000) {
      this.byte(sign | (size >> 7))
      this.byte(0x80 | (size & 0x7f))
    } else {
      this.byte(sign | ((size >> 14) & 0x3f))
      this.byte((size >> 7) & 0x7f)
      this.byte(0x80 | (size & 0x7f))
    }
  }

  text(value: string): void {
    const length = value.length
    if (length > SHORT_TEXT || !isAscii(value)) {
      const encoded = ENCODER.encode(value)
      this.head(STRING, encoded.length)
      this.raw(encoded)
      return
    }
    this.head(STRING, length)
    this.room(length)
    for (let place = 0; place < length; place++) this.bytes[this.at++] = value.charCodeAt(place)
  }

  float(value: number): void {
    if (Object.is(value, 0)) {
      this.byte(FLOAT)
      return
    }
    this.view.setFloat64(0, value)
    this.byte(FLOAT | 8)
    this.raw(new Uint8Array(this.view.buffer))
  }

  /** A whole number that a double holds exactly. */
  integer(value: number): void {
    const type = value < 0 ? NEGATIVE : POSITIVE
    const size = Math.abs(value)
    const length = byteSize(size)
    this.byte(type | length)
    this.room(length)
    for (let place = length - 1, rest = size; place >= 0; place--, rest = Math.floor(rest / 256)) {
      this.bytes[this.at + place] = rest % 256
    }
    this.at += length
  }

  bigInteger(value: bigint): void {
    const magnitude = magnitudeOf(value)
    this.head(value < 0n ? NEGATIVE : POSITIVE, magnitude.length)
    this.raw(magnitude)
  }

  /** The magnitude of a number with its sign in the first bit. */
  signed(value: bigint, negative: boolean): void {
    const magnitude = magnitudeOf(value)
    const [first = 0] = magnitude
    const sign = negative ? 0x80 : 0
    if (magnitude.length === 0 || first >= 0x80) {
      this.byte(sign)
      this.raw(magnitude)
    } else {
      this.byte(sign | first)
      this.raw(magnitude.subarray(1))
    }
  }

  /** Begins what has a length that is not known yet; answers the place for `close`. */
  open(): number {
    this.byte(0)
    return this.at - 1
  }

  /** Ends it: its length goes in front, and moves what was written where that takes more than a byte. */
  close(start: number, type: number): void {
    const length = this.at - start - 1
    if (length < LONG) {
      this.bytes[start] = type | length
      return
    }
    const size = varSize(length)
    this.room(size)
    this.bytes.copyWithin(start + 1 + size, start + 1, this.at)
    const end = this.at + size
    this.at = start
    this.head(type, length)
    this.at = end
  }

  private room(more: number): void {
    if (this.at + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.at + more))
    larger.set(this.bytes)
    this.bytes = larger
  }
}

export const NULL = 0x0f
export const FALSE = 0x10
export const TRUE = 0x11
const POSITIVE = 0x20
const NEGATIVE = 0x30
const FLOAT = 0x40
export const DECIMAL = 0x50
export const TIMESTAMP = 0x60
const STRING = 0x80
export const BLOB = 0xa0
export const LIST = 0xb0
export const STRUCT = 0xd0
export const ANNOTATION = 0xe0

/** Lengths from here on stand behind the byte of the type. */
const LONG = 14

/** Texts up to here are looked at character by character, which is faster than the encoder. */
const SHORT_TEXT = 64
const ENCODER = new TextEncoder()

function isAscii(text: string): boolean {
  for (let place = 0; place < text.length; place++) if (text.charCodeAt(place) > 0x7f) return false
  return true
}

function varSize(value: number): number {
  let size = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++
  return size
}

function byteSize(value: number): number {
  let size = 0
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) size++
  return size
}

/** The bytes of a number without its sign, the largest first; none for zero. */
function magnitudeOf(value: bigint): Uint8Array {
  const size = value < 0n ? -value : value
  if (size === 0n) return new Uint8Array(0)
  const digits = size.toString(16)
  const even = digits.length % 2 === 0 ? digits : `0${digits}`
  return Uint8Array.from({ length: even.length / 2 }, (_, place) =>
    Number.parseInt(even.slice(place * 2, place * 2 + 2), 16),
  )
}
