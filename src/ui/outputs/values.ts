import { jsonText } from '../../serde'

/** What the page calls a value: the words on the type badges. */
export type ValueType =
  | 'string'
  | 'string · json'
  | 'int'
  | 'number'
  | 'boolean'
  | 'null'
  | 'list'
  | 'map'
  | 'file'
  | 'date'
  | 'duration'
  | 'binary'

/** A value of Java's that JavaScript lacks, as the expression language writes it out. */
type Tagged = { readonly $java: string; readonly value: unknown }

const isTagged = (value: object): value is Tagged => '$java' in value && typeof value.$java === 'string'

const FILE = /^kestra:\/\/\//

/** Answers whether a value is the address of a file in internal storage. */
export const isFileUri = (value: unknown): value is string => typeof value === 'string' && FILE.test(value)

/** The type badge of a plain value. */
export function typeOf(value: unknown): ValueType {
  if (value === null || value === undefined) return 'null'
  switch (typeof value) {
    case 'boolean':
      return 'boolean'
    case 'bigint':
      return 'int'
    case 'number':
      return Number.isInteger(value) ? 'int' : 'number'
    case 'string':
      return isFileUri(value) ? 'file' : 'string'
    default:
      return typeOfObject(value)
  }
}

function typeOfObject(value: object): ValueType {
  if (Array.isArray(value)) return 'list'
  if (value instanceof Uint8Array) return 'binary'
  if (value instanceof OutputText) return value.inside === undefined ? 'string' : 'string · json'
  if (value instanceof Map || !isTagged(value)) return 'map'
  switch (value.$java) {
    case 'Integer':
    case 'Long':
    case 'BigInteger':
      return 'int'
    case 'Float':
    case 'Double':
    case 'BigDecimal':
      return 'number'
    case 'Duration':
      return 'duration'
    case 'Character':
    case 'URI':
      return 'string'
    case 'bytes':
      return 'binary'
    case 'Set':
    case 'StringArray':
      return 'list'
    case 'HashMap':
      return 'map'
    default:
      return 'date'
  }
}

const LONGEST_JSON = 5_000_000

/** A text among the outputs of a run. It is read as JSON at the first look, once: columns look again on every paint. */
export class OutputText {
  private read: { readonly inside: unknown } | undefined

  constructor(readonly text: string) {}

  /** The list or map that the text holds as JSON; undefined when it holds none. */
  get inside(): unknown {
    this.read ??= { inside: readJson(this.text) }
    return this.read.inside
  }
}

/** The list or map that a text holds as JSON; undefined when it holds none, or is too long to be read on the side. */
export function readJson(text: string): unknown {
  const first = text.trimStart().charAt(0)
  if ((first !== '{' && first !== '[') || text.length > LONGEST_JSON) return undefined
  try {
    const value: unknown = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const LONG_NUMBER = /\d{16}/

/** Whole numbers that JavaScript's numbers cannot hold stay exact where the browser tells how they are written. */
function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || Number.isSafeInteger(value) || source === undefined) return value
  return /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** One step below a value. `label` names a list item by a telling key of its own. */
export type Child = { readonly key: string | number; readonly value: unknown; readonly label?: string }

const LABEL_KEYS = ['title', 'name', 'id', 'key', 'label'] as const

/** What a value opens to: entries of a map, items of a list, what a JSON string holds. Nothing for the rest. */
export function childrenOf(value: unknown): readonly Child[] {
  const container = containerOf(value)
  if (container === undefined) return []
  if (Array.isArray(container)) {
    return container.map((item, index) => {
      const label = labelOf(item)
      return label === undefined ? { key: index, value: item } : { key: index, value: item, label }
    })
  }
  if (container instanceof Map) return [...container].map(([key, item]) => ({ key: String(key), value: item }))
  return Object.entries(container).map(([key, item]) => ({ key, value: item }))
}

/** The list or map behind a value: itself, or the one a tag or a text of the outputs holds. */
export function containerOf(value: unknown): readonly unknown[] | ReadonlyMap<unknown, unknown> | object | undefined {
  const inside = value instanceof OutputText ? value.inside : value
  if (typeof inside !== 'object' || inside === null || inside instanceof Uint8Array) return undefined
  if (Array.isArray(inside) || inside instanceof Map) return inside
  if (!isTagged(inside)) return inside
  return typeof inside.value === 'object' && inside.value !== null ? inside.value : undefined
}

/** How many children a value has, without making them. */
export function sizeOf(value: unknown): number {
  const container = containerOf(value)
  if (container === undefined) return 0
  if (Array.isArray(container)) return container.length
  if (container instanceof Map) return container.size
  return Object.keys(container).length
}

/** The value under a key; undefined when there is none. */
export function childOf(value: unknown, key: string | number): { readonly value: unknown } | undefined {
  const container = containerOf(value)
  if (container === undefined) return undefined
  if (Array.isArray(container)) {
    return typeof key === 'number' && key in container ? { value: container[key] } : undefined
  }
  if (container instanceof Map) {
    const known = container.has(key) ? key : [...container.keys()].find(other => String(other) === String(key))
    return known === undefined ? undefined : { value: container.get(known) }
  }
  return Object.hasOwn(container, key) ? { value: Reflect.get(container, key) } : undefined
}

/** A telling key of a map: its title, name, id … */
export function labelOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined
  for (const key of LABEL_KEYS) {
    const label: unknown = item instanceof Map ? item.get(key) : Reflect.get(item, key)
    if ((typeof label === 'string' && label !== '') || typeof label === 'number') return String(label)
  }
  return undefined
}

/** A scalar as text: what the value panel and the tree print. Containers answer their JSON. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value
  if (value instanceof OutputText) return value.text
  if (typeof value !== 'object') return String(value)
  if (value instanceof Uint8Array) return `${value.length} bytes`
  if (!Array.isArray(value) && !(value instanceof Map) && isTagged(value) && typeof value.value === 'string') {
    return value.value
  }
  return jsonOf(value)
}

/** A value as JSON over lines, two spaces deeper with each level. Numbers keep all their digits. */
export function jsonOf(value: unknown, indent = ''): string {
  if (value instanceof OutputText) return JSON.stringify(value.text)
  const container = containerOf(value)
  if (container === undefined) return jsonText(value)
  const deeper = `${indent}  `
  const list = Array.isArray(container)
  const lines = childrenOf(container).map(({ key, value: item }) => {
    const text = jsonOf(item, deeper)
    return `${deeper}${list ? text : `${JSON.stringify(String(key))}: ${text}`}`
  })
  const [open, close] = list ? '[]' : '{}'
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n${indent}${close}`
}

/** A value as it is copied: texts and scalars as they are, lists and maps as JSON. */
export const copyOf = (value: unknown): string =>
  value instanceof OutputText || containerOf(value) === undefined ? textOf(value) : jsonOf(value)

const SHORT_TEXT = 24

/** The few letters that fit beside a key: scalars, and how much a container holds. Long strings answer nothing. */
export function shortOf(value: unknown): string | undefined {
  const type = typeOf(value)
  switch (type) {
    case 'list':
      return count(sizeOf(value), 'item')
    case 'map':
      return count(sizeOf(value), 'key')
    case 'file':
    case 'null':
    case 'binary':
    case 'string · json':
      return undefined
    case 'string': {
      const text = textOf(value)
      if (text === '') return '""'
      return text.length <= SHORT_TEXT && !text.includes('\n') ? text : undefined
    }
    default:
      return textOf(value)
  }
}

const count = (size: number, noun: string): string => `${size} ${noun}${size === 1 ? '' : 's'}`
