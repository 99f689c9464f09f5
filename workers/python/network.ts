import type { PythonCommand, PythonMessage } from '../../src/runner'

type Fetched = Extract<PythonCommand, { type: 'fetched' | 'fetch-failed' }>

/**
 * `fetch` for the worker: every call goes over the port to the trusted zone, which decides. Replaces the platform's
 * own, which the content policy would refuse.
 */
export function bridgeFetch(
  send: (message: Omit<Extract<PythonMessage, { type: 'fetch' }>, 'nonce'>, transfer: Transferable[]) => void,
) {
  const waiting = new Map<number, { resolve: (response: Response) => void; reject: (error: Error) => void }>()
  let last = 0

  const bridged = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, withoutBodyForGet(init))
    const body = ['GET', 'HEAD'].includes(request.method) ? undefined : await request.arrayBuffer()
    const id = ++last
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      send(
        {
          type: 'fetch',
          id,
          method: request.method,
          url: request.url,
          headers: [...request.headers],
          ...(body === undefined ? {} : { body }),
        },
        body === undefined ? [] : [body],
      )
    })
  }

  const answer = (message: Fetched): void => {
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.type === 'fetch-failed') {
      asked?.reject(new TypeError(message.message))
      return
    }
    const empty = message.status === 204 || message.status === 304
    asked?.resolve(
      new Response(empty ? null : message.body, {
        status: message.status,
        headers: message.headers.map(pair => [...pair]),
      }),
    )
  }

  Object.defineProperty(globalThis, 'fetch', { value: bridged, configurable: true, writable: true })
  return { answer }
}

const withoutBodyForGet = (init?: RequestInit): RequestInit | undefined => {
  const method = (init?.method ?? 'GET').toUpperCase()
  if (init?.body === undefined || init.body === null || !['GET', 'HEAD'].includes(method)) return init
  const { body: _body, ...rest } = init
  return rest
}
