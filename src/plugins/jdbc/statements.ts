/** A statement of a SQL text and where it starts. */
export type Statement = { readonly text: string; readonly start: number }

/**
 * Splits a SQL text at its semicolons, leaving those in quotes, dollar quotes and comments alone. Statements of
 * nothing but space and comments are left out.
 */
export function splitStatements(sql: string): readonly Statement[] {
  const statements: Statement[] = []
  let start = 0
  let meaningful = false
  const end = (at: number): void => {
    if (meaningful) statements.push(trimmed(sql, start, at))
    start = at + 1
    meaningful = false
  }
  for (let at = 0; at < sql.length; ) {
    const length = lengthOf(sql, at)
    if (length.kind === 'code') {
      if (sql[at] === ';') end(at)
      else if (!/\s/.test(sql.charAt(at))) meaningful = true
    } else if (length.kind === 'quoted') meaningful = true
    at += length.length
  }
  end(sql.length)
  return statements
}

/** Replaces what stands outside quotes and comments, piece by piece. */
export function mapCode(sql: string, map: (code: string) => string): string {
  return [...piecesOf(sql)].map(({ kind, text }) => (kind === 'code' ? map(text) : text)).join('')
}

/** A part of a SQL text: code, a quoted text with its quotes, or a comment. */
export type SqlPiece = { readonly kind: Piece['kind']; readonly text: string }

export function* piecesOf(sql: string): Generator<SqlPiece> {
  let code = ''
  for (let at = 0; at < sql.length; ) {
    const { kind, length } = lengthOf(sql, at)
    const text = sql.slice(at, at + length)
    if (kind === 'code') code += text
    else {
      if (code !== '') yield { kind: 'code', text: code }
      code = ''
      yield { kind, text }
    }
    at += length
  }
  if (code !== '') yield { kind: 'code', text: code }
}

type Piece = { readonly kind: 'code' | 'quoted' | 'comment'; readonly length: number }

/** What begins at a place of a SQL text, and how long it is. */
function lengthOf(sql: string, at: number): Piece {
  const rest = sql.slice(at, at + 64)
  if (rest.startsWith('--')) return { kind: 'comment', length: until(sql, at, '\n') }
  if (rest.startsWith('/*')) return { kind: 'comment', length: until(sql, at + 2, '*/') + 2 }
  const quote = rest[0]
  if (quote === "'" || quote === '"') return { kind: 'quoted', length: quotedLength(sql, at, quote) }
  const [dollar] = /^\$\w*\$/.exec(rest) ?? []
  if (dollar) return { kind: 'quoted', length: dollar.length + until(sql, at + dollar.length, dollar) }
  return { kind: 'code', length: 1 }
}

/** A quote inside a quoted text is written twice: the text goes on after it as another quoted one. */
const quotedLength = (sql: string, at: number, quote: string): number => 1 + until(sql, at + 1, quote)

function until(sql: string, from: number, end: string): number {
  const found = sql.indexOf(end, from)
  return (found === -1 ? sql.length : found + end.length) - from
}

function trimmed(sql: string, from: number, to: number): Statement {
  const text = sql.slice(from, to)
  const lead = text.length - text.trimStart().length
  return { text: text.trim(), start: from + lead }
}
