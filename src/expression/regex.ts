import { JavaError } from './java/javaError'
import { type ParsedRegex, parseRegex } from './java/regexParse'

/** A Java regular expression, ready for use. `RegExp` keeps no state between calls. */
export type CompiledRegex = {
  /** How many groups there are, without the whole match. */
  readonly groupCount: number
  /** Whether the whole text matches. */
  readonly matches: (text: string) => boolean
  readonly find: (text: string) => RegexMatch | undefined
  readonly findAll: (text: string) => readonly RegexMatch[]
  /** @throws JavaError for a replacement that names a group that is not there */
  readonly replaceAll: (text: string, replacement: string) => string
  readonly replaceFirst: (text: string, replacement: string) => string
  /** `String.split`: no limit or 0 drops empty parts at the end, a negative one keeps them. */
  readonly split: (text: string, limit?: number) => readonly string[]
  /** What means something else than in Java. */
  readonly warnings: readonly string[]
  readonly names: ReadonlyMap<string, number>
}

/** Offsets in UTF-16 units; `groups` has the whole match first, undefined for groups that took no part. */
export type RegexMatch = {
  readonly start: number
  readonly end: number
  readonly groups: readonly (string | undefined)[]
  readonly offsets: readonly (readonly [number, number] | undefined)[]
}

/**
 * Compiles a regular expression of Java.
 * @throws JavaError PatternSyntaxException
 */
export function compileRegex(
  regex: string,
  options: { readonly ignoreCase?: boolean; readonly unicode?: boolean } = {},
): CompiledRegex {
  const parsed = parseRegex(regex, options)
  const global = native(parsed.source, 'dgv', regex)
  const findAll = (text: string): readonly RegexMatch[] => allMatches(global, parsed, text)
  const find = (text: string): RegexMatch | undefined => {
    global.lastIndex = 0
    const found = global.exec(text)
    return found ? matchOf(found, parsed) : undefined
  }
  return {
    groupCount: parsed.groups.length - 1,
    warnings: parsed.warnings,
    names: parsed.names,
    matches: text => native(`^(?:${parsed.source})$`, 'v', regex).test(text),
    find,
    findAll,
    replaceAll: (text, replacement) => replaced(text, findAll(text), replacement, parsed),
    replaceFirst: (text, replacement) => {
      const first = find(text)
      return first ? replaced(text, [first], replacement, parsed) : text
    },
    split: (text, limit = 0) => split(text, findAll(text), limit),
  }
}

/** The browser's own regular expression. What it cannot have is told as Java tells of a pattern it cannot read. */
function native(source: string, flags: string, regex: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new JavaError('java.util.regex.PatternSyntaxException', `Not possible in a browser\n${regex}`)
  }
}

function allMatches(global: RegExp, parsed: ParsedRegex, text: string): readonly RegexMatch[] {
  const matches: RegexMatch[] = []
  global.lastIndex = 0
  for (let found = global.exec(text); found; found = global.exec(text)) {
    matches.push(matchOf(found, parsed))
    if (found[0] === '') global.lastIndex = found.index + ((text.codePointAt(found.index) ?? 0) > 0xffff ? 2 : 1)
  }
  return matches
}

function matchOf(found: RegExpExecArray, { groups }: ParsedRegex): RegexMatch {
  return {
    start: found.index,
    end: found.index + found[0].length,
    groups: groups.map(group => (group === 0 ? found[0] : found.groups?.[`_${group}`])),
    offsets: groups.map(group => (group === 0 ? found.indices?.[0] : found.indices?.groups?.[`_${group}`])),
  }
}

function replaced(text: string, matches: readonly RegexMatch[], replacement: string, parsed: ParsedRegex): string {
  let result = ''
  let from = 0
  for (const match of matches) {
    result += text.slice(from, match.start) + expanded(replacement, match, parsed)
    from = match.end
  }
  return result + text.slice(from)
}

/** `$1`, `${name}` and `\x`. Source: `java.util.regex.Matcher.appendExpandedReplacement`. */
function expanded(replacement: string, match: RegexMatch, parsed: ParsedRegex): string {
  let result = ''
  let at = 0
  while (at < replacement.length) {
    const character = replacement.charAt(at)
    at++
    if (character === '\\') {
      if (at === replacement.length) throw illegal('character to be escaped is missing')
      result += replacement.charAt(at)
      at++
    } else if (character === '$') {
      const reference = groupReference(replacement, at, parsed)
      result += match.groups[reference.group] ?? ''
      at = reference.next
    } else result += character
  }
  return result
}

function groupReference(
  replacement: string,
  at: number,
  parsed: ParsedRegex,
): { readonly group: number; readonly next: number } {
  const next = replacement[at]
  if (next === undefined) throw illegal('Illegal group reference: group index is missing')
  if (next === '{') return namedReference(replacement, at + 1, parsed)
  if (!/[0-9]/.test(next)) throw illegal('Illegal group reference')
  const count = parsed.groups.length
  let group = Number(next)
  let end = at + 1
  if (group >= count) throw new JavaError('java.lang.IndexOutOfBoundsException', `No group ${group}`)
  while (/[0-9]/.test(replacement[end] ?? '')) {
    const longer = group * 10 + Number(replacement[end])
    if (longer >= count) break
    group = longer
    end++
  }
  return { group, next: end }
}

function namedReference(
  replacement: string,
  at: number,
  parsed: ParsedRegex,
): { readonly group: number; readonly next: number } {
  const name = /^[a-zA-Z0-9]*/.exec(replacement.slice(at))?.[0] ?? ''
  if (name === '') throw illegal("named capturing group is missing trailing '}'")
  if (replacement[at + name.length] !== '}') throw illegal("named capturing group is missing trailing '}'")
  if (/^[0-9]/.test(name)) throw illegal(`capturing group name {${name}} starts with digit character`)
  const group = parsed.names.get(name)
  if (group === undefined) throw illegal(`No group with name {${name}}`)
  return { group, next: at + name.length + 1 }
}

function illegal(message: string): JavaError {
  return new JavaError('java.lang.IllegalArgumentException', message)
}

/** Source: `java.util.regex.Pattern.split`. */
function split(text: string, matches: readonly RegexMatch[], limit: number): readonly string[] {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of matches) {
    if (limit > 0 && parts.length === limit - 1) break
    // An empty match at the start gives no empty part.
    if (from === 0 && start === 0 && end === 0) continue
    parts.push(text.slice(from, start))
    from = end
  }
  if (from === 0 && parts.length === 0) return [text]
  parts.push(text.slice(from))
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop()
  return parts
}
