import type { ReactNode } from 'react'
import styles from './MediaView.module.css'
import { useLoaded } from './useBlob'

/**
 * HTML in a frame that may do nothing: no scripts, no forms, no address of its own, and no calls, since the policy in
 * its head forbids all but inline styles and images it carries itself.
 */
export function HtmlView({ name, html }: { readonly name: string; readonly html: string }): ReactNode {
  return <iframe title={name} sandbox="" srcDoc={guarded(html)} className={styles.frame} />
}

/** Markdown as a page: raw HTML stays text, images from elsewhere are not fetched. */
export function MarkdownView({ name, text }: { readonly name: string; readonly text: string }): ReactNode {
  const html = useLoaded(text, () => htmlOf(text))
  if (html.state !== 'ready') return null
  return <HtmlView name={name} html={`<style>${PAGE}</style>${html.value}`} />
}

async function htmlOf(markdown: string): Promise<string> {
  const [{ micromark }, { gfm, gfmHtml }] = await Promise.all([import('micromark'), import('micromark-extension-gfm')])
  return micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"

/** A policy counts only before the content, so it is put in front of whatever the document begins with. */
const guarded = (html: string): string =>
  `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank">${html}`

const PAGE = `body{font:15px/1.6 system-ui,sans-serif;max-width:44rem;margin:1rem auto;padding:0 1rem;color:#1b1821}
code,pre{font:13px/1.5 ui-monospace,monospace;background:#f0eff3;border-radius:4px}code{padding:1px 4px}
pre{padding:8px 12px;overflow:auto}pre code{padding:0}img{max-width:100%}
table{border-collapse:collapse}td,th{border:1px solid #d3d1d7;padding:3px 10px;text-align:left}
blockquote{margin-left:0;padding-left:12px;border-left:3px solid #d3d1d7;color:#4e4b56}a{color:#8c2491}`
