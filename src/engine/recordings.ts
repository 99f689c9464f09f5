import type { HttpBroker, HttpRequest, HttpResponse } from '../runtimes'
import type { HttpRecording } from './api'

/**
 * A gate that answers from recordings, and asks the one behind it for what none of them answers. Several recordings of
 * one address answer in their order; the last one answers for ever.
 */
export function answerFromRecordings(recordings: readonly HttpRecording[], behind: HttpBroker): HttpBroker {
  const used = new Set<HttpRecording>()
  const take = (request: HttpRequest): HttpRecording | undefined => {
    const fitting = recordings.filter(recording => answers(recording, request))
    const next = fitting.find(recording => !used.has(recording)) ?? fitting.at(-1)
    if (next) used.add(next)
    return next
  }
  return {
    send: async (request, signal, listener) => {
      signal.throwIfAborted()
      const recording = take(request)
      return recording ? responseOf(recording) : behind.send(request, signal, listener)
    },
  }
}

const answers = (recording: HttpRecording, { method, url }: HttpRequest): boolean =>
  recording.method.toUpperCase() === method.toUpperCase() && sameAddress(recording.url, url)

const sameAddress = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href

function responseOf({ status, headers, body }: HttpRecording): HttpResponse {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  return { status, headers, body: new Blob([body], { type }), source: 'recorded' }
}
