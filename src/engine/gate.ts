import type { HttpBroker, HttpListener, HttpRequest, HttpResponse } from '../runtimes'
import type { HttpRecording } from './api'
import { addBadge } from './context'
import type { Caller } from './guest'
import type { Run } from './run'

/** Bytes of one response, and of all of a run, that are kept to answer again. */
export const MAX_KEPT_RESPONSE = 10_000_000
export const MAX_KEPT_RESPONSES = 50_000_000

/**
 * The way of a run's calls: recordings answer first; a flow from outside asks before it calls a host that was not
 * listed; every response is kept with the run, so that it can answer another time.
 */
export type Gate = { readonly of: (caller: Omit<Caller, 'run'>) => HttpBroker }

export function createGate(run: Run): Gate {
  const { surroundings, effects } = run
  const { hidden } = surroundings
  let kept = 0
  let count = 0

  const keep = async ({ method, url }: HttpRequest, { status, headers, body }: HttpResponse): Promise<void> => {
    if (!effects.keepResponse) return
    if (body.size > MAX_KEPT_RESPONSE || kept + body.size > MAX_KEPT_RESPONSES) {
      const { host } = new URL(url)
      run.log('DEBUG', `The response of ${host} is too large to be kept; a run with recorded responses calls again`, {
        logger: 'flowyard',
      })
      return
    }
    kept += body.size
    const recording: HttpRecording = {
      method,
      url: hidden.masked(url),
      status,
      headers: headers.map(([name, value]) => [name, hidden.masked(value)] as const),
      body: await maskedBody(run, body),
    }
    // A full browser is told of by what the flow itself keeps; a response that is not kept fails nothing.
    await effects.keepResponse(run.id, count++, recording).catch(() => undefined)
  }

  const send = async (caller: Caller, request: HttpRequest, signal: AbortSignal, listener?: HttpListener) => {
    signal.throwIfAborted()
    const recorded = surroundings.playback?.({ ...request, url: hidden.masked(request.url) })
    if (!recorded && surroundings.guest && URL.canParse(request.url)) {
      effects.http.check?.(request.url)
      await surroundings.guest.ask(caller, request)
    }
    if (recorded && caller.node) addBadge(run, caller.node, 'recorded-response')
    const response = recorded ?? (await effects.http.send(request, signal, listener))
    void keep(request, response)
    return response
  }
  return {
    of: caller => ({ send: (request, signal, listener) => send({ run, ...caller }, request, signal, listener) }),
  }
}

/** Texts without what must not be kept; bytes are kept as they are. */
async function maskedBody(run: Run, body: Blob): Promise<Blob> {
  if (!run.surroundings.hidden.any) return body
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await body.arrayBuffer())
    return new Blob([run.surroundings.hidden.masked(text)], { type: body.type })
  } catch {
    return body
  }
}
