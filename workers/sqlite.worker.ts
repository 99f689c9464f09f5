import initSqlJs from 'sql.js'
import wasm from 'sql.js/dist/sql-wasm-browser.wasm?url'
import { runSqliteJob, SqlError, type SqliteAnswer, type SqliteJob } from '../src/runtimes'

/** Runs one SQLite job and answers it; the engine ends this worker then. SQL reaches nothing but its own memory. */
self.onmessage = ({ data }: MessageEvent<SqliteJob>) => {
  void answer(data).then(found => self.postMessage(found))
}

async function answer(job: SqliteJob): Promise<SqliteAnswer> {
  try {
    const library = await initSqlJs({ locateFile: () => wasm })
    return { kind: 'done', result: await runSqliteJob(library, job) }
  } catch (error) {
    if (error instanceof SqlError) return { kind: 'refused', message: error.message, statement: error.statement }
    return { kind: 'lost', message: error instanceof Error ? error.message : String(error) }
  }
}
