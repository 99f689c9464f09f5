import type { Plugin } from 'vite'

/** What marks the second form of a module: the one that has what its definitions do, and nothing else. */
const DEEDS = '?deeds'

/** What marks the third form: all that is said of task types and words, for those who help with writing them. */
const SAID = '?said'
const ASSISTANTS = /\/workers\/engine\/assist\.ts$|\/src\/editor\/(?:completeExpression|hover)\.ts$/
const SPOKEN_OF = /\/src\/(?:plugins|expression)\/[^?]+$/

type Rule = {
  readonly files: RegExp
  /** The property of a definition that holds what it does, a function. */
  readonly deed: string
  /** Code of the function `loadDeeds` of a module. */
  readonly load: (from: string, file: string) => string
  /** Code of a function that loads the deed of this name when it is called, and calls it. */
  readonly instead: (name: string) => string
  /** Properties that reading a flow does without, by the keys of the object they stand in, and what is left of them. */
  readonly unsaid: (keys: readonly string[]) => Readonly<Record<string, Left>>
  /** What is left of the examples where all else is said. */
  readonly examples: Left
}

type Left = 'nothing' | 'first'

const RULES: readonly Rule[] = [
  {
    files: /\/src\/plugins\/.+\.ts$/,
    deed: 'run',
    load: from => `() => import(${from})`,
    instead: name => `(...values) => loadDeeds().then(deeds => deeds.${name}(...values))`,
    unsaid: keys => ({
      examples: 'nothing',
      description: 'nothing',
      ...(keys.includes('required') ? {} : { title: 'nothing' }),
    }),
    examples: 'nothing',
  },
  {
    files: /\/src\/expression\/(?:filters\/|functions\/|predicates).*\.ts$/,
    deed: 'apply',
    load: (from, file) => `values => values.at(-1).session.module(${file}, () => import(${from}))`,
    instead: name => `(...values) => loadDeeds(values).${name}(...values)`,
    unsaid: keys => ({
      title: 'nothing',
      ...(keys.includes('examples') ? { examples: 'nothing' } : { default: 'nothing' }),
    }),
    examples: 'first',
  },
]

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [field: string]: unknown }

type Edit = { readonly start: number; readonly end: number; readonly text: string }

/**
 * Divides every definition of the engine worker: what reading a flow needs of a task type, filter, function or test
 * comes with the worker; what it does, and everything that alone needs, is loaded when a flow first uses it; what is
 * said of them with the first completion or hover. The sources stay what they are: one object for everything the
 * product knows about a task or a filter. Functions that other modules use stand beside definitions in modules of their
 * own, or they would all come with the worker.
 */
export function lazyDeeds(): Plugin {
  return {
    name: 'flowyard-lazy-deeds',
    apply: 'build',
    enforce: 'post',
    resolveId: {
      order: 'pre',
      async handler(source, importer) {
        if (!importer?.endsWith(SAID) && !ASSISTANTS.test(importer ?? '')) return null
        const resolved = await this.resolve(source, importer, { skipSelf: true })
        return resolved && SPOKEN_OF.test(resolved.id) ? `${resolved.id}${SAID}` : resolved
      },
    },
    transform(code, id) {
      if (id.includes('node_modules')) return null
      const [file = id, form] = id.split('?')
      const rule = RULES.find(({ files }) => files.test(file))
      const divide = form === undefined ? forReading : id.endsWith(DEEDS) ? onlyDeeds : onlySaid
      const divided = rule ? divide(code, objectsIn(this.parse(code) as unknown as Node), rule, file) : code
      return { code: divided, map: null, moduleSideEffects: false }
    },
  }
}

/**
 * The files of the worker: one to begin with, and one for the deeds of each folder, since a flow that uses one of them
 * often uses the next.
 */
export const workerFiles = {
  includeDependenciesRecursively: false,
  groups: [
    { tags: ['$initial' as const], name: 'engine' },
    { test: (id: string) => id.endsWith(DEEDS), name: folderOf, debugName: 'deeds' },
  ],
}

