import type { MakerAnswer, Resources, WorkerStart } from '../runner'
import { pythonFiles } from './pythonWorker'

/** A worker of the trusted zone that makes what interpreters begin from. It never runs a flow's code. */
export type Maker = {
  readonly next: () => Promise<MakerAnswer>
  /** The next answer to a wheel; its bytes are moved. */
  readonly send: (wheel: ArrayBuffer) => void
  readonly end: () => void
}

export type MakerOptions = {
  readonly resources: Resources
  readonly version: string
  readonly makes: NonNullable<WorkerStart['makes']>
  readonly snapshot?: Blob
}

/** Starts the very script of the Python worker in the trusted zone. */
export async function startMaker({ resources, version, makes, snapshot }: MakerOptions): Promise<Maker> {
  const untouched = new AbortController().signal
  const load = (path: string): Promise<ArrayBuffer> => resources.load(path, untouched)
  const [asm, api, wasm, library, script] = await Promise.all(pythonFiles(version).map(load))
  if (!asm || !api || !wasm || !library || !script) throw new Error('The files of Python are not here')
  const addresses = [asm, api, script].map(bytes => URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' })))
  const [asmUrl = '', apiUrl = '', scriptUrl = ''] = addresses
  const worker = new Worker(scriptUrl)
  const { port1, port2 } = new MessageChannel()
  const start: WorkerStart = {
    nonce: makes,
    port: port2,
    scripts: { 'pyodide.asm.mjs': asmUrl, 'pyodide.mjs': apiUrl },
    bytes: {
      'python_stdlib.zip': library,
      'lock.json': new TextEncoder().encode(EMPTY_LOCK).buffer,
      ...(snapshot ? { snapshot } : {}),
    },
    modules: { 'pyodide.asm.wasm': await WebAssembly.compile(wasm) },
    makes,
  }
  const next = (): Promise<MakerAnswer> =>
    new Promise((resolve, reject) => {
      port1.onmessage = ({ data }: MessageEvent<MakerAnswer>) => resolve(data)
      worker.onerror = event => reject(new Error(event.message))
    })
  worker.postMessage(start, [port2])
  return {
    next,
    send: wheel => port1.postMessage(wheel, [wheel]),
    end: () => {
      worker.terminate()
      port1.close()
      for (const address of addresses) URL.revokeObjectURL(address)
    },
  }
}

const EMPTY_LOCK = JSON.stringify({
  info: { abi_version: '2026_0', arch: 'wasm32', platform: 'emscripten_5_0_3', python: '3.14.2' },
  packages: {},
})
