import { AsyncDuckDB, type AsyncDuckDBConnection, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm'
import type { RunnerWorker } from '../runner'

export { runStatement } from './sqlResult'
export { loadTables } from './tableFiles'

/**
 * Connects `AsyncDuckDB` to a DuckDB worker of the untrusted zone; loaded when the first query comes, as it brings
 * Arrow along. The library expects a Worker: the port is dressed as one.
 */
export async function connectDuckDB(worker: RunnerWorker, nonce: string): Promise<AsyncDuckDB> {
  await booted(worker, nonce)
  const db = new AsyncDuckDB(new VoidLogger(), dressAsWorker(worker))
  await db.instantiate('https://runtime.invalid/duckdb-eh.wasm')
  return db
}

/** Lets DuckDB read a file where it lies, without a copy of it. */
export const registerFile = (db: AsyncDuckDB, name: string, content: Blob): Promise<void> =>
  db.registerFileHandle(name, content, DuckDBDataProtocol.BROWSER_FILEREADER, true)

export type { AsyncDuckDB, AsyncDuckDBConnection }

const booted = ({ port, lost }: RunnerWorker, nonce: string): Promise<void> =>
  Promise.race([
    new Promise<void>(resolve => {
      port.onmessage = ({ data }) => {
        if (data?.nonce === nonce && data.booted === true) resolve()
      }
    }),
    lost,
  ])

function dressAsWorker({ port, kill }: RunnerWorker): Worker {
  const target = new EventTarget()
  port.onmessage = event => target.dispatchEvent(new MessageEvent('message', { data: event.data }))
  const dressed = {
    postMessage: (message: unknown, transfer?: Transferable[]) => port.postMessage(message, transfer ?? []),
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
    dispatchEvent: target.dispatchEvent.bind(target),
    terminate: kill,
  }
  return dressed as unknown as Worker
}