function folderOf(id: string): string | null {
  return /\/src\/(?:plugins\/(?:core\/)?)?(\w+)/.exec(id)?.[1] ?? null
}

/** The deeds alone, exported by number; the definitions they stood in fall away, since nobody imports them. */
function onlyDeeds(code: string, objects: readonly Properties[], { deed }: Rule): string {
  const deeds = deedsIn(objects, deed)
  const rest = edited(
    code,
    deeds.map(({ start, end }) => ({ start, end, text: '' })),
  )
  const named = deeds.map(
    ({ start, end }, number) => `export const deed${number} = { ${code.slice(start, end)} }.${deed};`,
  )
  return `${rest}\n${named.join('\n')}\n`
}

/** All but the deeds, and the examples of the documentation. */
function onlySaid(code: string, objects: readonly Properties[], { deed, examples }: Rule): string {
  const gone = objects.flatMap(properties =>
    [...properties].flatMap(([key, property]): readonly Edit[] => {
      const { start, end } = property
      if (key === deed) return [{ start, end, text: `${key}: undefined` }]
      return key === 'examples' ? [{ start, end, text: `${key}: ${restOf(code, property, examples)}` }] : []
    }),
  )
  return edited(code, gone)
}

function forReading(code: string, objects: readonly Properties[], rule: Rule, file: string): string {
  const deeds = deedsIn(objects, rule.deed)
  const edits = objects.flatMap(properties => {
    const unsaid = rule.unsaid([...properties.keys()])
    return [...properties].flatMap(([key, property]): readonly Edit[] => {
      const { start, end } = property
      const rest = unsaid[key]
      if (key === rule.deed) return [{ start, end, text: `${key}: ${rule.instead(`deed${deeds.indexOf(property)}`)}` }]
      if (rest === undefined) return []
      const text = restOf(code, property, rest)
      return [text === '' ? { start, end: afterComma(code, end), text } : { start, end, text: `${key}: ${text}` }]
    })
  })
  const load = rule.load(
    JSON.stringify(`./${file.slice(file.lastIndexOf('/') + 1)}${DEEDS}`),
    JSON.stringify(file.slice(file.indexOf('/src/'))),
  )
  return edited(code, edits) + (deeds.length === 0 ? '' : `\nconst loadDeeds = ${load};\n`)
}

const deedsIn = (objects: readonly Properties[], deed: string): readonly Node[] =>
  objects.flatMap(properties => properties.get(deed) ?? [])

function restOf(code: string, { value }: Node, rest: Left): string {
  if (!isNode(value) || rest === 'nothing') return isNode(value) && value.type === 'ArrayExpression' ? '[]' : ''
  const [first] = value.type === 'ArrayExpression' && Array.isArray(value.elements) ? value.elements : []
  return isNode(first) ? `[${code.slice(first.start, first.end)}]` : code.slice(value.start, value.end)
}

const afterComma = (code: string, end: number): number => end + (/^\s*,/.exec(code.slice(end))?.[0].length ?? 0)

function edited(code: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { start, end, text } of [...edits].sort((one, other) => one.start - other.start)) {
    if (start < at) continue
    result += code.slice(at, start) + text
    at = end
  }
  return result + code.slice(at)
}

type Properties = ReadonlyMap<string, Node>

/**
 * The properties of all object literals that stand outside of functions, in the order of the text. One inside a
 * function may use what that function was given, so it stays what it is.
 */
function objectsIn(tree: Node): readonly Properties[] {
  const found: Properties[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (!isNode(value) || value.type.includes('Function')) return
    if (value.type === 'ObjectExpression' && Array.isArray(value.properties)) found.push(named(value.properties))
    for (const item of Object.values(value)) visit(item)
  }
  visit(tree)
  return found
}

const named = (properties: readonly unknown[]): Properties =>
  new Map(
    properties.flatMap(property => {
      const key = isNode(property) && isNode(property.key) ? property.key.name : undefined
      return typeof key === 'string' ? [[key, property as Node] as const] : []
    }),
  )

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
