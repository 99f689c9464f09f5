import { csvLine } from './csv'
import type { Format } from './format'
import { writeIon } from './ion'
import { writeJson } from './json'
import { Gatherer } from './lines'
import { readTableRows, readValues } from './table'
import { cellText, mapOf } from './value'

/** What a stored table can be downloaded as; `ion` is the text form, which people can read. */
export type DownloadFormat = 'csv' | 'json' | 'jsonl' | 'ion'

/**
 * Writes a file of rows in another format, without holding all of it at once. Values keep their digits; a CSV file has
 * texts only and gives texts. @throws Unreadable
 */
export function convertFile(file: Blob, from: Format, to: DownloadFormat): Promise<Blob> {
  switch (to) {
    case 'csv':
      return toCsv(file, from)
    case 'json':
      return writeJson(valuesOf(file, from), { lines: false })
    case 'jsonl':
      return writeJson(valuesOf(file, from), { lines: true })
    case 'ion':
      return writeIon(valuesOf(file, from), 'text')
    default:
      return to satisfies never
  }
}

async function* valuesOf(file: Blob, format: Format): AsyncGenerator<unknown> {
  if (format !== 'csv') yield* readValues(file, format)
  else for await (const row of readTableRows(file, format)) yield mapOf(row)
}

/** Every key of every row is a column, so the rows are walked twice where they are not alike. */
async function toCsv(file: Blob, from: Format): Promise<Blob> {
  const columns = new Set<string>()
  const add = (name: string) => columns.add(name)
  for await (const row of readTableRows(file, from, names => names.forEach(add))) for (const [name] of row) add(name)
  const line = csvLine({})
  const written = new Gatherer()
  if (columns.size > 0) written.add(line([...columns]))
  for await (const row of readTableRows(file, from)) {
    const cells = new Map(row)
    written.add(line([...columns].map(name => cellText(cells.get(name)))))
  }
  return written.finish('text/csv')
}
