import { mapEntries } from '../collections'
import { RegexError } from '../java/regexParse'
import { type Args, BOTH, type Call, type Filter } from '../language'
import { mapTexts } from '../mapTexts'
import { type CompiledRegex, compileRegex } from '../regex'
import { asString, stringArg } from '../take'
import { javaText } from '../text'
import { castError, nullPointer } from '../thrown'
import { intValue, isMapValue, JavaArray, numberKind, type Value } from '../value'

/** Filters that find, replace and split. */
export const regexFilters: readonly Filter[] = [
  {
    name: 'replace',
    title: 'Replaces texts by others, one pair after the other; inside lists and maps too.',
    arguments: [
      { name: 'replace_pairs', title: 'A map from what to look for to what to write.' },
      { name: 'regexp', title: 'Whether its keys are regular expressions.', default: 'false' },
    ],
    examples: [
      { template: "{{ 'a.b.c' | replace({'.': '/'}) }}", result: 'a/b/c' },
      { template: "{{ 'ada lovelace' | replace({'(\\w+) (\\w+)': '$2, $1'}, regexp=true) }}", result: 'lovelace, ada' },
    ],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      return mapTexts(input, replacer(args, call))
    },
  },
  {
    name: 'regexMatch',
    title: 'Whether a regular expression is found in a text.',
    arguments: [{ name: 'regex', title: 'A Java regular expression.' }],
    examples: [{ template: "{{ 'order-12345' | regexMatch('\\d+') }}", result: 'true' }],
    dialects: ['2.0'],
    apply: (input, args, call) => {
      if (input === null) return false
      return regexArg(args, call).find(javaText(input)) !== undefined
    },
  },
  {
    name: 'regexReplace',
    title: 'Replaces every match of a regular expression.',
    arguments: [
      { name: 'regex', title: 'A Java regular expression.' },
      { name: 'replacement', title: 'What to write; `$1` is the first group.' },
    ],
    examples: [{ template: "{{ 'a1b22' | regexReplace('[0-9]+', '#') }}", result: 'a#b#' }],
    dialects: ['2.0'],
    apply: (input, args, call) => {
      if (input === null) return null
      required(args, 'regex', call)
      const replacement = required(args, 'replacement', call)
      return regexArg(args, call).replaceAll(javaText(input), javaText(replacement))
    },
  },
  {
    name: 'regexExtract',
    title: 'The first match of a regular expression, or one of its groups; null when there is none.',
    arguments: [
      { name: 'regex', title: 'A Java regular expression.' },
      { name: 'group', title: 'Which group; 0 is the whole match.', default: '0' },
    ],
    examples: [{ template: "{{ '2024-03-05' | regexExtract('(\\d{4})-(\\d{2})', 2) }}", result: '03' }],
    dialects: ['2.0'],
    apply: (input, args, call) => {
      if (input === null) return null
      const regex = regexArg(args, call)
      const group = groupArg(args)
      if (group < 0 || group > regex.groupCount)
        throw call.fail(
          `Group index ${group} is out of bounds: the pattern has only ${regex.groupCount} capture group(s).`,
        )
      return regex.find(javaText(input))?.groups[group] ?? null
    },
  },
  {
    name: 'split',
    title: 'Cuts a text at every match of a regular expression.',
    arguments: [
      { name: 'delimiter', title: 'A Java regular expression.' },
      { name: 'limit', title: 'The most parts; the last keeps the rest. Negative keeps empty parts at the end.' },
    ],
    examples: [
      { template: "{{ 'a,b,c' | split(',') }}", result: '["a","b","c"]' },
      { template: "{{ 'a.b' | split('\\.') | last }}", result: 'b' },
    ],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      const delimiter = stringArg(args, 'delimiter')
      const limit = args.get('limit') ?? null
      if (limit !== null && numberKind(limit) === undefined) throw castError(limit, 'java.lang.Number')
      if (delimiter === null) throw call.fail('missing delimiter parameter in split filter')
      const parts = compileRegex(delimiter).split(asString(input), limit === null ? 0 : intValue(limit))
      return new JavaArray([...parts])
    },
  },
]

function required(args: Args, name: string, call: Call): Value {
  const value = args.get(name) ?? null
  if (value === null) throw call.fail(`The argument '${name}' is required.`)
  return value
}

function regexArg(args: Args, call: Call): CompiledRegex {
  const regex = javaText(required(args, 'regex', call))
  try {
    return compileRegex(regex)
  } catch (error) {
    if (error instanceof RegexError) throw call.fail(`Invalid regex '${regex}': ${error.description}`)
    throw error
  }
}

function groupArg(args: Args): number {
  const group = args.get('group') ?? null
  if (group === null) return 0
  if (numberKind(group) === undefined) throw castError(group, 'java.lang.Number')
  return intValue(group)
}

function replacer(args: Args, call: Call): (text: string) => string {
  const pairs = required(args, 'replace_pairs', call)
  const regexp = booleanOf(args)
  if (!isMapValue(pairs)) throw castError(pairs, 'java.util.Map')
  const entries = mapEntries(pairs)
  if (regexp) {
    const compiled = entries.map(({ key, value }) => [compileRegex(textOf(key)), textOf(value)] as const)
    return text => compiled.reduce((result, [regex, by]) => regex.replaceAll(result, by), text)
  }
  return text => entries.reduce((result, { key, value }) => result.replaceAll(textOf(key), () => textOf(value)), text)
}

function booleanOf(args: Args): boolean {
  if (!args.has('regexp')) return false
  const value = args.get('regexp') ?? null
  if (typeof value === 'boolean') return value
  if (value === null)
    throw nullPointer(
      'Cannot invoke "java.lang.Boolean.booleanValue()" because the return value of "java.util.Map.get(Object)" is null',
    )
  throw castError(value, 'java.lang.Boolean')
}

function textOf(value: Value): string {
  if (value === null)
    throw nullPointer(
      'Cannot invoke "Object.toString()" because the return value of "java.util.Map$Entry.getValue()" is null',
    )
  return javaText(value)
}
