import { type Retries, receive, sha256 } from '../runner'

/** A package could not be had. */
export class PackageUnavailable extends Error {
  override readonly name: string = 'PackageUnavailable'
}

/** A package is there, but its bytes did not come: another try may well do. */
export class DownloadFailed extends PackageUnavailable {
  override readonly name = 'DownloadFailed'
}

/** Bytes of a package so far, and in all where the server says. */
export type PackageProgress = {
  readonly name: string
  readonly title: string
  readonly received: number
  readonly total: number | undefined
}
export type PackageListener = (progress: PackageProgress) => void

/** An answer with its whole body. */
export type Loaded = {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: ArrayBuffer
}

const CACHE = 'flowyard-packages'
const NOTES = 'https://notes.invalid/'
/** The header that a kept file carries its hash in. */
const HASH = 'x-sha256'

const isWheel = (path: string): boolean => path.endsWith('.whl')

/** Fetches files. Those to be kept, wheels by default, stay in this browser, where it has a cache. */
export function keepingFetch(retries: Retries, isKept: (path: string) => boolean = isWheel) {
  const open = async (): Promise<Cache | undefined> => {
    if (typeof caches === 'undefined') return undefined
    return caches.open(CACHE).catch(() => undefined)
  }

  /** @throws PackageUnavailable when nothing answers, or the bytes are not those whose hash is given */
  const load = async (
    url: string,
    signal: AbortSignal,
    listener: PackageListener,
    expected?: string,
  ): Promise<Loaded> => {
    const cache = await open()
    const keep = isKept(new URL(url).pathname)
    const kept = keep ? await cache?.match(url) : undefined
    const answer = kept ? await whole(kept) : await download(url, signal, retries, keep ? listener : undefined)
    if (answer.status === 200 && expected !== undefined) await checkHash(url, answer.body, expected)
    if (!kept && keep && answer.status === 200) {
      const headers = { [HASH]: await sha256(answer.body) }
      await cache?.put(url, new Response(answer.body.slice(0), { headers })).catch(() => undefined)
    }
    return answer
  }

  const readNote = async (name: string): Promise<unknown> => (await (await open())?.match(noteUrl(name)))?.json()
  const writeNote = async (name: string, note: unknown): Promise<void> => {
    await (await open())?.put(noteUrl(name), new Response(JSON.stringify(note))).catch(() => undefined)
  }
  const has = async (url: string): Promise<boolean> => (await (await open())?.match(url)) !== undefined
  /** Names of the notes that begin so. */
  const notes = async (start: string): Promise<readonly string[]> => {
    const keys = (await (await open())?.keys()) ?? []
    return keys.flatMap(({ url }) =>
      url.startsWith(noteUrl(start)) ? decodeURIComponent(url.slice(NOTES.length)) : [],
    )
  }
  return { load, has, readNote, writeNote, notes }
}

/** A package index answers a page for people unless it is asked for JSON. Source: PEP 691. */
const ACCEPTED = 'application/vnd.pypi.simple.v1+json, */*;q=0.1'

/** A file that an installation or a query fetched and that is kept in this browser. */
export type KeptFile = { readonly url: string; readonly bytes: number; readonly isWhole: () => Promise<boolean> }

/** Wheels of packages and extensions of DuckDB that did not come with the site. */
export async function keptFiles(): Promise<readonly KeptFile[]> {
  if (typeof caches === 'undefined') return []
  const cache = await caches.open(CACHE)
  const keys = (await cache.keys()).filter(({ url }) => !url.startsWith(NOTES))
  const files = keys.map(async ({ url }) => {
    const response = await cache.match(url)
    const body = await response?.blob()
    const expected = response?.headers.get(HASH)
    const isWhole = async (): Promise<boolean> =>
      body !== undefined && (!expected || (await sha256(await body.arrayBuffer())) === expected)
    return { url, bytes: body?.size ?? 0, isWhole }
  })
  return Promise.all(files)
}

/** Deletes kept files; the next run that needs one fetches it again. */
export async function forgetFiles(urls: readonly string[]): Promise<void> {
  if (typeof caches === 'undefined') return
  const cache = await caches.open(CACHE)
  await Promise.all(urls.map(url => cache.delete(url)))
}

const noteUrl = (name: string): string => NOTES + encodeURIComponent(name)

const whole = async (response: Response): Promise<Loaded> => ({
  status: response.status,
  headers: [...response.headers],
  body: await response.arrayBuffer(),
})

async function download(
  url: string,
  signal: AbortSignal,
  retries: Retries,
  listener: PackageListener | undefined,
): Promise<Loaded> {
  const { hostname, pathname } = new URL(url)
  const [name = '', version = ''] = (pathname.split('/').at(-1) ?? '').split('-')
  const tell = (received: number, total: number | undefined): void =>
    listener?.({ name, title: `${name} ${version}`, received, total })
  try {
    const { response, body } = await receive(url, {
      signal,
      retries,
      init: { credentials: 'omit', referrerPolicy: 'no-referrer', headers: { accept: ACCEPTED } },
      onBytes: (received, { headers }) => tell(received, Number(headers.get('content-length')) || undefined),
    })
    tell(body.size, body.size)
    return { status: response.status, headers: [...response.headers], body: await body.arrayBuffer() }
  } catch (error) {
    signal.throwIfAborted()
    throw new DownloadFailed(`could not reach ${hostname}`, { cause: error })
  }
}

async function checkHash(url: string, bytes: ArrayBuffer, expected: string): Promise<void> {
  if ((await sha256(bytes)) === expected) return
  const file = url.slice(url.lastIndexOf('/') + 1)
  throw new PackageUnavailable(`${file} is not what its publisher listed: its hash differs. It was not used.`)
}
