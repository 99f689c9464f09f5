import { ionParser, readIon, textLines, writeIon } from '../../../serde'
import type { RunContext } from '../../../task'

/** An item of a stored file: its value, and its line where the file's lines are passed on as they are. */
export type Item = { readonly value: unknown; readonly line?: string }

/**
 * Reads the items of a stored Ion file. Kestra 1.3 reads lines, one item each, and passes lines on; 2.0 reads values.
 * @throws Unreadable where the file is not Ion
 */
export async function* readItems({ storage, version }: RunContext, uri: string): AsyncGenerator<Item> {
  const file = await storage.get(uri)
  if (version === '2.0') {
    for await (const value of readIon(file)) yield { value }
    return
  }
  const parse = await ionParser()
  let row = 0
  for await (const line of textLines(file)) yield { value: parse(line, ++row), line }
}

/** Stores items as the version of the flow does, and answers the address. */
export async function storeItems(
  { storage, tempName, version }: RunContext,
  items: AsyncIterable<Item>,
): Promise<string> {
  const file = version === '2.0' ? await writeIon(valuesOf(items), 'binary') : await lineFile(items)
  return storage.put(tempName('.ion'), file)
}

async function* valuesOf(items: AsyncIterable<Item>): AsyncGenerator<unknown> {
  for await (const { value } of items) yield value
}

async function lineFile(items: AsyncIterable<Item>): Promise<Blob> {
  const lines: string[] = []
  for await (const { line = '' } of items) lines.push(`${line}\n`)
  return new Blob(lines)
}

/** What an expression sees of an item: its keys as variables. */
export const variablesOf = (value: unknown): Readonly<Record<string, unknown>> =>
  value instanceof Map ? Object.fromEntries(value) : ((value ?? {}) as Readonly<Record<string, unknown>>)
