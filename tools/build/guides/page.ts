import { posix } from 'node:path'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'
import { highlightLine } from '../../../src/embed/highlight'
import { encodeLink } from '../../../src/links'

/** A page of text: its address in the site below `guides/`, the Markdown it is made of and where that lies. */
export type Page = { readonly file: string; readonly source: string; readonly text: string }

/** Only what the site itself serves, and no script: the pages are text. */
const POLICY =
  "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"

/**
 * A page as HTML. Links to other pages of the set lead to them; links to files that only the repository has become
 * their words. A flow in a YAML block gets a link that opens it.
 * @param menu the pages that every page names at its head
 */
export function renderPage(page: Page, all: readonly Page[], menu: readonly Page[]): string {
  const title = titleOf(page)
  const body = withFlows(withHeadings(withLinks(markup(page.text), page, all)))
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${escaped(title)} · Flowyard</title>
    <link rel="icon" href="../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="./guides.css" />
  </head>
  <body>
    <a class="skip" href="#text">To the text</a>
    <header>
      <a class="home" href="../index.html"><img src="../icon.svg" alt="" width="20" height="20" /> Flowyard</a>
      <nav aria-label="Guides">
${menu.map(other => `        ${menuEntry(other, page)}`).join('\n')}
      </nav>
    </header>
    <main id="text">
${body}
    </main>
    <footer>Flowyard is a project of its own. It is not affiliated with Kestra.</footer>
  </body>
</html>
`
}

/** The first heading of a page. */
export const titleOf = ({ text, source }: Page): string => {
  const title = /^# (.+)$/m.exec(text)?.[1]
  if (title === undefined) throw new Error(`${source} has no heading`)
  return title
}

function menuEntry(other: Page, page: Page): string {
  const current = other.file === page.file ? ' aria-current="page"' : ''
  return `<a href="./${other.file}"${current}>${escaped(titleOf(other))}</a>`
}

const markup = (text: string): string => micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })

function withLinks(html: string, page: Page, all: readonly Page[]): string {
  return html.replace(/<a href="([^"]*)">([\s\S]*?)<\/a>/g, (link, address: string, words: string) => {
    if (/^(?:https?:|#)/.test(address)) return link
    const [path = '', anchor] = address.split('#')
    const source = posix.join(posix.dirname(page.source), path)
    const target = all.find(other => other.source === source)
    if (!target) return words
    return `<a href="./${target.file}${anchor === undefined ? '' : `#${anchor}`}">${words}</a>`
  })
}

/** Headings with the anchors that GitHub gives them. */
function withHeadings(html: string): string {
  return html.replace(
    /<h([23])>([\s\S]*?)<\/h\1>/g,
    (_, level: string, words: string) => `<h${level} id="${anchorOf(plain(words))}">${words}</h${level}>`,
  )
}

/** The anchor of a heading: its words in lower case with hyphens between them, without punctuation. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')

function withFlows(html: string): string {
  return html.replace(/<pre><code class="language-(\w+)">([\s\S]*?)<\/code><\/pre>/g, (_, language: string, code) => {
    const text = plain(code)
    const drawn = language === 'yaml' ? text.trimEnd().split('\n').map(drawLine).join('\n') : code
    return `<pre tabindex="0"><code>${drawn}</code></pre>${isFlow(text) ? opening(text) : ''}`
  })
}

/** Whether a YAML text is a whole flow, not a part of one. */
export const isFlow = (text: string): boolean =>
  /^id:/m.test(text) && /^namespace:/m.test(text) && /^tasks:/m.test(text)

const opening = (flow: string): string =>
  `<p class="open"><a href="../index.html${encodeLink({ flows: [flow] })}">Open this flow in Flowyard</a></p>`

const drawLine = (line: string): string =>
  highlightLine(line)
    .map(({ kind, text }) => (kind === 'text' ? escaped(text) : `<span class="${kind}">${escaped(text)}</span>`))
    .join('')

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** The text of a piece of HTML, without its tags. */
const plain = (html: string): string =>
  html
    .replace(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
