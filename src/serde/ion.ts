import { ionText } from './ionText'
import { Gatherer, textPieces } from './lines'
import { Unreadable } from './unreadable'
import type { Rows } from './value'

/** Kestra 1.3 stores rows as Ion text, one on a line; 2.0 as binary Ion. */
export type IonForm = 'text' | 'binary'

/** Bytes that go to the file at a time. */
const PIECE = 1 << 16

/** Writes rows as a stored Ion file. Kestra: `FileSerde.write`. */
export async function writeIon(rows: Rows, form: IonForm): Promise<Blob> {
  const file = new Gatherer()
  if (form === 'text') for await (const row of rows) file.add(`${ionText(row)}\n`)
  else {
    const { createIonWriter } = await import('./ionBinary')
    const writer = createIonWriter()
    for await (const row of rows) {
      writer.add(row)
      if (writer.size() > PIECE) file.add(writer.take())
    }
    file.add(writer.take())
  }
  return file.finish('application/ion')
}

/** Reads the rows of an Ion file, text or binary. @throws Unreadable */
export async function* readIon(file: Blob): AsyncGenerator<unknown> {
  const { readIonValues } = await import('./ionRead')
  let row = 0
  try {
    const binary = await isBinaryIon(file)
    const rows = binary ? readIonValues(new Uint8Array(await file.arrayBuffer())) : readIonText(file, readIonValues)
    for await (const value of rows) {
      row++
      yield value
    }
  } catch (cause) {
    throw new Unreadable('Ion', row + 1, cause)
  }
}

/** Loads the reader of one Ion value in a text; `row` is told where it throws Unreadable. Without a value: null. */
export async function ionParser(): Promise<(text: string, row: number) => unknown> {
  const { readIonValues } = await import('./ionRead')
  return (text, row) => {
    try {
      return readIonValues(text).next().value ?? null
    } catch (cause) {
      throw new Unreadable('Ion', row, cause)
    }
  }
}

/** Whether a file starts with the version marker of binary Ion 1.0. */
export async function isBinaryIon(file: Blob): Promise<boolean> {
  const [a, b, c, d] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return a === 0xe0 && b === 0x01 && c === 0x00 && d === 0xea
}

/**
 * Text is read line by line, as Kestra writes it; a value that goes over several lines is put together from as many
 * as it needs, at most the rest of the file.
 */
async function* readIonText(file: Blob, read: (text: string) => Iterable<unknown>): AsyncGenerator<unknown> {
  let rest = ''
  for await (const piece of textPieces(file)) {
    const text = rest + piece
    const end = text.lastIndexOf('\n') + 1
    const whole = wholeValues(text.slice(0, end), read)
    if (whole) yield* whole
    rest = whole ? text.slice(end) : text
  }
  yield* read(rest)
}

function wholeValues(text: string, read: (text: string) => Iterable<unknown>): readonly unknown[] | undefined {
  try {
    return [...read(text)]
  } catch {
    return undefined
  }
}
