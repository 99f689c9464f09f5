/** A map as it was written. */
export type Written = Readonly<Record<string, unknown>>

/** Whether two written values could be merged key by key. */
const isPlainMap = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !Object.hasOwn(value, '$java')

/** Merges maps deeply; everything else of `over` replaces what is in `base`. Source: Kestra `MapUtils.deepMerge`. */
export function mergeDeep(base: Written, over: Written): Written {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key]
    merged[key] = isPlainMap(before) && isPlainMap(value) ? mergeDeep(before, value) : value
  }
  return merged
}

/** A written scalar as text; undefined for lists, maps and nothing. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  if (typeof value === 'object' && value !== null && '$java' in value && 'value' in value) return String(value.value)
  return undefined
}

/** The maps of a list; what is no list has none. */
export const mapsIn = (value: unknown): readonly Written[] => (Array.isArray(value) ? value.filter(isPlainMap) : [])

/** The value itself where it is a map, else an empty one. */
export const mapOr = (value: unknown): Written => (isPlainMap(value) ? value : {})
