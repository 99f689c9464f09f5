import { useEffect, useRef, useState } from 'react'
import type { Table } from './table'
import type { TableFile, TableReader } from './tableFile'

/** A file of rows as far as it is read. */
export type FileTable =
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | {
      readonly state: 'ready'
      readonly table: Table
      readonly reading: boolean
      readonly more: (() => void) | undefined
    }
  | { readonly state: 'failed'; readonly message: string }

/** Rows that are read before somebody asks for more, and how many cross from the worker at once. */
const READ_AT_ONCE = 10_000
const FIRST_PAGE = 500
const PAGE = 2500

type Reading = { readonly blob: Blob; readonly result: FileTable }

/** Reads the rows of a file page by page in a worker; `blob` undefined reads nothing. */
export function useFileTable(blob: Blob | undefined, name: string, tables: TableReader): FileTable {
  const [reading, setReading] = useState<Reading>()
  const [wanted, setWanted] = useState({ blob, rows: READ_AT_ONCE })
  const open = useRef<{ readonly blob: Blob; readonly file: Promise<TableFile | undefined> }>(undefined)
  useEffect(() => {
    if (!blob) return
    const file = tables.open(blob, name)
    open.current = { blob, file }
    return () => {
      file.then(opened => opened?.close()).catch(() => undefined)
    }
  }, [blob, name, tables])
  const rows = wanted.blob === blob ? wanted.rows : READ_AT_ONCE
  useEffect(() => {
    if (!blob || open.current?.blob !== blob) return
    let left = false
    const show = (result: FileTable): void => {
      if (!left) setReading({ blob, result })
    }
    const more = (): void => setWanted({ blob, rows: rows + READ_AT_ONCE })
    readUntil(open.current.file, rows, () => left, more, show).catch((error: unknown) =>
      show({ state: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
    return () => {
      left = true
    }
  }, [blob, rows])
  if (!blob) return { state: 'none' }
  return reading?.blob === blob ? reading.result : { state: 'loading' }
}

async function readUntil(
  opening: Promise<TableFile | undefined>,
  wanted: number,
  left: () => boolean,
  more: () => void,
  show: (result: FileTable) => void,
): Promise<void> {
  const file = await opening
  if (!file) return show({ state: 'none' })
  const rows: Table['rows'][number][] = []
  let complete = false
  let size = FIRST_PAGE
  while (!left() && !complete && rows.length < wanted) {
    const page = await file.page(rows.length, Math.min(size, wanted - rows.length))
    for (const row of page.rows) rows.push(row)
    complete = page.complete
    size = PAGE
    const reading = !complete && rows.length < wanted
    const table: Table = { columns: page.columns, rows: rows.slice(), complete }
    if (!left()) show({ state: 'ready', table, reading, more: complete ? undefined : more })
  }
}
