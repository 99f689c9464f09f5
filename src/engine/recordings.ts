import type { HttpRequest, HttpResponse } from '../runtimes'
import type { HttpRecording } from './api'

/** Answers a call from what was recorded; undefined where nothing fits it. */
export type Playback = (request: Pick<HttpRequest, 'method' | 'url'>) => HttpResponse | undefined

/** Several recordings of one address answer in their order; the last one answers for ever. */
export function createPlayback(recordings: readonly HttpRecording[]): Playback {
  const used = new Set<HttpRecording>()
  return request => {
    const fitting = recordings.filter(recording => answers(recording, request))
    const next = fitting.find(recording => !used.has(recording)) ?? fitting.at(-1)
    if (!next) return undefined
    used.add(next)
    return responseOf(next)
  }
}

const answers = (recording: HttpRecording, { method, url }: Pick<HttpRequest, 'method' | 'url'>): boolean =>
  recording.method.toUpperCase() === method.toUpperCase() && sameAddress(recording.url, url)

const sameAddress = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href

function responseOf({ status, headers, body }: HttpRecording): HttpResponse {
  const type = headers.find(([name]) => name === 'content-type')?.[1] ?? ''
  return { status, headers, body: new Blob([body], { type }), source: 'recorded' }
}
