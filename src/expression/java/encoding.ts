import { JavaError } from './javaError'

/** `String.getBytes(UTF_8)`: a lone surrogate becomes `?`. */
export function utf8Bytes(text: string): Uint8Array {
  return new TextEncoder().encode(withoutLoneSurrogates(text))
}

/** With the `u` flag a surrogate only matches when it is no half of a pair. */
function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '?')
}

/** `new String(bytes, UTF_8)`: bytes that are no UTF-8 become U+FFFD. A byte order mark stays. */
export function utf8Text(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** `Base64.getEncoder()`: padded, no line breaks. */
export function base64Encode(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let i = 0; i < bytes.length; i += 3) {
    const bits = ((bytes[i] ?? 0) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    const digits = [18, 12, 6, 0].map(shift => base64Alphabet[(bits >> shift) & 63]).join('')
    const kept = Math.min(bytes.length - i, 3) + 1
    groups.push(digits.slice(0, kept).padEnd(4, '='))
  }
  return groups.join('')
}

/**
 * `Base64.getDecoder()`: strict about characters and padding, though padding may be left out altogether.
 * @throws JavaError IllegalArgumentException in Java's words
 */
export function base64Decode(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const body = text.slice(0, text.length - padding)
  const wrong = [...body].find(c => !base64Alphabet.includes(c))
  if (wrong !== undefined) throw illegal(`Illegal base64 character ${(wrong.codePointAt(0) ?? 0).toString(16)}`)
  if (padding > 0 && text.length % 4 !== 0) throw illegal('Input byte array has wrong 4-byte ending unit')
  if (body.length % 4 === 1) throw illegal(`Last unit does not have enough valid bits`)
  const bytes = new Uint8Array(Math.floor((body.length * 6) / 8))
  let bits = 0
  let held = 0
  let at = 0
  for (const c of body) {
    bits = ((bits << 6) | base64Alphabet.indexOf(c)) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      bytes[at++] = (bits >> held) & 255
    }
  }
  return bytes
}

/** `URLEncoder.encode(text, UTF_8)`: form encoding, a space is `+`, `*-._` stay. */
export function urlEncode(text: string): string {
  return encodeURIComponent(withoutLoneSurrogates(text))
    .replace(/[!'()~]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/**
 * `URLDecoder.decode(text, UTF_8)`: `+` is a space; bytes that are no UTF-8 become U+FFFD.
 * @throws JavaError IllegalArgumentException for a broken `%` escape, in Java's words
 */
export function urlDecode(text: string): string {
  return text.replaceAll('+', ' ').replace(/%(?:[^%]{0,2}%)*[^%]{0,2}/g, run => decodeEscapes(run))
}

function decodeEscapes(run: string): string {
  const bytes: number[] = []
  let at = 0
  while (run[at] === '%') {
    const hex = run.slice(at + 1, at + 3)
    if (hex.length < 2) throw illegal('URLDecoder: Incomplete trailing escape (%) pattern')
    bytes.push(hexByte(hex))
    at += 3
  }
  return utf8Text(Uint8Array.from(bytes)) + run.slice(at)
}

function hexByte(hex: string): number {
  if (/^[0-9a-fA-F]{2}$/.test(hex)) return Number.parseInt(hex, 16)
  if (/^-[0-9a-fA-F]$/.test(hex))
    throw illegal('URLDecoder: Illegal hex characters in escape (%) pattern - negative value')
  const reason = /^\+[0-9a-fA-F]$/.test(hex)
    ? `not a hexadecimal digit: "+" = 43`
    : `Error at index ${/^[0-9a-fA-F]/.test(hex) ? 1 : 0} in: "${hex}"`
  throw illegal(`URLDecoder: Illegal hex characters in escape (%) pattern - ${reason}`)
}

function illegal(message: string): JavaError {
  return new JavaError('java.lang.IllegalArgumentException', message)
}
