import { HttpBlocked, type HttpBroker, HttpRefused, type HttpRequest, type HttpResponse } from './runtimes'

/** What the gate lets out, and what stands in when nothing answers. */
export type HttpOptions = {
  /** The origin of the app itself, which no flow may call. */
  readonly ownOrigin: string
  /** Whether loopback and private addresses may be called: for local work only, by the person's own choice. */
  readonly allowLocal: boolean
  /** A bundled response for an exact address, used only when the address cannot be reached. */
  readonly sample?: (request: HttpRequest) => Promise<HttpResponse | undefined>
  readonly fetch: typeof fetch
}

/** Bytes of a response that are still read. */
export const MAX_RESPONSE = 200_000_000

/**
 * The one gate for calls to the outside: no credentials, no referrer, never the app's own origin, no loopback or
 * private addresses unless allowed.
 */
export function createHttpBroker(options: HttpOptions): HttpBroker {
  return {
    send: async (request, signal) => {
      const url = readUrl(request.url)
      refuse(url, options)
      try {
        return await call(url, request, options.fetch, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof HttpRefused) throw error
        const sample = await options.sample?.(request)
        if (sample) return sample
        throw new HttpBlocked(url.host, { cause: error })
      }
    },
  }
}

function readUrl(text: string): URL {
  try {
    return new URL(text)
  } catch (error) {
    throw new HttpRefused(`'${text}' is not an address`, { cause: error })
  }
}

function refuse(url: URL, { ownOrigin, allowLocal }: HttpOptions): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new HttpRefused(`${url.protocol} addresses cannot be called from a page; only http and https`)
  }
  if (url.origin === ownOrigin)
    throw new HttpRefused(`${url.host} is this page's own address, which flows may not call`)
  if (!allowLocal && isLocal(url.hostname)) {
    throw new HttpRefused(`${url.host} is an address of your own machine or network, which flows may not call`)
  }
}

/** Whether a host name is loopback, link-local or private, or has no dot at all. */
export function isLocal(host: string): boolean {
  const name = host
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (name === 'localhost' || name.endsWith('.localhost') || name.endsWith('.local') || name.endsWith('.internal'))
    return true
  if (name.includes(':')) return /^(?:::1?$|::ffff:|f[cd]|fe[89ab])/.test(name)
  const [a = -1, b = -1] = name.split('.').map(Number)
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(name)) return !name.includes('.')
  return (
    a === 127 ||
    a === 10 ||
    a === 0 ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 169 && b === 254)
  )
}

async function call(url: URL, request: HttpRequest, send: typeof fetch, signal: AbortSignal): Promise<HttpResponse> {
  const hasBody = request.body !== undefined && !['GET', 'HEAD'].includes(request.method.toUpperCase())
  const response = await send(url, {
    method: request.method,
    headers: request.headers.filter(([name]) => !isForbidden(name)).map(pair => [...pair] as [string, string]),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    redirect: request.followRedirects ? 'follow' : 'manual',
    signal,
    ...(hasBody && request.body !== undefined ? { body: request.body } : {}),
  })
  if (Number(response.headers.get('content-length') ?? 0) > MAX_RESPONSE) {
    throw new HttpRefused(
      `the response of ${url.host} is larger than ${MAX_RESPONSE / 1_000_000} MB, the limit of a page`,
    )
  }
  return { status: response.status, headers: [...response.headers], body: await response.blob(), source: 'network' }
}

const FORBIDDEN: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
])

/** Headers that a page may not set; the browser would drop them in silence. */
export const isForbidden = (name: string): boolean => FORBIDDEN.has(name.toLowerCase()) || /^(?:proxy|sec)-/i.test(name)
