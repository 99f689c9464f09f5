import type { EmbedTab } from './protocol'

/** How an embed was asked to look. */
export type Parameters = {
  /** The link to a flow, `#/v1/…`. */
  readonly link: string | undefined
  /** The flow's text itself. */
  readonly yaml: string | undefined
  /** The address of a raw file. */
  readonly src: string | undefined
  readonly tab: EmbedTab
  readonly select: string | undefined
  readonly layout: 'auto' | 'tabs' | 'split' | 'result'
  /** The 1-based lines shown first; the rest is folded. */
  readonly lines: LineRange | undefined
  readonly marked: readonly LineRange[]
  readonly theme: 'auto' | 'light' | 'dark'
  /** Pixels, or as high as the content is. */
  readonly height: number | 'auto'
  readonly inputs: Readonly<Record<string, string>>
  readonly readonly: boolean
  readonly title: string | undefined
  readonly hide: ReadonlySet<string>
  /** Who may send commands. */
  readonly origin: string | undefined
}

/** First and last line, 1-based. */
export type LineRange = { readonly from: number; readonly to: number }

const TABS = ['flow', 'outputs', 'logs'] as const
const LAYOUTS = ['auto', 'tabs', 'split', 'result'] as const
const THEMES = ['auto', 'light', 'dark'] as const

/**
 * Reads the parameters of an embed's address, from its query and from behind a `?` in its fragment, where no server
 * sees them. What is not understood counts as not given.
 */
export function readParameters({ search, hash }: Pick<Location, 'search' | 'hash'>): Parameters {
  const at = hash.indexOf('?')
  const path = at === -1 ? hash : hash.slice(0, at)
  const given = new URLSearchParams([
    ...new URLSearchParams(search),
    ...new URLSearchParams(at === -1 ? '' : hash.slice(at + 1)),
  ])
  const flow = given.get('flow') ?? undefined
  const packed = flow !== undefined && /^\/?v\d+\//.test(flow) ? `#/${flow.replace(/^\//, '')}` : undefined
  return {
    link: /^#\/v\d+\//.test(path) ? path : packed,
    yaml: packed === undefined ? flow : undefined,
    src: given.get('src') ?? undefined,
    tab: oneOf(TABS, given.get('tab')),
    select: given.get('select') ?? undefined,
    layout: oneOf(LAYOUTS, given.get('layout')),
    lines: readRange(given.get('lines') ?? ''),
    marked: (given.get('hl') ?? '').split(',').flatMap(part => readRange(part) ?? []),
    theme: oneOf(THEMES, given.get('theme')),
    height: Number(given.get('height')) > 0 ? Number(given.get('height')) : 'auto',
    inputs: Object.fromEntries(
      [...given].flatMap(([name, value]) => (name.startsWith('inputs.') ? [[name.slice(7), value]] : [])),
    ),
    readonly: given.has('readonly') && given.get('readonly') !== 'false',
    title: given.get('title') ?? undefined,
    hide: new Set((given.get('hide') ?? '').split(',')),
    origin: given.get('origin') ?? undefined,
  }
}

/** One of the values, the first when it is none of them. */
const oneOf = <Value extends string>(values: readonly [Value, ...Value[]], given: string | null): Value =>
  values.find(value => value === given) ?? values[0]

function readRange(text: string): LineRange | undefined {
  const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(text) ?? []
  const [from, to] = [Number(first), Number(last)]
  return from >= 1 && to >= from ? { from, to } : undefined
}
