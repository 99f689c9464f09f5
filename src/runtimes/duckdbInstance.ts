import type { AsyncDuckDB, AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import type { Progress } from '../model'
import type { Resources, Runner, RunnerWorker } from '../runner'
import { type JobListener, RuntimeLost } from './runtimes'

/** A DuckDB in the untrusted zone. */
export type Instance = {
  readonly db: AsyncDuckDB
  readonly library: typeof import('./duckdbLibrary')
  readonly worker: RunnerWorker
  /** Hands an extension over, by its path on DuckDB's server. */
  readonly give: (path: string, bytes: ArrayBuffer) => void
  readonly has: (path: string) => boolean
  /** Takes back an extension that DuckDB refused. */
  readonly takeBack: (path: string) => void
  /** `v1.4.3/wasm_eh/icu.duckdb_extension.wasm`. */
  readonly extensionPath: (name: string) => string
  /** What `cancel` asks to end: set while a statement runs. */
  current: { readonly cancelSent: () => Promise<boolean> } | undefined
  /** A connection to an empty database with our settings, for the next job. */
  ready: AsyncDuckDBConnection | undefined
  /** That of the job before, to be closed. */
  left: AsyncDuckDBConnection | undefined
  readonly cancel: () => void
}

type StartOptions = {
  readonly runner: () => Promise<Runner>
  readonly resources: Resources
  readonly version: string
}

const PROGRESS = { id: 'duckdb', title: 'DuckDB' } as const
const WASM = 'duckdb-eh.wasm'
const SCRIPT = 'duckdb-browser-eh.worker.js'
const WORKER = 'runner/duckdb.worker.js'

/** Every file that DuckDB starts from, by its path in the site. */
export const duckdbFiles = (version: string): readonly string[] => [
  `duckdb/${version}/${WASM}`,
  `duckdb/${version}/${SCRIPT}`,
  WORKER,
]

/** Starts a DuckDB and waits until it answers. */
export async function startInstance(
  { runner, resources, version }: StartOptions,
  taskId: string,
  listener: JobListener,
  signal: AbortSignal,
): Promise<Instance> {
  const tell = (progress: Omit<Progress, 'id' | 'title' | 'taskId'>) =>
    listener.progress({ ...PROGRESS, taskId, ...progress })
  const folder = `duckdb/${version}/`
  const [frame, manifest, library] = await Promise.all([runner(), resources.manifest(), import('./duckdbLibrary')])
  const total = duckdbFiles(version).reduce((sum, path) => sum + (manifest[path]?.bytes ?? 0), 0)
  const received = new Map<string, number>()
  const load = (path: string) => () =>
    resources.load(path, signal, bytes => {
      received.set(path, bytes)
      tell({ phase: 'downloading', received: [...received.values()].reduce((sum, each) => sum + each, 0), total })
    })
  await Promise.all([
    frame.compile(WASM, load(folder + WASM)),
    frame.put(SCRIPT, load(folder + SCRIPT)),
    frame.put('duckdb.worker.js', load(WORKER)),
  ])
  tell({ phase: 'starting' })
  const worker = await frame.spawn('duckdb', { scripts: [SCRIPT], bytes: [], modules: [WASM] })
  const connect = async (): Promise<Instance> => {
    const db = await library.connectDuckDB(worker, frame.nonce)
    const engine = await db.getVersion()
    tell({ phase: 'ready' })
    return createInstance(db, library, worker, frame.nonce, engine)
  }
  return inTime(Promise.race([connect(), lostOf(worker)]), worker)
}

/** Milliseconds in which a DuckDB must answer: a worker that ends while it starts may do so without a word. */
const START_LIMIT = 20_000

function inTime(starting: Promise<Instance>, worker: RunnerWorker): Promise<Instance> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      worker.kill()
      reject(new RuntimeLost('DuckDB did not start in 20 seconds. Run the flow again.'))
    }, START_LIMIT)
  })
  return Promise.race([starting, late]).finally(() => clearTimeout(timer))
}

/** Rejects in words when a DuckDB worker ends by itself. */
export const lostOf = (worker: RunnerWorker): Promise<never> =>
  worker.lost.catch((error: Error) => {
    throw new RuntimeLost(
      `The DuckDB worker stopped ${error.message === '' ? 'without a message' : `(${error.message})`}, most often from lack of memory. The rest of the page is fine.`,
    )
  })

function createInstance(
  db: AsyncDuckDB,
  library: Instance['library'],
  worker: RunnerWorker,
  nonce: string,
  engine: string,
): Instance {
  const given = new Set<string>()
  const instance: Instance = {
    db,
    library,
    worker,
    give: (path, bytes) => {
      given.add(path)
      worker.port.postMessage({ nonce, extension: path, bytes }, [bytes])
    },
    has: path => given.has(path),
    takeBack: path => {
      given.delete(path)
      worker.port.postMessage({ nonce, extension: path })
    },
    extensionPath: name => `${engine}/wasm_eh/${name}.duckdb_extension.wasm`,
    current: undefined,
    ready: undefined,
    left: undefined,
    cancel: () => {
      void instance.current?.cancelSent().catch(() => undefined)
    },
  }
  return instance
}
