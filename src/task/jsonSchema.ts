import { COMMON } from './common'
import type { Properties, Property } from './property'
import type { TaskType } from './taskType'

/** A JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>

const TEMPLATE: JsonSchema = { type: 'string', pattern: '\\{\\{|\\{%' }

/** The schema of a task of this type, for editors that read JSON Schema. */
export function taskSchema(type: TaskType): JsonSchema {
  const properties: Properties = { ...COMMON, ...type.properties }
  const schema = objectSchema(properties, true)
  return {
    ...schema,
    title: type.title,
    properties: { ...(schema.properties as JsonSchema), type: { enum: [type.type, ...(type.aliases ?? [])] } },
  }
}

/** The schema of one property; a template may stand wherever it is rendered. */
export function propertySchema(property: Property, rendered = property.dynamic !== undefined): JsonSchema {
  const described = {
    description: property.description === undefined ? property.title : `${property.title}\n\n${property.description}`,
    ...('default' in property && property.default !== undefined ? { default: property.default } : {}),
    ...(property.deprecated === undefined ? {} : { deprecated: true }),
  }
  const plain = kindSchema(property, rendered)
  const takesText = property.kind === 'string' || property.kind === 'any' || property.kind === 'task'
  return rendered && !takesText ? { ...described, anyOf: [plain, TEMPLATE] } : { ...described, ...plain }
}

function kindSchema(property: Property, rendered: boolean): JsonSchema {
  switch (property.kind) {
    case 'string':
      return {
        type: ['string', 'number', 'boolean'],
        ...(property.pattern === undefined ? {} : { pattern: `^(?:${property.pattern})$` }),
      }
    case 'number':
      return {
        type: property.integer ? 'integer' : 'number',
        ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
      }
    case 'boolean':
      return { type: 'boolean' }
    case 'choice':
      return { enum: property.of }
    case 'duration':
      return { type: ['string', 'number'] }
    case 'map':
      return { type: 'object', additionalProperties: propertySchema(property.of, rendered) }
    case 'list':
      return {
        type: 'array',
        items: propertySchema(property.of, rendered),
        ...(property.notEmpty ? { minItems: 1 } : {}),
      }
    case 'object':
      return objectSchema(property.properties, property.closed ?? false)
    case 'oneOf':
      return { anyOf: property.of.map(alternative => propertySchema(alternative, rendered)) }
    case 'task':
      return { $ref: '#/$defs/task' }
    case 'any':
      return {}
    default:
      return property satisfies never
  }
}

function objectSchema(properties: Properties, closed: boolean): JsonSchema {
  const schemas: Record<string, JsonSchema> = {}
  for (const [name, property] of Object.entries(properties)) {
    schemas[name] = propertySchema(property)
    for (const alias of property.aliases ?? []) schemas[alias] = { ...propertySchema(property), deprecated: true }
  }
  const required = Object.entries(properties)
    .filter(([, property]) => property.required && (property.aliases ?? []).length === 0)
    .map(([name]) => name)
  return {
    type: 'object',
    properties: schemas,
    ...(required.length === 0 ? {} : { required }),
    ...(closed ? { additionalProperties: false } : {}),
  }
}
