import { releaseProxy, wrap } from 'comlink'
import type { DownloadFormat, Format } from '../../../serde'
import type { Page, TableRowsApi } from './tableRows'

/** A file of rows, open in a worker so that reading never holds up the page. */
export type TableFile = {
  readonly format: Format
  /** @throws Error where the file is not what its name says: its message names the row */
  readonly page: (from: number, count: number) => Promise<Page>
  readonly close: () => void
}

/** Reads and converts files of rows in a worker that starts with the first file and stays: it works offline then. */
export type TableReader = {
  /** Opens a file of rows; undefined when it holds none. The caller closes it. */
  readonly open: (file: Blob, name: string) => Promise<TableFile | undefined>
  /** Writes a file of rows in another format. @throws Error where the file is not what its name says */
  readonly convert: (file: Blob, name: string, to: DownloadFormat) => Promise<Blob>
}

/** Makes a reader; one a page is enough. */
export function createTableReader(): TableReader {
  let running: RowsWorker | undefined
  const connect = (): Connection => {
    running ??= startWorker(() => {
      running = undefined
    })
    return connectTo(running)
  }
  const open: TableReader['open'] = async (file, name) => {
    const { api, lost, close } = connect()
    const format = await Promise.race([api.open(file, name), lost]).catch((error: unknown) => {
      close()
      throw error
    })
    if (!format) {
      close()
      return undefined
    }
    return { format, page: (from, count) => Promise.race([api.page(from, count), lost]), close }
  }
  const convert: TableReader['convert'] = async (file, name, to) => {
    const { api, lost, close } = connect()
    return Promise.race([api.convert(file, name, to), lost]).finally(close)
  }
  return { open, convert }
}

type RowsWorker = { readonly worker: Worker; readonly lost: Promise<never> }

type Connection = {
  readonly api: Pick<TableRowsApi, keyof TableRowsApi>
  /** Rejects when the worker ends by itself. */
  readonly lost: Promise<never>
  readonly close: () => void
}

function startWorker(onLost: () => void): RowsWorker {
  const worker = new Worker(new URL('./rows.worker.ts', import.meta.url), { type: 'module' })
  const lost = new Promise<never>((_, reject) => {
    worker.onerror = () => {
      onLost()
      reject(new Error('The part of the page that reads rows did not load. Reload the page when you are online.'))
    }
  })
  lost.catch(() => undefined)
  return { worker, lost }
}

/** A port of its own for each file, so that files do not wait for each other's ends. */
function connectTo({ worker, lost }: RowsWorker): Connection {
  const { port1, port2 } = new MessageChannel()
  worker.postMessage(undefined, [port2])
  const api = wrap<TableRowsApi>(port1)
  const close = (): void => {
    api[releaseProxy]()
    port1.close()
  }
  return { api, lost, close }
}
