import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const SRC = fileURLToPath(new URL('../src/', import.meta.url))

/** Which module may import which. `types`: its types (and the error classes beside them) alone. */
const ARROWS: Readonly<Record<string, { readonly any?: readonly string[]; readonly types?: readonly string[] }>> = {
  model: {},
  expression: {},
  serde: {},
  examples: {},
  storage: { any: ['model'] },
  lessons: { any: ['model'] },
  links: { any: ['model'] },
  transfer: { any: ['model', 'links'] },
  runner: { any: ['model'], types: ['storage'] },
  runtimes: { any: ['model', 'runner'], types: ['storage'] },
  offline: { any: ['runner', 'runtimes'], types: ['engine'] },
  task: { any: ['model', 'expression'], types: ['storage', 'runtimes'] },
  flow: { any: ['model', 'expression', 'task'] },
  engine: { any: ['model', 'expression', 'storage', 'task', 'flow'], types: ['runtimes'] },
  plugins: { any: ['model', 'expression', 'serde', 'storage', 'task', 'runtimes'] },
  embed: { any: ['model', 'links', 'transfer', 'serde'], types: ['engine'] },
  editor: { any: ['model', 'expression', 'task', 'flow'], types: ['engine'] },
  reference: { any: ['model', 'expression', 'task', 'flow'] },
  ui: {
    any: ['model', 'serde', 'storage', 'editor', 'reference', 'links', 'transfer', 'examples', 'lessons', 'offline'],
    types: ['engine'],
  },
}

type Import = { readonly file: string; readonly module: string; readonly target: string; readonly typeOnly: boolean }

const sources: readonly string[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.tsx?$/.test(file) && file.includes(sep),
)

/** Static imports and re-exports stand at the start of a line, as the formatter writes them. */
const IMPORT = /^(?:import|export)\s([^'"]*?)from\s+'(\.[^']+)'|^(import)\s+'(\.[^']+)'|\b(import)\('(\.[^']+)'\)/gm

/** The imports of a file that lead to a file of ours, as paths below src/. */
function importsOf(file: string): readonly Import[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  return [...text.matchAll(IMPORT)].map(([, clause = '', from, , effect, , late]) => {
    const target = relative(SRC, join(SRC, dirname(file), from ?? effect ?? late ?? '')).replaceAll(sep, '/')
    return { file, module: moduleOf(file), target, typeOnly: isTypeOnly(clause) }
  })
}

const moduleOf = (path: string): string => path.split(/[/\\]/)[0] ?? ''

/** `type { … }`, or braces in which every name is marked `type`. */
function isTypeOnly(clause: string): boolean {
  if (/^type\b/.test(clause)) return true
  const names = /\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .map(name => name.trim())
  return names?.filter(name => name !== '').every(name => name.startsWith('type ')) ?? false
}

const imports = sources.flatMap(importsOf)

const say = ({ file, target }: Import): string => `${file} imports ${target}`

describe('the modules of src', () => {
  it('are all in the table', () => {
    expect([...new Set(sources.map(moduleOf))].filter(name => !(name in ARROWS))).toEqual([])
  })

  it('import only along the arrows', () => {
    const astray = imports.filter(({ module, target, typeOnly }) => {
      const { any = [], types = [] } = ARROWS[module] ?? {}
      const to = moduleOf(target)
      return to !== module && !any.includes(to) && !(typeOnly && types.includes(to))
    })
    expect(astray.map(say)).toEqual([])
  })

  it('are imported by others through their index alone', () => {
    const inside = imports.filter(({ module, target }) => {
      const [to, ...rest] = target.split('/')
      return to !== module && rest.length > 0 && rest.join('/') !== 'index'
    })
    expect(inside.map(say)).toEqual([])
  })

  it('never import their own index', () => {
    const own = imports.filter(({ module, target }) => target === module || target === `${module}/index`)
    expect(own.map(say)).toEqual([])
  })
})

it('the repository holds no links, which would take the place of folders where it is checked out', () => {
  const { status, stdout } = spawnSync('git', ['ls-files', '--stage'], { cwd: SRC, encoding: 'utf8' })
  const links = status === 0 ? stdout.split('\n').filter(line => line.startsWith('120000')) : []
  expect(links).toEqual([])
})
