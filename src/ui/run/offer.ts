import { distance } from 'fastest-levenshtein'
import type { Failure } from '../../model'

/** A line of the flow's text and where it starts. */
export type LineText = { readonly text: string; readonly start: number }

/** A name that was not found, and the names that are there, as the error itself tells. */
export type MissingName = { readonly name: string; readonly known: readonly string[] }

const PATTERNS: readonly RegExp[] = [
  /unable to find column "([^"]+)"; valid columns: \[([^\]]*)\]/,
  /Referenced column "([^"]+)" not found[\s\S]*?Candidate bindings: ([^\n]+)/,
  /name '([^']+)' is not defined\. Did you mean: ('[^']+')/,
  /has no attribute '([^']+)'\. Did you mean: ('[^']+')/,
]

/** Reads the missing name and the known ones out of an error of Polars, DuckDB or Python. */
export function missingName({ message, explanation = '', stack = '' }: Failure): MissingName | undefined {
  const text = [message, explanation, stack].join('\n')
  for (const pattern of PATTERNS) {
    const [, name, list] = pattern.exec(text) ?? []
    if (name && list) return { name, known: [...list.matchAll(/["']([^"']+)["']/g)].map(found => last(found[1] ?? '')) }
  }
  return undefined
}

/** The cause in one line: its last line, without the names that stand beside it as chips. */
export function causeOf({ message, explanation }: Failure): string {
  const last = (explanation ?? message).trim().split('\n').at(-1) ?? message
  return last.replace(/; valid columns: \[[^\]]*\]/, '').replace(/^(?:\w+\.)+(?=\w+(?:Error|Exception)\b)/, '')
}

/** A binding is written with its table: `orders.price`. */
const last = (binding: string): string => binding.split('.').at(-1) ?? binding

const CERTAIN = 2

/**
 * The one certain edit: the missing name stands once in the failing line, and one known name is at most two letters
 * off. A doubt offers nothing.
 */
export function offerOf(failure: Failure, line: LineText | undefined): Failure['fix'] {
  const missing = missingName(failure)
  if (!missing || !line) return undefined
  const near = missing.known.filter(known => distance(known, missing.name) <= CERTAIN)
  const [known] = near
  const at = placesOf(missing.name, line.text)
  if (known === undefined || near.length > 1 || at.length !== 1) return undefined
  const start = line.start + (at[0] ?? 0)
  return { title: `Change to "${known}"`, span: { start, end: start + missing.name.length }, text: known }
}

/** Where a name stands in a line as a word of its own. */
function placesOf(name: string, text: string): readonly number[] {
  const places: number[] = []
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + name.length])) places.push(at)
  }
  return places
}

const isLetter = (letter: string | undefined): boolean => letter !== undefined && /[A-Za-z0-9_]/.test(letter)
