import '../../../tests/browser/runtimes/page/main'
import type { JobListener } from '../../../src/runtimes'
import { openTable } from '../../../src/serde'
import { createDatabaseStorage, createFileStore, openDatabase } from '../../../src/storage'
import { openRun } from '../../../tests/browser/runtimes/page/openRun'
import { type Bare, createBare } from './bare'

export type BenchPage = {
  readonly bare: Bare
  readonly passFile: (script: string) => Promise<PassedFile>
}

/**
 * A file that Python wrote, taken to storage and to DuckDB: milliseconds until it is registered there, and until its
 * rows are counted and the first hundred shown; how many these are.
 */
export type PassedFile = {
  readonly registered: number
  readonly whole: number
  readonly counted: string
  readonly shown: number
}

declare global {
  interface Window {
    bench: BenchPage
  }
}

/** The script writes `big.csv` and prints a line when it has. */
async function passFile(script: string): Promise<PassedFile> {
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
  const registered = performance.now() - written
  const counted = await query("SELECT count(*) FROM 'big.csv'", content)
  const table = await openTable(content, 'big.csv')
  const shown = (await table?.rows(0, 100))?.length ?? 0
  const whole = performance.now() - written
  await storage.delete(uri)
  end()
  return { registered, whole, counted, shown }
}

Object.assign(window, { bench: { bare: createBare(), passFile } satisfies BenchPage })
