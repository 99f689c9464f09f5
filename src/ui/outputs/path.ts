import { childOf, OutputText } from './values'

/** Where a value stands among everything a run holds: `['outputs', 'api', 'body', 'products', 0]`. */
export type ValuePath = readonly (string | number)[]

/** A value found at a path. `jsonAt` counts the segments before the string that holds the rest as JSON. */
export type Located = { readonly value: unknown; readonly jsonAt?: number }

/** Walks a path through maps, lists and JSON inside strings; undefined when the path leads nowhere. */
export function locate(root: unknown, path: ValuePath): Located | undefined {
  let value = root
  let jsonAt: number | undefined
  for (const [depth, key] of path.entries()) {
    if (value instanceof OutputText && value.inside !== undefined) jsonAt = depth
    const child = childOf(value, key)
    if (!child) return undefined
    value = child.value
  }
  return jsonAt === undefined ? { value } : { value, jsonAt }
}

/** Words that Pebble reads as operators or literals, so that they cannot follow a dot. */
const RESERVED: ReadonlySet<string> = new Set(
  'and or not is in contains equals matches true false null none if else elseif endif for endfor'.split(' '),
)

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/

/**
 * The expression that reads a path, without braces: `outputs.python.outputFiles['products.csv']`. Segments that are
 * no plain name go into brackets; what lies inside a JSON string is read by jq, whose answer is a list of results.
 */
export function pathExpression(path: ValuePath, jsonAt?: number): string {
  const outer = path.slice(0, jsonAt ?? path.length)
  const [first, ...rest] = outer
  const head = rest.reduce<string>((text, key) => text + pebbleStep(key), String(first ?? ''))
  if (jsonAt === undefined) return head
  return `${head} | jq(${pebbleString(jqPath(path.slice(jsonAt)))}) | first`
}

/** The same with its braces, as it is copied. */
export const templateOf = (path: ValuePath, jsonAt?: number): string => `{{ ${pathExpression(path, jsonAt)} }}`

function pebbleStep(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  return NAME.test(key) && !RESERVED.has(key) ? `.${key}` : `[${pebbleString(key)}]`
}

const pebbleString = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function jqPath(path: ValuePath): string {
  const steps = path.map(key => {
    if (typeof key === 'number') return `[${key}]`
    return NAME.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
  })
  const text = steps.join('')
  return text.startsWith('.') ? text : `.${text}`
}

/** The key a path ends in, for headings; the root has none. */
export const lastKey = (path: ValuePath): string => String(path.at(-1) ?? '')

/** Answers whether two paths are the same. */
export const samePath = (one: ValuePath, other: ValuePath): boolean =>
  one.length === other.length && one.every((key, index) => key === other[index])
