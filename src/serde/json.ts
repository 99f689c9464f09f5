import { Gatherer, textLines } from './lines'
import { Unreadable } from './unreadable'
import { doubleValue, integerValue, jsonText, type Rows } from './value'

export type JsonOptions = {
  /** One value on a line; else the file is one list of rows. */
  readonly lines: boolean
  readonly charset?: string
}

/** Reads the rows of a JSON file: one a line, or the items of its list. Numbers keep their digits. @throws Unreadable */
export async function* readJson(file: Blob, { lines, charset = 'utf-8' }: JsonOptions): AsyncGenerator<unknown> {
  const parse = await jsonParser()
  let row = 0
  try {
    if (lines) {
      for await (const line of textLines(file, charset)) {
        row++
        if (line.trim() !== '') yield parse(line)
      }
    } else {
      row = 1
      const whole = parse(new TextDecoder(charset).decode(await file.arrayBuffer()))
      if (Array.isArray(whole)) yield* whole
      else yield whole
    }
  } catch (cause) {
    throw cause instanceof SyntaxError ? new Unreadable('JSON', row, cause) : cause
  }
}

/** Loads the reader of JSON text into plain values. It throws SyntaxError. */
export async function jsonParser(): Promise<(text: string) => unknown> {
  const { parse } = await import('lossless-json')
  return text => parse(text, null, { parseNumber: numberValue, onDuplicateKey: ({ newValue }) => newValue }) as unknown
}

/** Integers of any size, else doubles, as Jackson reads them. */
const numberValue = (text: string): unknown =>
  /^-?\d+$/.test(text) ? integerValue(BigInt(text)) : doubleValue(Number(text))

/** Writes rows as JSON: one a line, or one list. */
export async function writeJson(rows: Rows, { lines }: Pick<JsonOptions, 'lines'>): Promise<Blob> {
  const file = new Gatherer()
  let first = true
  if (!lines) file.add('[')
  for await (const row of rows) {
    file.add(lines ? `${jsonText(row)}\n` : `${first ? '' : ','}${jsonText(row)}`)
    first = false
  }
  if (!lines) file.add(']')
  return file.finish(lines ? 'application/jsonl' : 'application/json')
}
