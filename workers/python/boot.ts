import type { PyodideAPI } from 'pyodide'
import type { WorkerStart } from '../../src/runner/protocol'

/** Where Pyodide believes its files to be; nothing is ever fetched from there. */
export const NOWHERE = 'https://runtime.invalid/'

type PyodideModule = { readonly loadPyodide: (options: Record<string, unknown>) => Promise<PyodideAPI> }
type EmscriptenModule = { readonly default: unknown }

/**
 * Boots Pyodide from what the frame handed over. Pyodide refuses classic workers unless `importScripts` throws, and
 * it fetches its files by address: for the time of the boot both are answered from the bytes at hand. Afterwards the
 * platform's own functions are put back: the content policy is the wall, not these hooks.
 * @param lock the lock file's text
 */
export async function bootPyodide(start: WorkerStart, lock: string): Promise<PyodideAPI> {
  const scope = globalThis as unknown as Record<string, unknown>
  const real = { importScripts: scope.importScripts, fetch: scope.fetch }
  const realInstantiate = WebAssembly.instantiateStreaming
  const wasm = need(start.modules, 'pyodide.asm.wasm')
  const library = await bytesOf(need(start.bytes, 'python_stdlib.zip'))
  const snapshot = start.bytes.snapshot
  scope.importScripts = () => {
    throw new TypeError('This worker reads its scripts as modules')
  }
  // A snapshot may hold on to this very function, as modules that import `fetch` from `js` do.
  let booting = true
  const ownFetch = globalThis.fetch
  scope.fetch = async (input: RequestInfo | URL, init?: RequestInit) =>
    booting ? answerFromBytes(String(input), library) : ownFetch(input, init)
  WebAssembly.instantiateStreaming = async (_response, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  })
  try {
    const [machine, api, memory] = await Promise.all([
      import(/* @vite-ignore */ need(start.scripts, 'pyodide.asm.mjs')) as Promise<EmscriptenModule>,
      import(/* @vite-ignore */ need(start.scripts, 'pyodide.mjs')) as Promise<PyodideModule>,
      snapshot && bytesOf(snapshot),
    ])
    return await api.loadPyodide({
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      stdLibURL: `${NOWHERE}python_stdlib.zip`,
      lockFileContents: lock,
      createPyodideModule: machine.default,
      ...(memory ? { _loadSnapshot: memory } : {}),
      ...(start.makes === 'snapshot' ? { _makeSnapshot: true } : {}),
      env: { HOME: '/home/pyodide', PYTHONUNBUFFERED: 'true' },
    })
  } finally {
    booting = false
    scope.importScripts = real.importScripts
    scope.fetch = real.fetch
    WebAssembly.instantiateStreaming = realInstantiate
  }
}

export const bytesOf = async (held: ArrayBuffer | Blob): Promise<ArrayBuffer> =>
  held instanceof Blob ? held.arrayBuffer() : held

function answerFromBytes(url: string, library: ArrayBuffer): Response {
  if (url.endsWith('.zip')) return new Response(library)
  if (url.endsWith('.wasm')) return new Response(new Uint8Array(0), { headers: { 'content-type': 'application/wasm' } })
  throw new TypeError(`no network here: ${url}`)
}

function need<T>(from: Readonly<Record<string, T>>, name: string): T {
  const value = from[name]
  if (value === undefined) throw new Error(`${name} was not handed over`)
  return value
}
