import {
  type BlockReason,
  HttpBlocked,
  type HttpBroker,
  type HttpListener,
  HttpRefused,
  type HttpRequest,
  type HttpResponse,
} from './runtimes'

/** What the gate lets out, and what stands in when nothing answers. */
export type HttpOptions = {
  /** The origin of the app itself, which no flow may call. */
  readonly ownOrigin: string
  /** Whether loopback and private addresses may be called: for local work only, by the person's own choice. */
  readonly allowLocal: boolean
  /** A bundled response for an exact address, used only when the address cannot be reached. */
  readonly sample?: (request: HttpRequest) => Promise<HttpResponse | undefined>
  readonly fetch: typeof fetch
  /** Whether this browser knows that it has no network; `navigator.onLine` when absent. */
  readonly isOnline?: () => boolean
}

/** Bytes of a response that are still read. */
export const MAX_RESPONSE = 1_000_000_000

/**
 * The one gate for calls to the outside: no credentials, no referrer, never the app's own origin, no loopback or
 * private addresses unless allowed.
 */
export function createHttpBroker(options: HttpOptions): HttpBroker {
  return {
    check: url => refuse(readUrl(url), options),
    send: async (request, signal, listener) => {
      const url = readUrl(request.url)
      refuse(url, options)
      try {
        return await call(url, request, options.fetch, signal, listener)
      } catch (error) {
        signal.throwIfAborted()
        if (error instanceof HttpRefused) throw error
        const sample = await options.sample?.(request)
        if (sample) return sample
        if (error instanceof HttpBlocked) throw error
        throw new HttpBlocked(url.host, await reasonOf(url, request, options, signal), { cause: error })
      }
    },
  }
}

/** How long the second look at a host that could not be read may take. */
const PROBE = 4_000

/**
 * Finds out why a call failed. A browser says nothing; but a call whose answer nobody may read still succeeds when a
 * server is there, and one to a host that is not there fails.
 */
async function reasonOf(
  url: URL,
  request: HttpRequest,
  { fetch: send, ownOrigin, isOnline = () => navigator.onLine }: HttpOptions,
  signal: AbortSignal,
): Promise<BlockReason> {
  if (!isOnline()) return 'offline'
  if (url.protocol === 'http:' && ownOrigin.startsWith('https:') && !isLocal(url.hostname)) return 'mixed-content'
  const method = request.method.toUpperCase() === 'GET' ? 'GET' : 'HEAD'
  const limit = new AbortController()
  const stop = (): void => limit.abort()
  const timer = setTimeout(stop, PROBE)
  signal.addEventListener('abort', stop)
  try {
    const response = await send(url.origin, { ...PLAIN, method, mode: 'no-cors', signal: limit.signal })
    await response.body?.cancel()
    return 'cors'
  } catch {
    signal.throwIfAborted()
    return limit.signal.aborted ? 'unknown' : 'unreachable'
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}

const PLAIN = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' } as const

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

async function call(
  url: URL,
  request: HttpRequest,
  send: typeof fetch,
  signal: AbortSignal,
  listener: HttpListener | undefined,
): Promise<HttpResponse> {
  const hasBody = request.body !== undefined && !['GET', 'HEAD'].includes(request.method.toUpperCase())
  const idle = startIdleTimer(url.host, request.idleTimeout, signal)
  try {
    const response = await send(url, {
      ...PLAIN,
      method: request.method,
      headers: request.headers.filter(([name]) => !isForbidden(name)).map(pair => [...pair] as [string, string]),
      redirect: request.followRedirects ? 'follow' : 'manual',
      signal: idle.signal,
      ...(hasBody && request.body !== undefined ? { body: request.body } : {}),
    })
    if (response.type === 'opaqueredirect') {
      throw new HttpRefused(
        `${url.host} answered with a redirect, which a web page cannot read. Set followRedirects to true.`,
      )
    }
    const body = await readBody(response, url.host, listener, idle.restart)
    return { status: response.status, headers: [...response.headers], body, source: 'network' }
  } catch (error) {
    throw idle.expired() ?? error
  } finally {
    idle.end()
  }
}

/** Breaks a call off when no byte came for `limit` milliseconds. */
function startIdleTimer(host: string, limit: number | undefined, outer: AbortSignal) {
  const controller = new AbortController()
  const stop = (): void => controller.abort(outer.reason)
  outer.addEventListener('abort', stop)
  let timer: ReturnType<typeof setTimeout> | undefined
  let expired: HttpBlocked | undefined
  const expire = (): void => {
    expired = new HttpBlocked(host, 'timeout')
    controller.abort(expired)
  }
  const restart = (): void => {
    clearTimeout(timer)
    if (limit !== undefined) timer = setTimeout(expire, limit)
  }
  restart()
  return {
    signal: controller.signal,
    restart,
    expired: () => expired,
    end: () => {
      clearTimeout(timer)
      outer.removeEventListener('abort', stop)
    },
  }
}

/** Reads a body as it comes; the browser keeps large ones on disk. */
async function readBody(
  response: Response,
  host: string,
  listener: HttpListener | undefined,
  restart: () => void,
): Promise<Blob> {
  if (!response.body) return response.blob()
  const announced = Number(response.headers.get('content-length') ?? 0)
  const packed = response.headers.get('content-encoding') !== null
  const total = announced > 0 && !packed ? announced : undefined
  let received = 0
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        restart()
        received += chunk.length
        if (Math.max(received, announced) > MAX_RESPONSE) throw tooLarge(host)
        listener?.(received, total)
        controller.enqueue(chunk)
      },
    }),
  )
  const type = response.headers.get('content-type')
  try {
    return await new Response(counted, type === null ? {} : { headers: { 'content-type': type } }).blob()
  } catch (error) {
    if (error instanceof HttpRefused) throw error
    throw new HttpBlocked(host, 'broken', { cause: error })
  }
}

const tooLarge = (host: string): HttpRefused =>
  new HttpRefused(`the response of ${host} is larger than ${MAX_RESPONSE / 1_000_000_000} GB, the limit of a page`)

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
