/** Offsets into a text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

/** Where a value stands in a flow: keys and list indexes from the root. */
export type Path = readonly (string | number)[]

export type Severity = 'error' | 'warning' | 'info'

/**
 * Something wrong, or worth knowing, about the person's text. Problems are data: collected, never thrown.
 * `code` is stable (tests and documentation name it); `message` says what was found and what was expected;
 * `hint` says what to do; `fix` is the one certain edit, when there is one.
 */
export type Problem = {
  readonly code: string
  readonly severity: Severity
  readonly span: Span
  readonly path: Path
  readonly message: string
  readonly hint?: string
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string }
}

/** A position as people read it: 1-based line and column (UTF-16 units). */
export type Position = { readonly line: number; readonly column: number }

/** Turns an offset into line and column. Offsets past the end answer the end. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, Math.max(0, offset))
  const lineStart = before.lastIndexOf('\n') + 1
  let line = 1
  for (let at = before.indexOf('\n'); at !== -1; at = before.indexOf('\n', at + 1)) line++
  return { line, column: before.length - lineStart + 1 }
}
