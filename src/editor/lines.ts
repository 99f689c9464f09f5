/**
 * A line of YAML as far as its shape tells: columns of its dashes and of its key. A text that is being typed seldom
 * parses; its lines still say what stands inside what.
 */
export type Line = {
  readonly start: number
  readonly text: string
  readonly dashes: readonly number[]
  /** Column of the key, or of what stands after the dashes. */
  readonly column: number
  readonly key: string | undefined
  /** What follows the colon, or the whole content without a key. */
  readonly value: string
  readonly isBlank: boolean
}

const SHAPE = /^( *)((?:-(?: +|$))*)(.*)$/
const KEY = /^("[^"]*"|'[^']*'|[^\s#&*!|>'"%@`{}[\],:][^#:]*?)\s*:(?:\s+(.*))?$/

/** Reads the lines of a text. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    lines.push(lineOf(line.replace(/\r$/, ''), start))
    start += line.length + 1
  }
  return lines
}

function lineOf(text: string, start: number): Line {
  const [, indent = '', dashes = '', content = ''] = SHAPE.exec(text) ?? []
  const [, key, value] = KEY.exec(content.trimEnd()) ?? []
  return {
    start,
    text,
    dashes: [...dashes.matchAll(/-/g)].map(({ index }) => indent.length + index),
    column: indent.length + dashes.length,
    key: key === undefined ? undefined : unquoted(key),
    value: key === undefined ? content.trim() : (value ?? '').trim(),
    isBlank: content === '' ? dashes === '' : content.startsWith('#'),
  }
}

/** A scalar as it would be read, comments and quotes taken away. */
export function unquoted(written: string): string {
  const [, quoted] = /^(?:"([^"]*)"|'([^']*)')/.exec(written)?.filter(part => part !== undefined) ?? []
  return quoted ?? written.replace(/\s+#.*$/, '').trim()
}

/** Index of the line an offset stands in. */
export function lineAtOffset(lines: readonly Line[], offset: number): number {
  const after = lines.findIndex(({ start }) => start > offset)
  return after === -1 ? lines.length - 1 : after - 1
}
