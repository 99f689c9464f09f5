import type { StartRequest } from '../engine'
import type { Parameters } from './parameters'

/** The flow an embed was asked for, or why there is none. */
export type OpenedSource =
  | {
      readonly ok: true
      readonly yaml: string
      readonly inputs: Readonly<Record<string, unknown>>
      /** Outputs that stand in for tasks which cannot run in a page. */
      readonly stubs: NonNullable<StartRequest['stubs']>
      readonly select: string | undefined
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
  stubs: {},
  select: undefined,
  note: undefined,
})

async function openLink(link: string): Promise<OpenedSource> {
  const { decodeLink, LinkUnreadable } = await import('../links')
  try {
    const { content, complete } = decodeLink(link)
    return {
      ok: true,
      yaml: content.flows[0] ?? '',
      inputs: content.inputs ?? {},
      stubs: Object.fromEntries(Object.entries(content.stubs ?? {}).map(([id, outputs]) => [id, { outputs }])),
      select: content.view?.select,
      note: complete ? undefined : 'This link is cut off. What could be read of it is here.',
    }
  } catch (error) {
    const cut = 'This link is cut off. Ask for it again.'
    return { ok: false, message: error instanceof LinkUnreadable ? error.message : cut }
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
