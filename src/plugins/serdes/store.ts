import { type Rows, writeIon } from '../../serde'
import type { RunContext } from '../../task'

/** Stores rows as the version of the flow does, counts them as the metric `records`, and answers address and count. */
export async function storeIon(
  { storage, tempName, version, metric }: RunContext,
  rows: Rows,
): Promise<{ readonly uri: string; readonly size: number }> {
  const counted = counting(rows)
  const file = await writeIon(counted.rows, version === '1.3' ? 'text' : 'binary')
  metric({ name: 'records', type: 'counter', value: counted.count() })
  return { uri: await storage.put(tempName('.ion'), file), size: counted.count() }
}

/** The same rows, and how many have gone by. */
export function counting(rows: Rows): { readonly rows: AsyncIterable<unknown>; readonly count: () => number } {
  let count = 0
  const counted = async function* (): AsyncGenerator<unknown> {
    for await (const row of rows) {
      count++
      yield row
    }
  }
  return { rows: counted(), count: () => count }
}

/** Encodes a file that was written in UTF-8. @throws RangeError for an encoding that cannot be written here */
export async function inCharset(file: Blob, charset: string): Promise<Blob> {
  const name = charset.toUpperCase()
  if (name === 'UTF-8' || name === 'UTF8') return file
  const limit = { 'US-ASCII': 0x7f, ASCII: 0x7f, 'ISO-8859-1': 0xff, LATIN1: 0xff }[name]
  if (limit === undefined) throw new RangeError(`${charset} cannot be written here. Use UTF-8 or ISO-8859-1.`)
  const text = await file.text()
  const bytes = Uint8Array.from(text, character => {
    const code = character.codePointAt(0) ?? 0
    return code <= limit ? code : 0x3f
  })
  return new Blob([bytes], { type: file.type })
}
