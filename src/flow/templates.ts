import type { Path } from '../model'
import { hasTemplate, isMap, type Properties, type Property, type TaskType, type WrittenMap } from '../task'

/** A text that is rendered: where it stands, and whether other names than those of the flow may stand in it. */
export type RenderedText = { readonly path: Path; readonly text: string; readonly late: boolean }

/** Properties that are never rendered, of a type nobody knows here. */
const LITERAL = new Set(['id', 'type', 'description', 'disabled', 'retry'])

/** The texts with templates in a task, without those of the tasks inside it. */
export function* taskTexts(
  value: WrittenMap,
  path: Path,
  type: TaskType | undefined,
  properties: Properties,
): Generator<RenderedText, void, undefined> {
  if (type === undefined) {
    for (const [key, item] of Object.entries(value)) if (!LITERAL.has(key)) yield* allTexts(item, [...path, key])
  } else {
    yield* propertyTexts(properties, value, path, false, false)
  }
}

/** The texts with templates in a map of these properties. */
export function* propertyTexts(
  properties: Properties,
  value: WrittenMap,
  path: Path,
  rendered: boolean,
  late: boolean,
): Generator<RenderedText, void, undefined> {
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === 'string' && !hasTemplate(item)) continue
    const property = properties[key] ?? byAlias(properties, key)
    if (property !== undefined) yield* valueTexts(property, item, [...path, key], rendered, late)
  }
}

const byAlias = (properties: Properties, key: string): Property | undefined =>
  Object.values(properties).find(property => property.aliases?.includes(key))

function* valueTexts(
  property: Property,
  value: unknown,
  path: Path,
  outerRendered: boolean,
  outerLate: boolean,
): Generator<RenderedText, void, undefined> {
  const rendered = outerRendered || property.dynamic !== undefined
  const late = outerLate || property.dynamic === 'late'
  if (typeof value === 'string') {
    if (rendered && hasTemplate(value) && property.kind !== 'task') yield { path, text: value, late }
    return
  }
  switch (property.kind) {
    case 'list':
      for (const [index, item] of listOf(value)) {
        yield* valueTexts(property.of, item, [...path, index], rendered, late)
      }
      return
    case 'map':
      if (isMap(value)) {
        for (const [key, item] of Object.entries(value)) {
          yield* valueTexts(property.of, item, [...path, key], rendered, late)
        }
      }
      return
    case 'object':
      if (isMap(value)) yield* propertyTexts(property.properties, value, path, rendered, late)
      return
    case 'oneOf': {
      const fitting = property.of.find(alternative => fits(alternative, value))
      if (fitting !== undefined) yield* valueTexts(fitting, value, path, rendered, late)
      return
    }
    case 'any':
      if (rendered) for (const found of allTexts(value, path)) yield { ...found, late }
      return
    default:
  }
}

const fits = ({ kind }: Property, value: unknown): boolean =>
  kind === 'any' || (Array.isArray(value) ? kind === 'list' : isMap(value) && (kind === 'map' || kind === 'object'))

/** Every text with a template, at any depth. */
export function* allTexts(value: unknown, path: Path): Generator<RenderedText, void, undefined> {
  if (typeof value === 'string') {
    if (hasTemplate(value)) yield { path, text: value, late: false }
  } else if (isMap(value)) {
    for (const [key, item] of Object.entries(value)) yield* allTexts(item, [...path, key])
  } else {
    for (const [index, item] of listOf(value)) yield* allTexts(item, [...path, index])
  }
}

const listOf = (value: unknown): Iterable<readonly [number, unknown]> => (Array.isArray(value) ? value.entries() : [])
