/** What an embed shows, as the parameters of its address say. */
export type EmbedChoice = {
  readonly tab: 'flow' | 'outputs' | 'logs'
  readonly lines: string
  readonly theme: 'auto' | 'light' | 'dark'
  readonly layout: 'auto' | 'tabs' | 'split' | 'result'
}

export const PLAIN_EMBED: EmbedChoice = { tab: 'flow', lines: '', theme: 'auto', layout: 'auto' }

/** The address of an embed: the flow and all parameters behind the `#`, so that no server sees them. */
export function embedAddress(base: string, link: string, choice: EmbedChoice): string {
  const query = new URLSearchParams(chosen(choice)).toString()
  return `${base}embed/index.html${link}${query === '' ? '' : `?${query}`}`
}

/** The parameters that are not what they are by themselves. */
const chosen = (choice: EmbedChoice): Record<string, string> =>
  Object.fromEntries(Object.entries(choice).filter(([name, value]) => value !== PLAIN_EMBED[name as keyof EmbedChoice]))

/** An `<iframe>` for any page. */
export const iframeSnippet = (base: string, link: string, choice: EmbedChoice, title: string): string =>
  `<iframe src="${attribute(embedAddress(base, link, choice))}" title="${attribute(title)}" loading="lazy" style="width:100%;height:480px;border:0"></iframe>`

/** A `<flow-yard>` with the flow's text inside, which shows without JavaScript too. */
export function componentSnippet(base: string, source: string, choice: EmbedChoice): string {
  const attributes = Object.entries(chosen(choice)).map(([name, value]) => ` ${name}="${attribute(value)}"`)
  return `<script async src="${base}flow-yard.js"></script>
<flow-yard${attributes.join('')}><pre><code>${markup(source.trimEnd())}
</code></pre></flow-yard>`
}

/** A badge for a README. */
export const badgeSnippet = (base: string, address: string): string =>
  `[![Run in Flowyard](${base}badge.svg)](${address})`

/** The flow as Markdown, with a badge that opens it. */
export const markdownSnippet = (base: string, address: string, source: string): string =>
  `${fence(source)}yaml\n${source.trimEnd()}\n${fence(source)}\n\n${badgeSnippet(base, address)}\n`

/** A fence longer than any in the text. */
const fence = (text: string): string => '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map(run => run.length + 1)))

const markup = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const attribute = (text: string): string => markup(text).replaceAll('"', '&quot;')
