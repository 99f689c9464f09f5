import { listItems, mapEntries, mapPut, newHashMap } from './collections'
import { javaText } from './text'
import { nullPointer } from './thrown'
import { isMapValue, type Value } from './value'

/**
 * Changes a text, or every scalar inside a map or list, which become texts.
 * Source: Kestra `ReplaceFilter`, `EscapeCharFilter`.
 */
export function mapTexts(input: Value, change: (text: string) => string): Value {
  if (isMapValue(input)) {
    const result = newHashMap()
    for (const { key, value } of mapEntries(input)) mapPut(result, key, mapInner(value, change, 'value'))
    return result
  }
  const items = listItems(input)
  if (items) return items.map(item => mapInner(item, change, 'item'))
  return change(javaText(input))
}

function mapInner(value: Value, change: (text: string) => string, name: 'value' | 'item'): Value {
  if (value === null) throw nullPointer(`Cannot invoke "Object.toString()" because "${name}" is null`)
  return mapTexts(value, change)
}
