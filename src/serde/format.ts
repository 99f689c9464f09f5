import { isBinaryIon } from './ion'

/** Formats of files that hold rows. */
export type Format = 'ion' | 'csv' | 'json' | 'jsonl' | 'parquet'

const BY_EXTENSION: Readonly<Record<string, Format>> = {
  csv: 'csv',
  tsv: 'csv',
  ion: 'ion',
  json: 'json',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  parquet: 'parquet',
}

/** The format of a file: by its first bytes where they are certain, else by the extension of its name. */
export async function formatOf(file: Blob, name: string): Promise<Format | undefined> {
  if (await isBinaryIon(file)) return 'ion'
  if ((await file.slice(0, 4).text()) === 'PAR1') return 'parquet'
  return BY_EXTENSION[name.slice(name.lastIndexOf('.') + 1).toLowerCase()]
}
