export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** The lines to take out of one text and to put in, to make another of it; the fewest there are. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, next] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')]
  const common = commonLengths(old, next)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < next.length) {
    if (i < old.length && j < next.length && old[i] === next[j]) {
      lines.push({ kind: 'same', text: old[i++] ?? '' })
      j++
    } else if (i < old.length && (j === next.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'removed', text: old[i++] ?? '' })
    } else lines.push({ kind: 'added', text: next[j++] ?? '' })
  }
  return lines
}

type Table = readonly (readonly number[])[]

const at = (table: Table, i: number, j: number): number => table[i]?.[j] ?? 0

/** How many lines the ends of both texts have in common, from each pair of lines on. */
function commonLengths(old: readonly string[], next: readonly string[]): Table {
  const table: number[][] = Array.from({ length: old.length + 1 }, () => [])
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i] ?? []
    for (let j = next.length - 1; j >= 0; j--) {
      row[j] = old[i] === next[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  }
  return table
}
