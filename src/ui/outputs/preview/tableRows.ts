import { convertFile, type DownloadFormat, type Format, openTable, type Table } from '../../../serde'
import type { TableColumn, TableRow } from './table'
import { kindOf } from './table'

/** Rows of a file, with the columns and the count as they are known by now. */
export type Page = {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly TableRow[]
  readonly complete: boolean
}

/** What the page asks of the worker that reads a file of rows. */
export type TableRowsApi = {
  /** Answers the format, or undefined where the file holds no rows. */
  readonly open: (file: Blob, name: string) => Promise<Format | undefined>
  /** @throws Unreadable where the file is not what its name says */
  readonly page: (from: number, count: number) => Promise<Page>
  /** The whole file in another format. @throws Unreadable */
  readonly convert: (file: Blob, name: string, to: DownloadFormat) => Promise<Blob>
}

/** Reads one file of rows; it remembers how far it has read. */
export function tableRows(): TableRowsApi {
  let table: Table | undefined
  const open: TableRowsApi['open'] = async (file, name) => {
    table = await openTable(file, name)
    return table?.format
  }
  return {
    open,
    page: async (from, count) => {
      if (!table) throw new Error('a page was asked for before a file was opened')
      const rows = await table.rows(from, count)
      const columns = table.columns().map(({ name, type }) => {
        const word = type === 'integer' ? 'int' : type
        return { name, type: word, kind: kindOf(word) }
      })
      const known = table.known()
      return { columns, rows: rows.map(dense), complete: known.complete && from + rows.length >= known.rows }
    },
    convert: async (file, name, to) => {
      const format = (await openTable(file, name))?.format
      if (!format) throw new Error(`${name} holds no rows`)
      return convertFile(file, format, to)
    },
  }
}

/** Holes of a row (keys it does not have) become undefined, so that they cross to the page. */
const dense = (row: TableRow): TableRow => Array.from(row)
