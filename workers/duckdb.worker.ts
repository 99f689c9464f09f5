import type { WorkerStart } from '../src/runner/protocol'

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
  const wasm = modules['duckdb-eh.wasm']
  const script = scripts['duckdb-browser-eh.worker.js']
  if (!wasm || !script) throw new Error('DuckDB was not handed over')
  instantiateFrom(wasm)
  answerFailedRequests()
  for (const level of ['log', 'warn', 'error'] as const) console[level] = () => undefined
  scope.postMessage = (message, transfer) => port.postMessage(message, transfer ?? [])
  scope.importScripts(script)
  const handle = scope.onmessage
  scope.onmessage = null
  port.onmessage = event => handle?.call(scope, event)
  port.postMessage({ nonce, booted: true })
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
 * A synchronous request that the content policy refuses throws through DuckDB's WebAssembly frames and leaves the
 * instance broken. Turned into an answer of 404 it becomes an error of DuckDB's own, and the instance lives on.
 */
function answerFailedRequests(): void {
  const send = XMLHttpRequest.prototype.send
  XMLHttpRequest.prototype.send = function (body) {
    try {
      send.call(this, body as XMLHttpRequestBodyInit | null)
    } catch {
      const answer = { status: 404, readyState: 4, response: new ArrayBuffer(0), responseText: '' }
      for (const [name, value] of Object.entries(answer))
        Object.defineProperty(this, name, { value, configurable: true })
      this.getResponseHeader = () => null
      this.getAllResponseHeaders = () => ''
    }
  }
}
