/** A stretch of a text: an expression with its braces, or what stands around it. */
export type TextPart = { readonly kind: 'text' | 'expression'; readonly text: string; readonly start: number }

/** Splits a text at its expressions; one that is not closed yet reaches to the end. */
export function partsOf(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    if (open !== at) parts.push({ kind: 'text', text: text.slice(at, open < 0 ? undefined : open), start: at })
    if (open < 0) break
    const end = closingOf(text, open + 2)
    parts.push({ kind: 'expression', text: text.slice(open, end), start: open })
    at = end
  }
  return parts
}

/** The offset behind the `}}` that closes an expression; quotes hide theirs. */
function closingOf(text: string, from: number): number {
  let quote = ''
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at)
    if (quote) {
      if (letter === quote && text.charAt(at - 1) !== '\\') quote = ''
    } else if (letter === "'" || letter === '"') quote = letter
    else if (letter === '}' && text.charAt(at + 1) === '}') return at + 2
  }
  return text.length
}

/** Functions that call other servers or read files: they are evaluated only when asked for. */
const REACHING_OUT = /\b(http|read|fromIon|fileSize|fileExists|fileEmpty|isFileEmpty)\s*\(/

/** The function in an expression that reaches out, when there is one. */
export const reachesOut = (text: string): string | undefined =>
  partsOf(text)
    .filter(part => part.kind === 'expression')
    .map(part => REACHING_OUT.exec(part.text)?.[1])
    .find(name => name !== undefined)

/** What a person typed, as the evaluator takes it: text without braces is read as an expression. */
export const withBraces = (text: string): string => (text.includes('{') ? text : `{{ ${text.trim()} }}`)
