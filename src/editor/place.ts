import { type Line, lineAtOffset, unquoted } from './lines'

/** A map around the cursor: where its keys stand, and the key that leads from it further in. */
export type Frame = {
  /** Absent in the innermost map: the cursor is at a key of it. */
  readonly key: string | undefined
  /** A line of the map, and the column of its keys. */
  readonly line: number
  readonly column: number
  /** Whether the map is an item of a list. */
  readonly isItem: boolean
}

/** Where in a flow's text the cursor is. */
export type Place = {
  readonly lines: readonly Line[]
  readonly line: number
  /** From the outermost map to the innermost. */
  readonly frames: readonly Frame[]
  /** At the value of this key; undefined at a key. */
  readonly key: string | undefined
  /** What is typed of the key or value, and where it begins. */
  readonly typed: string
  readonly from: number
}

/** Finds where the cursor is by columns alone. Answers undefined inside block text and comments. */
export function placeAt(lines: readonly Line[], offset: number): Place | undefined {
  const index = lineAtOffset(lines, offset)
  const line = lines[index]
  if (line === undefined) return undefined
  const before = line.text.slice(0, offset - line.start)
  if (/(^|\s)#/.test(before)) return undefined
  const content = before.slice(Math.min(line.column, before.length))
  const [, key, value] = /^("[^"]*"|'[^']*'|[^\s:][^:]*?)\s*:\s+(.*)$/.exec(content) ?? []
  const column = Math.min(line.column, before.length)
  const frames = framesAbove(lines, index, column, line.dashes.at(-1))
  if (frames === undefined) return undefined
  const typed = (value ?? content).replace(/^["']/, '')
  return {
    lines,
    line: index,
    frames,
    key: key === undefined ? undefined : unquoted(key),
    typed,
    from: offset - typed.length,
  }
}

/** Maps around a line, outermost first; undefined when the line is inside block text. */
function framesAbove(
  lines: readonly Line[],
  from: number,
  column: number,
  dash: number | undefined,
): readonly Frame[] | undefined {
  const frames: Frame[] = [{ key: undefined, line: from, column, isItem: dash !== undefined }]
  let at = column
  let list = dash
  for (let index = from - 1; index >= 0 && (at > 0 || list !== undefined); index--) {
    const line = lines[index]
    if (line === undefined || line.isBlank || line.key === undefined) continue
    const isOwner =
      list === undefined ? line.column < at : line.column < list || (line.column === list && line.dashes.length === 0)
    if (isOwner) {
      if (/^[|>][-+\d]*(\s+#.*)?$/.test(line.value)) return undefined
      frames.unshift({ key: line.key, line: index, column: line.column, isItem: line.dashes.length > 0 })
      at = line.column
      list = line.dashes.at(-1)
    } else if (list === undefined && line.column === at && line.dashes.length > 0) {
      list = line.dashes.at(-1)
      markItem(frames)
    }
  }
  return frames
}

/** The outermost frame so far turns out to be an item of a list. */
function markItem(frames: Frame[]): void {
  const [first] = frames
  if (first !== undefined) frames[0] = { ...first, isItem: true }
}

/** The entries of the map that a frame stands in, with the lines they are on. */
export function entriesOf(
  lines: readonly Line[],
  { line, column }: Pick<Frame, 'line' | 'column'>,
): ReadonlyMap<string, { readonly value: string; readonly line: number }> {
  const entries = new Map<string, { value: string; line: number }>()
  const add = (index: number): boolean => {
    const found = lines[index]
    if (found === undefined) return false
    if (found.isBlank || found.column > column) return true
    if (found.column < column) return false
    if (found.key !== undefined) entries.set(found.key, { value: unquoted(found.value), line: index })
    return true
  }
  for (let index = line; index >= 0; index--) {
    if (!add(index)) break
    if (lines[index]?.column === column && (lines[index]?.dashes.length ?? 0) > 0) break
  }
  for (let index = line + 1; index < lines.length; index++) {
    const next = lines[index]
    if (next !== undefined && next.dashes.length > 0 && (next.dashes[0] ?? 0) < column) break
    if (!add(index)) break
  }
  return entries
}
