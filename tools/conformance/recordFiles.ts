import { type Plain, printJson } from '../../src/expression'
import { isBinaryIon, readIon } from '../../src/serde'
import { FileNotFound, type KestraUri } from '../../src/storage'
import type { RecordedFile } from './recording'

/** Recordings keep the first bytes of a file. */
const HEAD = 2_000

/** Files as a recording keeps them; those that are gone are left out. */
export async function recordFiles(
  addresses: readonly string[],
  get: (address: KestraUri) => Promise<Blob>,
): Promise<Readonly<Record<string, RecordedFile>>> {
  const files: Record<string, RecordedFile> = {}
  for (const address of addresses) {
    try {
      files[address] = await recordFile(await get(address as KestraUri))
    } catch (error) {
      if (!(error instanceof FileNotFound)) throw error
    }
  }
  return files
}

async function recordFile(content: Blob): Promise<RecordedFile> {
  const { size } = content
  if (!(await isBinaryIon(content))) return { size, head: await content.slice(0, HEAD).text() }
  const ionRowsAsJson: unknown[] = []
  // 2.0 alone writes binary Ion, and prints dates in its own way.
  const asRecorded = { dialect: '2.0', nulls: true } as const
  for await (const row of readIon(content)) ionRowsAsJson.push(JSON.parse(printJson(row as Plain, asRecorded)))
  return { size, binaryIon: true, ionRowsAsJson }
}
