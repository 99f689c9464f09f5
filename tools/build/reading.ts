import type { Plugin } from 'vite'

/** The worker that reads flows while they are typed; it never runs one. */
const READING = /\/workers\/reading\.worker\.ts/

/** What says how something runs, and what only tests and documentation read, by the files it stands in. */
const LEFT_OUT: readonly { readonly files: RegExp; readonly names: ReadonlySet<string> }[] = [
  { files: /\/src\/plugins\/.+\.ts$/, names: new Set(['run', 'examples']) },
  { files: /\/src\/expression\/.+\.ts$/, names: new Set(['apply', 'examples']) },
]

type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [field: string]: unknown }

/**
 * Leaves out of the reading worker what only a run needs: the `run` of task types, the `apply` of filters, functions and
 * tests, and their examples. Everything those alone use falls away with them: no module of it does anything by being
 * imported. The sources stay what they are: one
 * object for everything the product knows about a task or a filter.
 */
export function forReading(): Plugin {
  let reading = false
  return {
    name: 'flowyard-for-reading',
    apply: 'build',
    enforce: 'post',
    buildStart() {
      reading = false
    },
    resolveId: {
      order: 'pre',
      handler(source, importer) {
        if (importer === undefined && READING.test(source)) reading = true
        return null
      },
    },
    transform(code, id) {
      if (!reading || READING.test(id)) return null
      const rule = LEFT_OUT.find(({ files }) => files.test(id))
      const kept = rule ? withoutProperties(code, this.parse(code) as unknown as Node, rule.names) : code
      return { code: kept, map: null, moduleSideEffects: false }
    },
  }
}

/** The same code with the values of properties of these names gone. */
function withoutProperties(code: string, tree: Node, names: ReadonlySet<string>): string {
  const spans: { readonly start: number; readonly end: number; readonly name: string }[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (!isNode(value)) return
    const name = value.type === 'Property' && isNode(value.key) ? value.key.name : undefined
    if (typeof name === 'string' && names.has(name)) spans.push({ start: value.start, end: value.end, name })
    else for (const item of Object.values(value)) visit(item)
  }
  visit(tree)
  let result = ''
  let at = 0
  for (const { start, end, name } of spans) {
    result += `${code.slice(at, start)}${name}: ${name === 'examples' ? '[]' : 'undefined'}`
    at = end
  }
  return result + code.slice(at)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
