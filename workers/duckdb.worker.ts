import type { WorkerPulse, WorkerStart } from '../src/runner/protocol'
import { makePulse } from '../src/runner/pulse'

/**
 * The DuckDB worker of the untrusted zone. It loads DuckDB's own worker script from the bytes at hand and lets it
 * speak over the port, so that `AsyncDuckDB` in the trusted zone talks with it directly.
 */
type Scope = {
  postMessage: (message: unknown, transfer?: Transferable[]) => void
  fetch: unknown
  onmessage: ((event: MessageEvent) => unknown) | null
  importScripts: (...urls: string[]) => void
}

const scope = globalThis as unknown as Scope

scope.onmessage = ({ data }: MessageEvent<WorkerStart>) => {
  scope.onmessage = null
  start(data)
}

function start({ nonce, port, scripts, modules }: WorkerStart): void {
  scope.postMessage({ nonce, pulse: makePulse() } satisfies WorkerPulse)
  port.postMessage({ nonce, here: true })
  const wasm = modules['duckdb-eh.wasm']
  const script = scripts['duckdb-browser-eh.worker.js']
  if (!wasm || !script) throw new Error('DuckDB was not handed over')
  instantiateFrom(wasm)
  nameWhatIsMissing()
  const extensions = new Map<string, ArrayBuffer>()
  answerRequests(extensions)
  for (const level of ['log', 'warn', 'error'] as const) console[level] = () => undefined
  scope.postMessage = (message, transfer) => port.postMessage(message, transfer ?? [])
  scope.importScripts(script)
  const handle = scope.onmessage
  scope.onmessage = null
  port.onmessage = event => {
    if (event.data?.nonce !== nonce) handle?.call(scope, event)
    else if (event.data.bytes) extensions.set(event.data.extension, event.data.bytes)
    else extensions.delete(event.data.extension)
  }
  port.postMessage({ nonce, booted: true })
}

/** A class that DuckDB compares its files with and that an insecure context does not have. */
function nameWhatIsMissing(): void {
  const realm = globalThis as { FileSystemSyncAccessHandle?: unknown }
  realm.FileSystemSyncAccessHandle ??= class {}
}

/** DuckDB fetches its WebAssembly by address; the compiled module is at hand. */
function instantiateFrom(wasm: WebAssembly.Module): void {
  scope.fetch = async (input: unknown) => {
    const url = input instanceof Request ? input.url : String(input)
    if (!url.endsWith('.wasm')) throw new TypeError(`no network here: ${url}`)
    return new Response(new Uint8Array(0), { headers: { 'content-type': 'application/wasm' } })
  }
  WebAssembly.instantiateStreaming = async (_response, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  })
}

/**
 * DuckDB asks for extensions by synchronous requests: those handed over are answered from the bytes at hand. Any other
 * request is refused by the content policy, throws through DuckDB's WebAssembly frames and leaves the instance broken;
 * turned into an answer of 404 it becomes an error of DuckDB's own, and the instance lives on.
 */
function answerRequests(extensions: ReadonlyMap<string, ArrayBuffer>): void {
  const { open, send } = XMLHttpRequest.prototype
  const asked = new WeakMap<XMLHttpRequest, string>()
  XMLHttpRequest.prototype.open = function (method: string, url: string | URL, ...rest: unknown[]) {
    asked.set(this, String(url))
    return (open as (...args: unknown[]) => void).call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (body) {
    const url = asked.get(this) ?? ''
    const [, bytes] = [...extensions].find(([path]) => url.endsWith(path)) ?? []
    if (bytes) return answer(this, 200, bytes)
    try {
      send.call(this, body as XMLHttpRequestBodyInit | null)
    } catch {
      answer(this, 404, new ArrayBuffer(0))
    }
  }
}

function answer(request: XMLHttpRequest, status: number, response: ArrayBuffer): void {
  const fields = { status, readyState: 4, response, responseText: '' }
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(request, name, { value, configurable: true })
  }
  request.getResponseHeader = () => null
  request.getAllResponseHeaders = () => ''
}
