import { looksBinary } from '../state/accept'
import type { OpenAnswer } from './readLink'

/** Bytes that a flow behind an address may have. */
export const MAX_ADDRESS_BYTES = 1_000_000

const TIMEOUT = 20_000

/** What reads an address: the browser's `fetch`, or a test's. */
export type Fetch = (address: string, init: RequestInit) => Promise<Response>

/**
 * Reads the flow at the address of a raw file, without cookies and without telling where it is asked from. Addresses
 * are `https:`; `http:` only on this computer.
 */
export async function readAddress(address: string, fetchText: Fetch = fetch): Promise<OpenAnswer> {
  const url = parse(address)
  if (!url) return { ok: false, message: `${address} is not an address of a file. Nothing was opened.` }
  if (!isAllowed(url)) return { ok: false, message: `${url.host} must be called by https. Nothing was opened.` }
  try {
    const response = await fetchText(url.href, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(TIMEOUT),
    })
    if (!response.ok) {
      const answer = `${response.status} ${response.statusText}`.trim()
      return { ok: false, message: `${url.host} answered ${answer}. Check the address. Nothing was opened.` }
    }
    return textOf(await readCapped(response), url)
  } catch {
    return {
      ok: false,
      message: `${url.host} could not be read. It did not answer, or does not allow calls from web pages (CORS). Nothing was opened.`,
    }
  }
}

function textOf(text: string | undefined, url: URL): OpenAnswer {
  if (text === undefined)
    return { ok: false, message: `The file at ${url.host} is larger than 1 MB. It was not opened.` }
  if (looksBinary(text)) return { ok: false, message: `The file at ${url.host} is not a text. It was not opened.` }
  return {
    ok: true,
    opened: {
      from: 'address',
      source: text,
      inputs: {},
      version: 'auto',
      files: [],
      stubs: {},
      recordings: [],
      view: {},
      damaged: false,
      origin: url.href,
    },
  }
}

/** The text, as long as it is not too long; undefined, and nothing more is read, when it is. */
async function readCapped(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    size += next.value.length
    if (size > MAX_ADDRESS_BYTES) {
      await reader?.cancel()
      return undefined
    }
    text += decoder.decode(next.value, { stream: true })
  }
  return text + decoder.decode()
}

function parse(address: string): URL | undefined {
  return URL.canParse(address) ? new URL(address) : undefined
}

const isAllowed = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname))
