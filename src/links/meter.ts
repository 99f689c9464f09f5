/** A place that people paste links into, and the longest one it keeps whole. */
export type LinkPlace = { readonly name: string; readonly limit: number }

/** Limits in characters of a whole address, as these kinds of program are known to cut. */
export const LINK_PLACES: readonly LinkPlace[] = [
  { name: 'chat', limit: 2_000 },
  { name: 'mail', limit: 4_000 },
  { name: 'issue trackers', limit: 8_000 },
]

/** Where an address of this length can be pasted without being cut. */
export const fittingPlaces = (length: number): readonly string[] =>
  LINK_PLACES.filter(place => length <= place.limit).map(place => place.name)
