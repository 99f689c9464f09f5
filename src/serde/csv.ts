import { Gatherer, textPieces } from './lines'
import { Unreadable } from './unreadable'
import { cellText, entriesOf, itemsOf, type Rows } from './value'

export type CsvReadOptions = {
  /** Default `,`. */
  readonly separator?: string
  /** Default `"`. */
  readonly quote?: string
  readonly charset?: string
  readonly skipEmptyLines?: boolean
}

/** A row that grows past this many characters has an open quote. Kestra's reader has the same limit. */
const LONGEST_ROW = 16 << 20

/** Reads the records of a CSV file as texts, the header line too. @throws Unreadable where a quote never closes */
export async function* readCsv(file: Blob, options: CsvReadOptions = {}): AsyncGenerator<readonly string[]> {
  const { default: Papa } = await import('papaparse')
  const parse = (
    text: string,
    last: boolean,
  ): { readonly data: readonly (readonly string[])[]; readonly end: number } => {
    const parser = new Papa.Parser({
      delimiter: options.separator ?? ',',
      quoteChar: options.quote ?? '"',
      newline: newline ?? '\n',
    })
    const { data, meta } = parser.parse(text, 0, !last) as { data: string[][]; meta: { cursor: number } }
    return { data: data.map(withoutReturn).filter(isKept), end: meta.cursor }
  }
  const isKept = (record: readonly string[]): boolean =>
    !options.skipEmptyLines || record.length > 1 || record[0] !== ''
  let newline: '\n' | '\r' | undefined
  let rest = ''
  let count = 0
  for await (const piece of textPieces(file, options.charset)) {
    const text = rest + piece
    newline ??= text.includes('\n') || !text.includes('\r') ? '\n' : '\r'
    const { data, end } = parse(text, false)
    yield* data
    count += data.length
    rest = text.slice(end)
    if (rest.length > LONGEST_ROW) throw new Unreadable('CSV', count + 1, 'a quote is opened and never closed')
  }
  if (rest !== '') yield* parse(rest, true).data
}

/** Lines may end in `\r\n`: the return belongs to the end, not to the last field. */
function withoutReturn(record: string[]): readonly string[] {
  const last = record.at(-1)
  return last?.endsWith('\r') ? record.with(-1, last.slice(0, -1)) : record
}

/**
 * The name of every column by its position: empty names and names met before get their number, so that none is lost
 * where a row becomes a map.
 */
export function columnNames(header: readonly string[]): readonly string[] {
  const seen = new Set<string>()
  return header.map((name, index) => {
    const own = name === '' || seen.has(name) ? `${name === '' ? 'column' : name}_${index + 1}` : name
    seen.add(own)
    return own
  })
}

export type CsvWriteOptions = {
  readonly header?: boolean
  readonly separator?: string
  readonly quote?: string
  /** Default `\n`. */
  readonly lineEnd?: string
  /** Which fields are put in quotes: those that need it, all, or all but numbers. */
  readonly quoteMode?: 'REQUIRED' | 'ALWAYS' | 'NON_NUMERIC'
  /** Writes a value of a row; undefined leaves the cell empty. Default `cellText`. */
  readonly cell?: (value: unknown) => string | undefined
}

/**
 * Writes rows (maps, or lists without a header) as CSV. The keys of the first row are the header; rows are written by
 * position, as Kestra does. @throws TypeError where a header is wanted of rows that are lists
 */
export async function writeCsv(rows: Rows, options: CsvWriteOptions = {}): Promise<Blob> {
  const { header = true, cell = cellText } = options
  const line = csvLine(options)
  const file = new Gatherer()
  let first = true
  for await (const row of rows) {
    const entries = entriesOf(row)
    const items = itemsOf(row)
    if (items && header) throw new TypeError('Invalid data of type List with header')
    if (first && header && entries) file.add(line(entries.map(([key]) => key)))
    first = false
    if (entries) file.add(line(entries.map(([, value]) => cell(value))))
    else if (items) file.add(line(items.map(cell)))
  }
  return file.finish('text/csv')
}

/** Makes a function that writes one record with its line end. */
export function csvLine(options: CsvWriteOptions): (fields: readonly (string | undefined)[]) => string {
  const { separator = ',', quote = '"', lineEnd = '\n', quoteMode = 'REQUIRED' } = options
  const mustQuote = (field: string): boolean =>
    [separator, quote, '\n', '\r'].some(special => field.includes(special)) ||
    quoteMode === 'ALWAYS' ||
    (quoteMode === 'NON_NUMERIC' && !/^[-+]?(?=[\d.])\d*\.?\d*$/.test(field))
  const write = (field: string | undefined): string => {
    const text = field ?? ''
    return mustQuote(text) ? quote + text.replaceAll(quote, quote + quote) + quote : text
  }
  return fields => fields.map(write).join(separator) + lineEnd
}
