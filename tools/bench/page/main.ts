import '../../../tests/browser/runtimes/page/main'
import type { JobListener } from '../../../src/runtimes'
import { createDatabaseStorage, createFileStore, openDatabase } from '../../../src/storage'
import { openRun } from '../../../tests/browser/runtimes/page/openRun'
import { type Bare, createBare } from './bare'

export type BenchPage = {
  readonly bare: Bare
  /** Takes a file that Python has written to storage and to DuckDB; answers milliseconds, and rows counted there. */
  readonly passFile: (script: string) => Promise<{ readonly ms: number; readonly rows: string }>
}

declare global {
  interface Window {
    bench: BenchPage
  }
}

/** The script writes `big.csv` and prints a line when it has. */
async function passFile(script: string): Promise<{ readonly ms: number; readonly rows: string }> {
  const storage = createDatabaseStorage(createFileStore(await openDatabase()))
  const { python, duckdb, http, end } = openRun({ snapshot: true })
  const uri = 'kestra:///bench/big.csv'
  let written = 0
  const listener: JobListener = {
    stdout: () => {
      written = performance.now()
    },
    stderr: () => undefined,
    note: () => undefined,
    progress: () => undefined,
  }
  const { signal } = new AbortController()
  const query = async (sql: string, content?: Blob) => {
    const { results } = await duckdb.run(
      {
        taskId: 'sql',
        statements: [sql],
        afterStatements: [],
        workingDir: '/tmp/two',
        inputFiles: content ? [{ path: 'big.csv', content }] : [],
        outputPaths: [],
        keepDatabase: false,
        transaction: false,
      },
      listener,
      signal,
    )
    return String(results[0]?.rows[0]?.[0])
  }
  await query('SELECT 1')
  const { outputFiles } = await python.run(
    {
      taskId: 'python',
      http,
      program: { kind: 'script', source: script },
      beforeCommands: [],
      dependencies: [],
      failFast: true,
      env: {},
      workingDir: '/tmp/one',
      inputFiles: [],
      extraFiles: [],
      outputFiles: ['big.csv'],
    },
    listener,
    signal,
  )
  await storage.put(uri, outputFiles[0]?.content ?? new Blob())
  const content = await storage.get(uri)
  await query('SELECT 1', content)
  const ms = performance.now() - written
  const rows = await query("SELECT count(*) FROM 'big.csv'", content)
  await storage.delete(uri)
  end()
  return { ms, rows }
}

Object.assign(window, { bench: { bare: createBare(), passFile } satisfies BenchPage })
