import { frame as frameScript } from 'virtual:runner-frame'
import { connectRunner, createRunnerHost, openResources, type Runner, type RunnerWorker } from '../../../src/runner'
import { type AsyncDuckDB, connectDuckDB } from '../../../src/runtimes/duckdbLibrary'
import bareWorker from './bareWorker.js?raw'

/**
 * The bare steps that jobs are measured beside: the same frame, snapshot, pack and DuckDB, with nothing that makes a
 * task of them (no log lines, no listings, no checks, no turns).
 */
export type Bare = {
  /** Makes a frame and hands the files over; answers once Python and DuckDB can start in it. */
  readonly open: () => Promise<void>
  /** A started interpreter with the pack in it and, if asked, imported. */
  readonly prepare: (imported: boolean) => Promise<void>
  readonly python: (script: string, output: string) => Promise<number>
  /** Reads what `python` left. */
  readonly sql: (sql: string) => Promise<number>
  /** `loadPyodide` as its documentation has it, from the files of the site. */
  readonly loadPyodide: () => Promise<number>
  /** A copy of that many bytes to another worker, and one put into a database. */
  readonly copyAndPut: (bytes: number) => Promise<number>
  readonly end: () => void
}

const base = new URL('./', location.href).href
const versions = __RUNTIME_VERSIONS__
const SCRIPTS = ['pyodide.asm.mjs', 'pyodide.mjs']

export function createBare(): Bare {
  const resources = openResources(base)
  const host = createRunnerHost(frameScript)
  const load = (path: string) => () => resources.load(path, new AbortController().signal)
  let runner: Runner
  let database: AsyncDuckDB
  let ready: RunnerWorker | undefined
  let left = new Blob()

  const openDuckDB = async (): Promise<void> => {
    const folder = `duckdb/${versions.duckdb}/`
    await Promise.all([
      runner.compile('duckdb-eh.wasm', load(`${folder}duckdb-eh.wasm`)),
      runner.put('duckdb-browser-eh.worker.js', load(`${folder}duckdb-browser-eh.worker.js`)),
      runner.put('duckdb.worker.js', load('runner/duckdb.worker.js')),
    ])
    const scripts = ['duckdb-browser-eh.worker.js']
    const worker = await runner.spawn('duckdb', { scripts, bytes: [], modules: ['duckdb-eh.wasm'] })
    database = await connectDuckDB(worker, runner.nonce)
  }

  const openPython = async (): Promise<void> => {
    const folder = `pyodide/${versions.pyodide}/`
    const pack = await findPack()
    await Promise.all([
      ...SCRIPTS.map(name => runner.put(name, load(folder + name))),
      runner.compile('pyodide.asm.wasm', load(`${folder}pyodide.asm.wasm`)),
      runner.put('python_stdlib.zip', load(`${folder}python_stdlib.zip`)),
      runner.put('lock.json', async () => new Blob([LOCK])),
      runner.put('snapshot', findSnapshot),
      runner.put('python.worker.js', async () => new Blob([bareWorker])),
      runner.put('pack', async () => pack.content),
      runner.compile('library', pack.library),
    ])
  }

  const start = async (imported: boolean): Promise<RunnerWorker> => {
    const worker = await runner.spawn('python', {
      scripts: SCRIPTS,
      bytes: ['python_stdlib.zip', 'lock.json', 'snapshot', 'pack'],
      modules: ['pyodide.asm.wasm', 'library'],
    })
    await answerOf(worker)
    await ask(worker, { pack: true, ...(imported ? { run: 'import polars' } : {}) })
    return worker
  }

  const ask = (worker: RunnerWorker, command: object): Promise<unknown> => {
    const answer = answerOf(worker)
    worker.port.postMessage(command)
    return answer
  }

  return {
    open: async () => {
      runner = connectRunner(await host.request('bare'))
      await Promise.all([openPython(), openDuckDB()])
    },
    prepare: async imported => {
      ready = await start(imported)
    },
    python: (script, output) =>
      timed(async () => {
        const worker = ready ?? (await start(false))
        ready = undefined
        left = (await ask(worker, { run: script, collect: output })) as Blob
        worker.kill()
      }),
    sql: sql =>
      timed(async () => {
        await database.open({ path: ':memory:' })
        await database.dropFiles()
        await database.registerFileBuffer('in.csv', new Uint8Array(await left.arrayBuffer()))
        const connection = await database.connect()
        const table = await connection.query(sql)
        table.toArray().map(row => row?.toJSON())
        await connection.close()
      }),
    loadPyodide: () => timed(loadPlainly),
    copyAndPut: size => timed(() => copyAndPut(size)),
    end: () => host.release('bare'),
  }
}

const LOCK = JSON.stringify({
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
})

const answerOf = ({ port }: RunnerWorker): Promise<unknown> =>
  new Promise((resolve, reject) => {
    port.onmessage = ({ data }) => ('error' in data ? reject(new Error(data.error)) : resolve(data.answer))
  })

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

async function findSnapshot(): Promise<Blob> {
  const cache = await caches.open('flowyard-snapshots')
  const [key] = await cache.keys()
  const kept = key && (await cache.match(key))
  if (!kept) throw new Error('there is no snapshot; make one first')
  return kept.blob()
}

/** The pack of Polars, the only one with a library. */
async function findPack() {
  const cache = await caches.open('flowyard-packs')
  const library = (await cache.keys()).find(({ url }) => url.endsWith('.so'))
  const [, place] = /^(https:\/\/[^/]+\/[^/]+\/[^/]+)\//.exec(library?.url ?? '') ?? []
  const content = place && (await cache.match(place))
  if (!library || !content) throw new Error('there is no pack; make one first')
  return {
    content: await content.blob(),
    library: async () => (await cache.match(library))?.arrayBuffer() ?? new ArrayBuffer(0),
  }
}

/** In a worker of this origin: modules need none of the frame's arrangements. */
async function loadPlainly(): Promise<void> {
  const folder = `${base}pyodide/${versions.pyodide}/`
  const source = `import { loadPyodide } from '${folder}pyodide.mjs'
const python = await loadPyodide({ indexURL: '${folder}' })
postMessage(python.runPython('1 + 1'))`
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(address, { type: 'module' })
  await new Promise((resolve, reject) => {
    worker.onmessage = resolve
    worker.onerror = event => reject(new Error(event.message))
  })
  worker.terminate()
  URL.revokeObjectURL(address)
}

async function copyAndPut(size: number): Promise<void> {
  const bytes = new Uint8Array(size).fill(97).buffer
  const source = 'onmessage = () => postMessage(1)'
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const worker = new Worker(address)
  await new Promise(resolve => {
    worker.onmessage = resolve
    worker.postMessage(bytes)
  })
  worker.terminate()
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open('bench', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('files')
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  const transaction = database.transaction('files', 'readwrite')
  transaction.objectStore('files').put(new Blob([bytes]), 'one')
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve
    transaction.onerror = () => reject(transaction.error)
  })
  database.close()
}
