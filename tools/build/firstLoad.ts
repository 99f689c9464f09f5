import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { init, parse } from 'es-module-lexer'

/** A part of the first load: the files it takes, their bytes by gzip -9, and how many they may be. */
export type Share = {
  readonly name: string
  readonly files: readonly string[]
  readonly bytes: number
  readonly limit: number
}

/**
 * Chunks that the first screen loads by dynamic import as soon as it stands, by the names of their files without the
 * hash. What is loaded later, by a view that a person opens, is not of the first load.
 */
const FIRST_SCREEN = ['FlowEditor']

/** Measures what a first visit loads from a built site. `folder` holds index.html. */
export async function firstLoad(folder: string): Promise<readonly Share[]> {
  await init
  const page = pageFiles(folder, 'index.html')
  const editor = FIRST_SCREEN.flatMap(name => chunkFiles(folder, name))
  const embed = existsSync(join(folder, 'embed/index.html')) ? pageFiles(folder, 'embed/index.html') : undefined
  return [
    share(folder, 'shell script and styles', page, 90_000),
    share(folder, 'first screen with the editor', [...page, ...editor], 250_000),
    share(folder, 'engine worker', chunkFiles(folder, 'engine.worker'), 100_000),
    share(folder, 'fonts, not blocking', fontFiles(folder), 60_000),
    ...(embed ? [share(folder, 'embed page', embed, 60_000)] : []),
  ]
}

function share(folder: string, name: string, files: readonly string[], limit: number): Share {
  const distinct = [...new Set(files)]
  const bytes = distinct.reduce(
    (total, file) => total + gzipSync(readFileSync(join(folder, file)), { level: 9 }).length,
    0,
  )
  return { name, files: distinct, bytes, limit }
}

/** Scripts and styles that a page's HTML names, and what the scripts import. */
function pageFiles(folder: string, page: string): readonly string[] {
  const html = readFileSync(join(folder, page), 'utf8')
  const tags = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"/g)]
  const named = tags.map(([, address = '']) => normalize(join(dirname(page), address)))
  return [...named.filter(file => file.endsWith('.css')), ...closure(folder, named.filter(isScript))]
}

/** A chunk, what it imports, and the styles that Vite made of it. */
function chunkFiles(folder: string, name: string): readonly string[] {
  const hashed = new RegExp(`^${name.replaceAll('.', '\\.')}-[\\w-]{8}\\.(?:js|css)$`)
  const files = readdirSync(join(folder, 'assets')).filter(file => hashed.test(file))
  if (files.length === 0) throw new Error(`assets/ has no ${name}: the first load is counted wrong without it`)
  const paths = files.map(file => join('assets', file))
  return [...paths.filter(file => file.endsWith('.css')), ...closure(folder, paths.filter(isScript))]
}

const isScript = (file: string): boolean => file.endsWith('.js')

/** Scripts with all that they import statically, each once. */
function closure(folder: string, entries: readonly string[]): readonly string[] {
  const found = new Set<string>()
  const waiting = [...entries]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue
    found.add(file)
    waiting.push(...staticImports(folder, file))
  }
  return [...found]
}

function staticImports(folder: string, file: string): readonly string[] {
  const [imports] = parse(readFileSync(join(folder, file), 'utf8'), basename(file))
  return imports.flatMap(found =>
    (found.type === 'static' || found.type === 'reexport-star') && found.specifier.startsWith('.')
      ? [normalize(join(dirname(file), found.specifier))]
      : [],
  )
}

/** The fonts that a page in a Latin script loads: the upright Latin part of each family. */
function fontFiles(folder: string): readonly string[] {
  return readdirSync(join(folder, 'assets'))
    .filter(file => /-latin-wght-normal-[\w-]{8}\.woff2$/.test(file))
    .map(file => join('assets', file))
}
