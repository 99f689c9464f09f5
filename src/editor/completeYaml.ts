import type { Completion, CompletionAnswer } from '../engine'
import { TRIGGER_TYPES } from '../flow'
import type { KestraVersion } from '../model'
import { expected, type Property, type Registry, type TaskType } from '../task'
import { entriesOf, type Place } from './place'
import { type Inside, insideOf, isIn, propertyNamed } from './propertyAt'

/** Completes keys and values of a flow. */
export function completeYaml(place: Place, registry: Registry, version: KestraVersion): CompletionAnswer | undefined {
  const inside = insideOf(place, registry)
  if (inside === undefined) return undefined
  const options =
    place.key === undefined ? keys(inside, place, version) : values(place.key, inside, place, registry, version)
  return options.length === 0 ? undefined : { from: place.from, to: place.from + place.typed.length, options }
}

function keys(inside: Inside, place: Place, version: KestraVersion): readonly Completion[] {
  const frame = place.frames.at(-1)
  const written = frame === undefined ? new Set() : new Set(entriesOf(place.lines, frame).keys())
  const indent = ' '.repeat((frame?.column ?? 0) + 2)
  const known = Object.entries(inside.properties)
    .filter(([name, property]) => isIn(property, version) && !(written.has(name) && name !== place.typed))
    .sort(([, a], [, b]) => Number(b.required ?? false) - Number(a.required ?? false))
    .map(([name, property]) => keyFor(name, property, indent))
  return inside.isTask && written.size === 0 ? [taskSnippet(indent), ...known] : known
}

const taskSnippet = (indent: string): Completion => ({
  label: 'new task',
  kind: 'snippet',
  detail: 'id and type',
  apply: `id: \n${indent.slice(2)}type: io.kestra.plugin.`,
})

function keyFor(name: string, property: Property, indent: string): Completion {
  const notes = [
    property.required ? 'required' : undefined,
    property.deprecated === undefined ? undefined : 'deprecated',
  ]
  return {
    label: name,
    kind: 'property',
    detail: [expected(property), ...notes.filter(note => note !== undefined)].join(', '),
    documentation: documentation(property),
    apply: `${name}:${afterKey(property, indent)}`,
  }
}

/** What one writes after a key of this kind. */
function afterKey(property: Property, indent: string): string {
  switch (property.kind) {
    case 'list':
      return `\n${indent}- `
    case 'map':
    case 'object':
    case 'task':
      return `\n${indent}`
    case 'string':
      return property.language === undefined ? ' ' : ` |\n${indent}`
    default:
      return ' '
  }
}

/** What a property is for, as hover and completion show it. */
export function documentation(property: Property): string {
  const parts = [
    property.title,
    property.description,
    'default' in property && property.default !== undefined
      ? `Default: ${JSON.stringify(property.default)}`
      : undefined,
    property.deprecated,
    property.ignored,
  ]
  return parts.filter(part => part !== undefined).join('\n\n')
}

function values(
  key: string,
  inside: Inside,
  place: Place,
  registry: Registry,
  version: KestraVersion,
): readonly Completion[] {
  if (key === 'type' && inside.isTask) return types(registry, version)
  if (key === 'type' && place.frames[0]?.key === 'triggers') {
    return TRIGGER_TYPES.map(label => ({ label, kind: 'type' }))
  }
  const property = inside.each ?? propertyNamed(inside.properties, key)
  return property === undefined ? [] : choices(property)
}

function choices(property: Property): readonly Completion[] {
  switch (property.kind) {
    case 'choice':
      return property.of.map(label => ({ label, kind: 'value' }))
    case 'boolean':
      return ['true', 'false'].map(label => ({ label, kind: 'value' }))
    case 'oneOf':
      return property.of.flatMap(choices)
    case 'duration':
      return ['PT10S', 'PT1M', 'PT1H', 'P1D'].map(label => ({ label, kind: 'value' }))
    default:
      return []
  }
}

const types = (registry: Registry, version: KestraVersion): readonly Completion[] =>
  registry.types.filter(({ only }) => only?.includes(version) ?? true).map(typeFor)

const typeFor = ({ type, title, deprecated }: TaskType): Completion => ({
  label: type,
  kind: 'type',
  ...(deprecated === undefined ? {} : { detail: 'deprecated' }),
  documentation: title,
})
