/** The chance to begin downloads anew that no longer move. */
export type Retries = {
  /** Aborts with the next `again`. */
  readonly signal: () => AbortSignal
  /** Begins every download on its way anew. */
  readonly again: () => void
}

/** Makes the retries that the downloads of a worker share. */
export function createRetries(): Retries {
  let controller = new AbortController()
  return {
    signal: () => controller.signal,
    again: () => {
      const last = controller
      controller = new AbortController()
      last.abort()
    },
  }
}

/** Bytes of a file as far as they came. What broke off goes on from here. */
export type Part = { chunks: Uint8Array<ArrayBuffer>[]; received: number }

export const emptyPart = (): Part => ({ chunks: [], received: 0 })

export type Receiving = {
  readonly signal: AbortSignal
  readonly retries: Retries
  readonly init?: RequestInit
  /** Bytes from an earlier try. Without it every try begins with the first byte. */
  readonly part?: Part
  readonly onBytes?: (received: number, response: Response) => void
}

export type Received = { readonly response: Response; readonly body: Blob }

/**
 * Fetches a file whole. `retries.again` drops the connection and asks for the bytes that are missing.
 * @throws TypeError when the connection fails, the signal's reason
 */
export async function receive(url: string, options: Receiving): Promise<Received> {
  for (;;) {
    options.signal.throwIfAborted()
    const retry = options.retries.signal()
    try {
      return await tryOnce(url, options, AbortSignal.any([options.signal, retry]))
    } catch (error) {
      options.signal.throwIfAborted()
      if (!retry.aborted) throw error
    }
  }
}

async function tryOnce(url: string, { init, part, onBytes }: Receiving, signal: AbortSignal): Promise<Received> {
  const sofar = part ?? emptyPart()
  const headers = sofar.received > 0 ? { range: `bytes=${sofar.received}-` } : {}
  const response = await fetch(url, { ...init, signal, headers: { ...init?.headers, ...headers } })
  if (!goesOn(response, sofar.received)) Object.assign(sofar, emptyPart())
  const reader = response.body?.getReader()
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (value) {
      sofar.chunks.push(value)
      sofar.received += value.length
      onBytes?.(sofar.received, response)
    }
    if (done) return { response, body: new Blob(sofar.chunks) }
  }
}

/** Whether an answer holds the bytes that were asked for, and not the whole file or an error. */
const goesOn = (response: Response, from: number): boolean =>
  response.status === 206 && (response.headers.get('content-range') ?? '').startsWith(`bytes ${from}-`)
