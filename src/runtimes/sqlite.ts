import { RuntimeLost, SqlError } from './runtimes'
import type { SqliteJob, SqliteJobResult } from './sqliteJob'

/** Runs SQLite in a worker of its own, a new one a job. */
export type Sqlite = {
  /** @throws SqlError, the signal's reason on kill or timeout, RuntimeLost when the worker died */
  readonly run: (job: SqliteJob, signal: AbortSignal) => Promise<SqliteJobResult>
}

/** What the worker answers. */
export type SqliteAnswer =
  | { readonly kind: 'done'; readonly result: SqliteJobResult }
  | { readonly kind: 'refused'; readonly message: string; readonly statement: number }
  | { readonly kind: 'lost'; readonly message: string }

/** `start` starts the worker (`workers/sqlite.worker.ts`). A statement cannot be stopped: its worker is ended. */
export function createSqlite(start: () => Worker): Sqlite {
  return {
    run: (job, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const worker = start()
        const end = (settle: () => void): void => {
          signal.removeEventListener('abort', stop)
          worker.terminate()
          settle()
        }
        const stop = (): void => end(() => reject(signal.reason))
        signal.addEventListener('abort', stop, { once: true })
        worker.onerror = ({ message }) => end(() => reject(new RuntimeLost(`SQLite could not be started: ${message}`)))
        worker.onmessage = ({ data }: MessageEvent<SqliteAnswer>) => end(() => settle(data, resolve, reject))
        worker.postMessage(job)
      }),
  }
}

function settle(
  answer: SqliteAnswer,
  resolve: (result: SqliteJobResult) => void,
  reject: (error: unknown) => void,
): void {
  switch (answer.kind) {
    case 'done':
      resolve(answer.result)
      return
    case 'refused':
      reject(new SqlError(answer.message, answer.statement))
      return
    case 'lost':
      reject(new RuntimeLost(answer.message))
      return
    default:
      answer satisfies never
  }
}
