/** A piece of a line and what it is, for its colour. */
export type Piece = { readonly kind: PieceKind; readonly text: string }
export type PieceKind = 'text' | 'key' | 'string' | 'number' | 'word' | 'comment' | 'expression'

const PIECES =
  /(?<expression>\{\{.*?\}\}|\{%.*?%\})|(?<comment>(?:^|(?<=\s))#.*)|(?<key>(?:^\s*(?:-\s+)*)[\w.$-]+(?=:(?:\s|$)))|(?<string>"(?:[^"\\{]|\\.)*"|'[^'{]*')|(?<number>(?<=[\s:[(,]|^)-?\d+(?:\.\d+)?(?=[\s,\])]|$))|(?<word>\b(?:true|false|null|import|from|as|def|for|in|if|else|return|print|SELECT|FROM|WHERE|GROUP|ORDER|BY|DESC|JOIN|LEFT|ON|LIMIT|AS|AND|OR)\b)/g

/** Cuts a line of a flow into pieces, by its look alone: enough to colour a text that nobody edits. */
export function highlightLine(line: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const found of line.matchAll(PIECES)) {
    const kind = Object.entries(found.groups ?? {}).find(([, text]) => text !== undefined)?.[0] as PieceKind
    if (found.index > at) pieces.push({ kind: 'text', text: line.slice(at, found.index) })
    pieces.push({ kind, text: found[0] })
    at = found.index + found[0].length
  }
  if (at < line.length) pieces.push({ kind: 'text', text: line.slice(at) })
  return pieces
}
