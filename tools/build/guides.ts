import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { ROOT } from '../root'
import { renderPage } from './guides/page'
import { readGuides } from './guides/read'

/** Puts the guides of `docs/guides` into the site, as pages without script below `guides/`. */
export function guides(): Plugin {
  return {
    name: 'flowyard-guides',
    apply: 'build',
    generateBundle(_, bundle) {
      const { menu, all } = readGuides()
      for (const page of all) {
        this.emitFile({ type: 'asset', fileName: `guides/${page.file}`, source: renderPage(page, all, menu) })
      }
      this.emitFile({ type: 'asset', fileName: 'guides/guides.css', source: styles(Object.keys(bundle)) })
    },
  }
}

/** The site's colours and fonts with the style of the guides. The system's choice of dark takes the place of a button. */
function styles(files: readonly string[]): string {
  const tokens = read('src/ui/tokens.css')
  const [, dark] = /\[data-theme="dark"\] \{([^}]*)\}/.exec(tokens) ?? []
  if (dark === undefined) throw new Error('src/ui/tokens.css has no dark theme')
  return [
    font('Geist Variable', files, /\/geist-latin-wght-normal-[\w-]+\.woff2$/),
    font('Geist Mono Variable', files, /\/geist-mono-latin-wght-normal-[\w-]+\.woff2$/),
    tokens,
    `@media (prefers-color-scheme: dark) {\n  :root {${dark}}\n}`,
    read('tools/build/guides/guides.css'),
  ].join('\n')
}

const read = (path: string): string => readFileSync(ROOT + path, 'utf8')

function font(family: string, files: readonly string[], name: RegExp): string {
  const file = files.find(path => name.test(path))
  if (file === undefined) throw new Error(`the site has no font file for ${family}`)
  return `@font-face { font-family: "${family}"; font-weight: 100 900; font-display: swap; src: url("../${file}"); }`
}
