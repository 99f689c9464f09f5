/** Text that looks like a credential: where it stands and what it looks like. */
export type FoundToken = {
  /** 1-based line. */
  readonly line: number
  /** 1-based column, in UTF-16 units. */
  readonly column: number
  /** `a GitHub token`, `a password`. */
  readonly kind: string
}

/** Credentials that are told by their own shape. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{40,})\b/],
  ['a GitLab token', /\bglpat-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ['a Slack webhook', /hooks\.slack\.com\/services\/[A-Z0-9]{6,}\/[A-Z0-9]{6,}\/[A-Za-z0-9]{10,}/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}\b/],
  ['an API key', /\b(?:sk|rk|pk)[-_](?:live[-_]|test[-_]|proj-|ant-)?[A-Za-z0-9_-]{20,}/],
  ['a Hugging Face token', /\bhf_[A-Za-z0-9]{30,}\b/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a JSON Web Token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/],
  ['a password inside an address', /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@'"{}]+:[^\s/@'"{}]{3,}@/i],
  ['a bearer token', /\bBearer\s+[A-Za-z0-9._~+/-]{16,}/i],
]

/** Properties whose written value is a credential, whatever it looks like. */
const NAMED =
  /^\s*(?:-\s+)?["']?([\w.-]*(?:password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential)[\w.-]*)["']?\s*[:=]\s*["']?([^\s"'#][^"'#\n]*)/i

/** Values that are no credential: templates, placeholders, words of YAML, names of the flow's own things. */
const HARMLESS =
  /^(?:\{\{|\{%|\$\{|<|\[|&|\*|\||>|true\b|false\b|null\b|none\b|string$|secret$|changeme|x{3,}|\*{3,}|your|example)/i

/**
 * Finds what looks like a credential in a flow's text, so that a link about to carry it can be stopped with the line.
 * Answers at most one finding a line.
 */
export function findTokens(text: string): readonly FoundToken[] {
  return text.split('\n').flatMap((line, index) => {
    const found = tokenIn(line)
    return found ? [{ line: index + 1, ...found }] : []
  })
}

function tokenIn(line: string): Omit<FoundToken, 'line'> | undefined {
  for (const [kind, shape] of SHAPES) {
    const found = shape.exec(line)
    if (found) return { column: found.index + 1, kind }
  }
  const named = NAMED.exec(line)
  const [, name = '', value = ''] = named ?? []
  if (!named || value.trim().length < 6 || HARMLESS.test(value)) return undefined
  return { column: line.indexOf(value) + 1, kind: /passw/i.test(name) ? 'a password' : `the value of ${name}` }
}
