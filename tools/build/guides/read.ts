import { readFileSync } from 'node:fs'
import { ROOT } from '../../root'
import type { Page } from './page'

/** The guides in the order of the menu, the index first. */
const GUIDES = ['README', 'readers', 'authors', 'teachers', 'hosting', 'contributors']

/** Reference texts that the guides lead to. */
const REFERENCE = ['tasks', 'expressions', 'embed']

/** The guides: `menu` is what every page names at its head, `all` has the reference too. */
export function readGuides(): { readonly menu: readonly Page[]; readonly all: readonly Page[] } {
  const menu = GUIDES.map(name => read(`docs/guides/${name}.md`, name === 'README' ? 'index.html' : `${name}.html`))
  return { menu, all: [...menu, ...REFERENCE.map(name => read(`docs/${name}.md`, `${name}-reference.html`))] }
}

const read = (source: string, file: string): Page => ({ file, source, text: readFileSync(ROOT + source, 'utf8') })
