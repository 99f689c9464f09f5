import type { LinkContent } from '../links'
import type { Parameters } from './parameters'
import type { ShownRun } from './run'

/** The flow an embed was asked for, or why there is none. */
export type OpenedSource =
  | {
      readonly ok: true
      readonly yaml: string
      readonly inputs: Readonly<Record<string, unknown>>
      readonly select: string | undefined
      /** What else came with the flow that a run needs. */
      readonly around: Pick<LinkContent, 'files' | 'stubs' | 'version'>
      /** The run that its author saw. */
      readonly authors?: ShownRun
      /** What the reader must know: that a part is missing. */
      readonly note: string | undefined
    }
  | { readonly ok: false; readonly message: string }

const MAX_BYTES = 1_000_000

/** Reads the flow from the link, the text or the address that the parameters name. */
export async function openSource({ link, yaml, src }: Parameters): Promise<OpenedSource> {
  if (link !== undefined) return openLink(link)
  if (yaml !== undefined) return plain(yaml)
  if (src !== undefined) return openAddress(src)
  return { ok: false, message: 'This embed names no flow.' }
}

const plain = (yaml: string): OpenedSource => ({
  ok: true,
  yaml,
  inputs: {},
  select: undefined,
  around: {},
  note: undefined,
})

async function openLink(link: string): Promise<OpenedSource> {
  const { decodeLink, LinkUnreadable } = await import('../links')
  try {
    const { content, complete } = decodeLink(link)
    const yaml = content.flows[0] ?? ''
    const { files, stubs, version } = content
    const authors = content.results === undefined ? undefined : await readAuthors(content.results, yaml)
    return {
      ok: true,
      yaml,
      around: { ...(files ? { files } : {}), ...(stubs ? { stubs } : {}), ...(version ? { version } : {}) },
      ...(authors ? { authors } : {}),
      inputs: content.inputs ?? {},
      select: content.view?.select,
      note: complete ? undefined : 'This link is cut off. What could be read of it is here.',
    }
  } catch (error) {
    const cut = 'This link is cut off. Ask for it again.'
    return { ok: false, message: error instanceof LinkUnreadable ? error.message : cut }
  }
}

/** Results that cannot be read are left out: the flow is here all the same. */
async function readAuthors(results: unknown, yaml: string): Promise<ShownRun | undefined> {
  const { readResults } = await import('../transfer')
  try {
    return readResults(results, yaml)
  } catch {
    return undefined
  }
}

async function openAddress(src: string): Promise<OpenedSource> {
  const url = URL.canParse(src) ? new URL(src) : undefined
  const local = url?.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(url.hostname)
  if (!url || (url.protocol !== 'https:' && !local)) return { ok: false, message: `${src} is no https address.` }
  try {
    const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' })
    if (!response.ok) return { ok: false, message: `${url.host} answered ${response.status}.` }
    if (Number(response.headers.get('content-length')) > MAX_BYTES) return tooLarge(url)
    const text = await response.text()
    return text.length > MAX_BYTES ? tooLarge(url) : plain(text)
  } catch {
    const message = `${url.host} could not be read. It did not answer, or does not allow calls from web pages (CORS).`
    return { ok: false, message }
  }
}

const tooLarge = ({ host }: URL): OpenedSource => ({ ok: false, message: `The file at ${host} is larger than 1 MB.` })
