import type { LinkContent } from '../../links'
import type { Opened } from './opened'

/** What came of an attempt to open something: the flow, with a run as a stranger wrote it, or the words that say why not. */
export type OpenAnswer =
  | { readonly ok: true; readonly opened: Opened; readonly results?: unknown }
  | { readonly ok: false; readonly message: string }

/** Whether the fragment of an address is meant as a link to a flow; lessons and anchors are none. */
export const isFlowLink = (fragment: string): boolean => /^#?\/v\d+\//.test(fragment)

/** Reads a link; what unpacks it is loaded here. Nothing of the flow runs. */
export async function readLink(fragment: string): Promise<OpenAnswer> {
  const { decodeLink, LinkUnreadable } = await import('../../links')
  try {
    const { content, complete } = decodeLink(fragment)
    const opened = openedOf(content, complete, `${fragment.length}`)
    return { ok: true, opened, ...(content.results === undefined ? {} : { results: content.results }) }
  } catch (error) {
    if (error instanceof LinkUnreadable) return { ok: false, message: error.message }
    return { ok: false, message: CUT_OFF }
  }
}

const CUT_OFF = 'This link is cut off. Ask for it again, or paste the flow here.'

function openedOf(content: LinkContent, complete: boolean, origin: string): Opened {
  const { flows, files = [], version = 'auto', inputs = {}, view = {}, stubs = {}, recordings = [] } = content
  return {
    from: 'link',
    source: flows.find(flow => flow.trim() !== '') ?? '',
    inputs,
    version,
    files: files.map(({ path, content: bytes }) => ({ path, content: new Blob([bytes.slice()]) })),
    stubs,
    recordings,
    view,
    damaged: !complete,
    origin,
  }
}
