import type { Plugin } from 'vite'

/** The worker that reads flows while they are typed; it never runs one. */
const READING = /\/workers\/reading\.worker\.ts/

/**
 * What a property becomes by its name, in the files it stands in: what says how something runs, and examples, of which
 * the editor shows the first of filters and functions.
 */
const LEFT_OUT: readonly { readonly files: RegExp; readonly become: ReadonlyMap<string, 'nothing' | 'first'> }[] = [
  {
    files: /\/src\/plugins\/.+\.ts$/,
    become: new Map([
      ['run', 'nothing'],
      ['examples', 'nothing'],
    ]),
  },
  {
    files: /\/src\/expression\/.+\.ts$/,
    become: new Map([
      ['apply', 'nothing'],
      ['examples', 'first'],
    ]),
  },
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
      const kept = rule ? withoutProperties(code, this.parse(code) as unknown as Node, rule.become) : code
      return { code: kept, map: null, moduleSideEffects: false }
    },
  }
}

/** The same code with the values of these properties gone, but for the first item of a list where that is to stay. */
function withoutProperties(code: string, tree: Node, become: ReadonlyMap<string, 'nothing' | 'first'>): string {
  const edits: { readonly start: number; readonly end: number; readonly text: string }[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (!isNode(value)) return
    for (const property of propertiesOf(value)) {
      const rest = become.get(keyOf(property) ?? '')
      if (rest === undefined) visit(property)
      else
        edits.push({
          start: property.start,
          end: property.end,
          text: `${keyOf(property)}: ${restOf(code, property, rest)}`,
        })
    }
    if (value.type !== 'ObjectExpression') for (const item of Object.values(value)) visit(item)
  }
  visit(tree)
  let result = ''
  let at = 0
  for (const { start, end, text } of edits) {
    result += code.slice(at, start) + text
    at = end
  }
  return result + code.slice(at)
}

const propertiesOf = ({ type, properties }: Node): readonly Node[] =>
  type === 'ObjectExpression' && Array.isArray(properties) ? properties.filter(isNode) : []

const keyOf = ({ key }: Node): string | undefined =>
  isNode(key) && typeof key.name === 'string' ? key.name : undefined

function restOf(code: string, { value }: Node, rest: 'nothing' | 'first'): string {
  if (!isNode(value) || rest === 'nothing') return 'undefined'
  const [first] = value.type === 'ArrayExpression' && Array.isArray(value.elements) ? value.elements : []
  return isNode(first) ? `[${code.slice(first.start, first.end)}]` : code.slice(value.start, value.end)
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
