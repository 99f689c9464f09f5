import { deflateSync, Inflate } from 'fflate'
import { type LinkContent, LinkUnreadable } from './content'
import { DICTIONARY_D } from './dictionary'
import { join, readRecords, writeRecords } from './records'

/** Characters of a payload that are still read. */
export const MAX_ENCODED = 2_000_000

/** Bytes that a payload may unpack to. */
export const MAX_DECODED = 16_000_000

/** Bytes that may be unpacked before their ratio to the packed ones is looked at; then at most this ratio. */
const FREE = 4_000_000
const MAX_RATIO = 200

/** What was read of a link: `complete` is false when it was cut and what is here is what could be saved. */
export type OpenedLink = { readonly content: LinkContent; readonly complete: boolean }

/**
 * Packs a content into the fragment of an address: `#/v1/d/<payload>`. The payload is base64url of a CRC-32 (four
 * bytes, high one first) and the records, deflated with a dictionary of our own words. Nothing of it reaches a server.
 */
export function encodeLink(content: LinkContent): string {
  const packed = deflateSync(writeRecords(content), { level: 9, dictionary: dictionary() })
  return `#/v1/d/${toBase64Url(join([checksum(packed), packed]))}`
}

/**
 * Unpacks the fragment of an address. A link that was cut or damaged gives what can be saved of its flow.
 * @throws LinkUnreadable when nothing can be read
 */
export function decodeLink(fragment: string): OpenedLink {
  const [, version, codec, payload = ''] = /^#?\/(v\d+)\/([^/]+)\/([^?]*)$/.exec(fragment.trim()) ?? []
  if (version === undefined) throw new LinkUnreadable('not-a-link')
  if (version !== 'v1') throw new LinkUnreadable('unknown-version')
  if (codec !== 'd') throw new LinkUnreadable('unknown-codec')
  if (payload.length > MAX_ENCODED) throw new LinkUnreadable('too-long')
  return decodeDeflated(payload)
}

function decodeDeflated(payload: string): OpenedLink {
  const bytes = fromBase64Url(payload)
  const packed = bytes.subarray(4)
  const whole = sameBytes(bytes.subarray(0, 4), checksum(packed))
  const read = readRecords(inflate(packed, whole))
  if (read.content.flows.every(flow => flow.trim() === '')) throw new LinkUnreadable('damaged')
  return { content: read.content, complete: whole && read.complete }
}

/** Inflates in small steps, so that a bomb is noticed early; of damaged bytes, as much as can be read. */
function inflate(packed: Uint8Array, whole: boolean): Uint8Array {
  const parts: Uint8Array[] = []
  let size = 0
  let read = 0
  const inflater = new Inflate({ dictionary: dictionary() }, chunk => {
    size += chunk.length
    if (size > MAX_DECODED || (size > FREE && size > read * MAX_RATIO)) throw new LinkUnreadable('too-large')
    parts.push(chunk)
  })
  try {
    for (let at = 0; at < packed.length; at += STEP) {
      const end = Math.min(at + STEP, packed.length)
      read = end
      inflater.push(packed.slice(at, end), whole && end === packed.length)
    }
  } catch (error) {
    if (error instanceof LinkUnreadable || whole) throw error
  }
  return join(parts)
}

/** Small, because deflate can swell a thousandfold: what one step unpacks to is in memory at once. */
const STEP = 128

const dictionary = (): Uint8Array => new TextEncoder().encode(DICTIONARY_D)

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Reads base64url up to the first character that is none; chat programs like to put a dot behind a link. */
function fromBase64Url(text: string): Uint8Array {
  const clean = /^[A-Za-z0-9_-]*/.exec(text)?.[0] ?? ''
  const usable = clean.length % 4 === 1 ? clean.slice(0, -1) : clean
  const binary = atob(usable.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
  return bytes
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index])

/** CRC-32 as zip files have it, high byte first. */
function checksum(bytes: Uint8Array): Uint8Array {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return new Uint8Array(Uint32Array.of(~crc).buffer).reverse()
}
