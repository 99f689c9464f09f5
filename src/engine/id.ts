const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/**
 * An id as Kestra makes them: 128 random bits as base62, 21 or 22 characters. Source: Kestra `IdUtils`.
 * @param bytes 16 random bytes
 */
export function base62Id(bytes: Uint8Array): string {
  let left = 0n
  for (const byte of bytes) left = (left << 8n) | BigInt(byte)
  let id = ''
  do {
    id = (DIGITS[Number(left % 62n)] ?? '') + id
    left /= 62n
  } while (left > 0n)
  return id
}
