import { FLOW_PROPERTIES } from '../flow'
import type { KestraVersion } from '../model'
import { COMMON, type Properties, type Property, type Registry, type TaskType } from '../task'
import { entriesOf, type Frame, type Place } from './place'

/** What may stand in the map around the cursor. */
export type Inside = {
  readonly properties: Properties
  /** What any key of the map holds, where its keys are free. */
  readonly each?: Property
  /** The type of the task whose map it is. */
  readonly type: TaskType | undefined
  /** Whether the map is a task. */
  readonly isTask: boolean
}

/** Finds what may stand where the cursor is. Answers undefined where any key may stand. */
export function insideOf(place: Place, registry: Registry): Inside | undefined {
  let inside: Inside | undefined = { properties: FLOW_PROPERTIES, type: undefined, isTask: false }
  for (const [index, frame] of place.frames.entries()) {
    const next = place.frames[index + 1]
    if (inside === undefined || next === undefined || frame.key === undefined) break
    const property: Property | undefined = inside.each ?? propertyNamed(inside.properties, frame.key)
    inside = property === undefined ? undefined : enter(property, next, place, registry)
  }
  return inside
}

/** The property of that name, older names counted. */
export const propertyNamed = (properties: Properties, name: string): Property | undefined =>
  (Object.hasOwn(properties, name) ? properties[name] : undefined) ??
  Object.values(properties).find(({ aliases }) => aliases?.includes(name))

/** Whether a property exists in a version. */
export const isIn = ({ only }: Property, version: KestraVersion): boolean => only?.includes(version) ?? true

function enter(property: Property, frame: Frame, place: Place, registry: Registry): Inside | undefined {
  switch (property.kind) {
    case 'list':
      return enter(property.of, frame, place, registry)
    case 'map':
      return { properties: {}, each: property.of, type: undefined, isTask: false }
    case 'object':
      return { properties: property.properties, type: undefined, isTask: false }
    case 'oneOf': {
      const entered = property.of.map(alternative => enter(alternative, frame, place, registry))
      return entered.find(found => found !== undefined)
    }
    case 'task': {
      const type = registry.find(entriesOf(place.lines, frame).get('type')?.value ?? '')
      return { properties: { ...COMMON, ...type?.properties }, type, isTask: true }
    }
    default:
      return undefined
  }
}
