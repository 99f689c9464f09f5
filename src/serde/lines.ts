/** Bytes read at a time. */
const STEP = 1 << 20

/** The text of a Blob in pieces of about a megabyte, decoded across their borders. A leading byte order mark goes. */
export async function* textPieces(blob: Blob, charset = 'utf-8'): AsyncGenerator<string> {
  const decoder = new TextDecoder(charset)
  for (let at = 0; at < blob.size; at += STEP) {
    const bytes = await blob.slice(at, at + STEP).arrayBuffer()
    const piece = decoder.decode(bytes, { stream: at + STEP < blob.size })
    if (piece !== '') yield piece
  }
}

/** The lines of a Blob without their ends (`\n` or `\r\n`). */
export async function* textLines(blob: Blob, charset?: string): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of textPieces(blob, charset)) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (rest !== '') yield rest
}

/** Gathers pieces of a file into few large ones, so that a million rows are not a million small strings at once. */
export class Gatherer {
  private readonly parts: Blob[] = []
  private pieces: BlobPart[] = []
  private size = 0

  add(piece: string | Uint8Array<ArrayBuffer>): void {
    this.pieces.push(piece)
    this.size += piece.length
    if (this.size < STEP) return
    this.parts.push(new Blob(this.pieces))
    this.pieces = []
    this.size = 0
  }

  finish(type: string): Blob {
    return new Blob([...this.parts, ...this.pieces], { type })
  }
}
