export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Pairs of lines beyond which no shortest way is looked for: what differs is then replaced as a whole. */
const MOST_PAIRS = 4_000_000

/** The lines to take out of one text and to put in, to make another of it; the fewest there are in texts of some length. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, next] = [before.trimEnd().split('\n'), after.trimEnd().split('\n')]
  const shorter = Math.min(old.length, next.length)
  let start = 0
  while (start < shorter && old[start] === next[start]) start++
  let end = 0
  while (end < shorter - start && old[old.length - 1 - end] === next[next.length - 1 - end]) end++
  return [
    ...old.slice(0, start).map(same),
    ...diffMiddle(old.slice(start, old.length - end), next.slice(start, next.length - end)),
    ...old.slice(old.length - end).map(same),
  ]
}

const same = (text: string): DiffLine => ({ kind: 'same', text })

function diffMiddle(old: readonly string[], next: readonly string[]): readonly DiffLine[] {
  if (old.length * next.length > MOST_PAIRS) {
    return [
      ...old.map((text): DiffLine => ({ kind: 'removed', text })),
      ...next.map((text): DiffLine => ({ kind: 'added', text })),
    ]
  }
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
