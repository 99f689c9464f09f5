import type { Progress } from '../model'
import {
  type PythonCommand,
  type PythonMessage,
  packLibraryName,
  packName,
  type Resources,
  type Runner,
  type RunnerWorker,
  readPythonMessage,
} from '../runner'
import type { Pack } from './packs'
import { RuntimeLost } from './runtimes'

/** A worker with an interpreter in it, or on its way there. */
export type PythonWorker = {
  readonly send: (command: Unsigned<PythonCommand>, transfer?: Transferable[]) => void
  /** Hands a pack over, for `packs` of a command. */
  readonly give: (pack: Pack) => Promise<void>
  readonly onMessage: (listener: (message: PythonMessage) => void) => void
  /** The next message of these types. @throws RuntimeLost, the reason of the signal it stops with */
  readonly next: <T extends PythonMessage['type']>(...types: T[]) => Promise<Extract<PythonMessage, { type: T }>>
  /** Ends every wait with the signal's reason when it aborts. */
  readonly stopWith: (signal: AbortSignal) => void
  readonly kill: () => void
}

type Unsigned<C> = C extends PythonCommand ? Omit<C, 'nonce'> : never

const SCRIPTS = ['pyodide.asm.mjs', 'pyodide.mjs']
const WASM = 'pyodide.asm.wasm'
const LIBRARY = 'python_stdlib.zip'
const WORKER = 'runner/python.worker.js'

/** Every file that an interpreter starts from, by its path in the site. */
export const pythonFiles = (version: string): readonly string[] => [
  ...[...SCRIPTS, WASM, LIBRARY].map(name => `pyodide/${version}/${name}`),
  WORKER,
]

export type StartOptions = {
  readonly frame: Runner
  readonly resources: Resources
  readonly version: string
  readonly lock: { readonly text: string; readonly whole: boolean }
  /** The memory to begin from, where there is one. */
  readonly snapshot: Blob | undefined
  readonly tell: (progress: Pick<Progress, 'phase' | 'received' | 'total'>) => void
  readonly signal: AbortSignal
}

/** Hands over what an interpreter starts from and starts its worker. */
export async function startPythonWorker(options: StartOptions): Promise<PythonWorker> {
  const { frame, resources, version, lock, snapshot, tell, signal } = options
  const folder = `pyodide/${version}/`
  const manifest = await resources.manifest()
  const total = pythonFiles(version).reduce((sum, path) => sum + (manifest[path]?.bytes ?? 0), 0)
  const received = new Map<string, number>()
  const load = (path: string) => () =>
    resources.load(path, signal, bytes => {
      received.set(path, bytes)
      tell({ phase: 'downloading', received: [...received.values()].reduce((sum, each) => sum + each, 0), total })
    })
  const lockName = lock.whole ? 'lock-whole.json' : 'lock.json'
  await Promise.all([
    ...SCRIPTS.map(name => frame.put(name, load(folder + name))),
    frame.put('python.worker.js', load(WORKER)),
    frame.put(LIBRARY, load(folder + LIBRARY)),
    frame.compile(WASM, load(folder + WASM)),
    frame.put(lockName, async () => new TextEncoder().encode(lock.text).buffer),
    ...(snapshot ? [frame.put('snapshot', async () => snapshot)] : []),
  ])
  signal.throwIfAborted()
  tell({ phase: 'starting' })
  const worker = await frame.spawn('python', {
    scripts: SCRIPTS,
    bytes: [LIBRARY, lockName, ...(snapshot ? ['snapshot'] : [])],
    modules: [WASM],
  })
  return talkTo(worker, frame)
}

/** Messages that come at any time; the others are waited for. */
const PASSING: ReadonlySet<PythonMessage['type']> = new Set([
  'here',
  'lines',
  'loaded',
  'fetch',
  'pip',
  'installed',
  'install-failed',
])

function talkTo(worker: RunnerWorker, frame: Runner): PythonWorker {
  const { nonce } = frame
  let listen: (message: PythonMessage) => void = () => undefined
  let wanted: { types: readonly string[]; resolve: (message: PythonMessage) => void } | undefined
  const early: PythonMessage[] = []
  const { stopped, breakOff } = untilStopped(worker)
  worker.port.onmessage = ({ data }) => {
    let message: PythonMessage
    try {
      message = readPythonMessage(data, nonce)
    } catch (error) {
      breakOff(new RuntimeLost(`The Python worker sent what it should not: ${String(error)}`))
      return
    }
    if (message.type === 'broken') breakOff(new RuntimeLost(`The Python worker broke: ${message.message}`))
    else if (wanted?.types.includes(message.type)) {
      const { resolve } = wanted
      wanted = undefined
      resolve(message)
    } else if (PASSING.has(message.type)) listen(message)
    else early.push(message)
  }
  const next = (...types: string[]): Promise<never> => {
    const at = early.findIndex(message => types.includes(message.type))
    const found = at === -1 ? undefined : early.splice(at, 1)[0]
    if (found) return Promise.resolve(found as never)
    const arrival = new Promise<PythonMessage>(resolve => {
      wanted = { types, resolve }
    })
    return Promise.race([arrival, stopped]) as Promise<never>
  }
  return {
    send: (command, transfer = []) => worker.port.postMessage({ nonce, ...command }, transfer),
    give: async ({ name, content, libraries }) => {
      const modules = libraries.map(({ path }) => packLibraryName(name, path))
      await Promise.all([
        frame.put(packName(name), async () => content),
        ...libraries.map(({ path, load }) => frame.compile(packLibraryName(name, path), load)),
      ])
      await worker.give({ bytes: [packName(name)], modules })
    },
    onMessage: listener => {
      listen = listener
    },
    next,
    stopWith: signal => {
      if (signal.aborted) breakOff(signal.reason)
      signal.addEventListener('abort', () => breakOff(signal.reason), { once: true })
    },
    kill: worker.kill,
  }
}

/** Rejects when the job is stopped or the worker is lost. */
function untilStopped(worker: RunnerWorker) {
  let breakOff: (error: Error) => void = () => undefined
  const stopped = new Promise<never>((_, reject) => {
    breakOff = reject
    worker.lost.catch((error: Error) =>
      reject(
        new RuntimeLost(
          `The Python worker stopped ${error.message === '' ? 'without a message' : `(${error.message})`}, most often from lack of memory. The rest of the page is fine.`,
        ),
      ),
    )
  })
  stopped.catch(() => undefined)
  return { stopped, breakOff }
}
