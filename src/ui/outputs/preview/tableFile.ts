import { releaseProxy, wrap } from 'comlink'
import type { DownloadFormat, Format } from '../../../serde'
import type { Page, TableRowsApi } from './tableRows'

/** A file of rows, open in a worker of its own so that reading never holds up the page. */
export type TableFile = {
  readonly format: Format
  /** @throws Error where the file is not what its name says: its message names the row */
  readonly page: (from: number, count: number) => Promise<Page>
  readonly close: () => void
}

const startWorker = (): Worker => new Worker(new URL('./rows.worker.ts', import.meta.url), { type: 'module' })

/** Opens a file of rows; undefined when it holds none. The caller closes it. */
export async function openTableFile(file: Blob, name: string): Promise<TableFile | undefined> {
  const worker = startWorker()
  const api = wrap<TableRowsApi>(worker)
  const close = (): void => {
    api[releaseProxy]()
    worker.terminate()
  }
  const format = await api.open(file, name).catch((error: unknown) => {
    close()
    throw error
  })
  if (!format) {
    close()
    return undefined
  }
  return { format, page: (from, count) => api.page(from, count), close }
}

/** Writes a file of rows in another format, in a worker. @throws Error where the file is not what its name says */
export async function convertInWorker(file: Blob, name: string, to: DownloadFormat): Promise<Blob> {
  const worker = startWorker()
  try {
    return await wrap<TableRowsApi>(worker).convert(file, name, to)
  } finally {
    worker.terminate()
  }
}
