/** Bytes on a line of a hex dump. */
export const BYTES_PER_LINE = 16

/** A line of a hex dump: its address, its bytes in two groups of eight, and what of them is text. */
export function hexLine(bytes: Uint8Array, line: number): readonly [string, string, string] {
  const start = line * BYTES_PER_LINE
  const part = [...bytes.subarray(start, start + BYTES_PER_LINE)]
  const pairs = part.map(byte => byte.toString(16).padStart(2, '0'))
  const left = pairs.slice(0, 8).join(' ')
  const right = pairs.slice(8).join(' ')
  const text = part.map(byte => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·')).join('')
  return [start.toString(16).padStart(8, '0'), `${left}  ${right}`.padEnd(48), text]
}
