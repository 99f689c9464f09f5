import { type ColumnType, joined, typeOf, typeOfText } from './columnType'
import { columnNames, readCsv } from './csv'
import { type Format, formatOf } from './format'
import { readIon } from './ion'
import { readJson } from './json'
import { readParquet } from './parquet'
import { entriesOf, itemsOf } from './value'

export type Column = { readonly name: string; readonly type: ColumnType }

/** The cells of a row in the order of the columns; a row may be shorter than the columns are by now. */
export type TableRow = readonly unknown[]

/**
 * A file read as a table, as far as somebody looked. Columns grow with the rows read: rows of a JSON or Ion file need
 * not all have the same keys.
 */
export type Table = {
  readonly format: Format
  readonly columns: () => readonly Column[]
  /** Rows read so far, and whether they are all. */
  readonly known: () => { readonly rows: number; readonly complete: boolean }
  /** Rows `from` to `from + count`, fewer at the end. @throws Unreadable */
  readonly rows: (from: number, count: number) => Promise<readonly TableRow[]>
}

/**
 * Opens a file as a table: `.ion` (text or binary), `.csv`, `.json`, `.jsonl`, `.parquet`. Answers undefined where
 * neither the name nor the first bytes tell that it is one. Reads nothing but the beginning until rows are asked for.
 */
export async function openTable(file: Blob, name: string): Promise<Table | undefined> {
  const format = await formatOf(file, name)
  return format && createTable(format, header => readTableRows(file, format, header))
}

/** A row as names and values, in order. */
export type Entries = readonly (readonly [string, unknown])[]

/**
 * The rows of a file of any format; those of CSV by the header line, whose names `header` is told; empty fields are
 * null. @throws Unreadable
 */
export async function* readTableRows(
  file: Blob,
  format: Format,
  header?: (names: readonly string[]) => void,
): AsyncGenerator<Entries> {
  if (format === 'csv') yield* csvRows(file, header)
  else for await (const row of readValues(file, format)) yield entriesOfRow(row)
}

/** The values of a file as they stand in it: maps, or whatever else its rows are. */
export function readValues(file: Blob, format: Exclude<Format, 'csv'>): AsyncIterable<unknown> {
  switch (format) {
    case 'ion':
      return readIon(file)
    case 'json':
      return readJson(file, { lines: false })
    case 'jsonl':
      return readJson(file, { lines: true })
    case 'parquet':
      return readParquet(file)
    default:
      return format satisfies never
  }
}

async function* csvRows(file: Blob, header?: (names: readonly string[]) => void): AsyncGenerator<Entries> {
  let names: readonly string[] | undefined
  const separator = await guessSeparator(file)
  for await (const record of readCsv(file, { separator, skipEmptyLines: true })) {
    if (names)
      yield record.map((field, index) => [names?.[index] ?? `column_${index + 1}`, field === '' ? null : field])
    else {
      names = columnNames(record)
      header?.(names)
    }
  }
}

/** The likeliest of the usual separators, by the first line. */
async function guessSeparator(file: Blob): Promise<string> {
  const [line = ''] = (await file.slice(0, 4_096).text()).split(/\r?\n/)
  const count = (separator: string): number => line.split(separator).length
  return [',', ';', '\t', '|'].reduce((best, other) => (count(other) > count(best) ? other : best))
}

const entriesOfRow = (row: unknown): Entries =>
  entriesOf(row) ?? itemsOf(row)?.map((item, index) => [`column_${index + 1}`, item] as const) ?? [['value', row]]

function createTable(
  format: Format,
  open: (header: (names: readonly string[]) => void) => AsyncGenerator<Entries>,
): Table {
  const typeOfCell = format === 'csv' ? typeOfField : typeOf
  const positions = new Map<string, number>()
  const types: ColumnType[] = []
  const read: TableRow[] = []
  let complete = false
  let reading: Promise<void> = Promise.resolve()

  const positionOf = (name: string): number => {
    const known = positions.get(name)
    if (known !== undefined) return known
    types.push('null')
    positions.set(name, positions.size)
    return positions.size - 1
  }
  const source = open(names => names.forEach(positionOf))
  const add = (entries: Entries): void => {
    const row: unknown[] = []
    for (const [name, value] of entries) {
      const at = positionOf(name)
      types[at] = joined(types[at] ?? 'null', typeOfCell(value))
      row[at] = value
    }
    read.push(row)
  }
  const readUntil = async (count: number): Promise<void> => {
    while (read.length < count && !complete) {
      const { value, done } = await source.next()
      if (done) complete = true
      else add(value)
    }
  }
  return {
    format,
    columns: () => [...positions.keys()].map((name, at) => ({ name, type: types[at] ?? 'null' })),
    known: () => ({ rows: read.length, complete }),
    rows: async (from, count) => {
      // One row further, so that the last page knows that it is the last.
      reading = reading.then(() => readUntil(from + count + 1))
      await reading
      return read.slice(from, from + count)
    },
  }
}

const typeOfField = (field: unknown): ColumnType => (typeof field === 'string' ? typeOfText(field) : 'null')
