import { collectionItems, mapSize } from './collections'
import { javaTrim } from './java/text'
import { isMapValue, type Value } from './value'

/** Null, a blank text, an empty list or map. Source: Pebble `EmptyTest`. */
export function isEmpty(value: Value): boolean {
  if (value === null) return true
  if (typeof value === 'string') return javaTrim(value) === ''
  const items = collectionItems(value)
  if (items) return items.length === 0
  return isMapValue(value) && mapSize(value) === 0
}
