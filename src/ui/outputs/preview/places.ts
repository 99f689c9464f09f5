/** Columns as a table shows them: which, by their places in it, in the order in which they stand. */
export type Places = {
  readonly shown: readonly number[]
  /** How many columns the table had; those that come with later rows are shown at the end. */
  readonly of: number
}

export const NO_PLACES: Places = { shown: [], of: 0 }

/** The places of a table that has so many columns by now. */
export const placesIn = ({ shown, of }: Places, columns: number): Places => ({
  shown: [...shown.filter(at => at < columns), ...Array.from({ length: columns }, (_, at) => at).slice(of)],
  of: columns,
})

/** Without a column; the last one stays. */
export const withoutColumn = (places: Places, column: number): Places =>
  places.shown.length < 2 ? places : { ...places, shown: places.shown.filter(at => at !== column) }

/** With a column one place further to the left (-1) or the right (1), as far as there is one. */
export function withMoved(places: Places, column: number, by: -1 | 1): Places {
  const from = places.shown.indexOf(column)
  const other = places.shown[from + by]
  if (from === -1 || other === undefined) return places
  return { ...places, shown: places.shown.with(from, other).with(from + by, column) }
}
