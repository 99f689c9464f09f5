import { isJavaWhitespace, javaTrim, slugify } from '../java/text'
import { BOTH, type Call, type Filter } from '../language'
import { asString, longArg, stringArg } from '../take'
import { javaText } from '../text'
import { illegalArgument, JavaThrown } from '../thrown'
import type { Value } from '../value'

/** Filters that take a text and give one. */
export const textFilters: readonly Filter[] = [
  {
    name: 'abbreviate',
    title: 'Cuts a text to a length, the last three characters of which are dots.',
    arguments: [{ name: 'length', title: 'The longest text that is left as it is, less one.' }],
    examples: [{ template: "{{ 'A long sentence' | abbreviate(9) }}", result: 'A long...' }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      const text = asString(input)
      const width = Number(BigInt.asIntN(32, longArg(args, 'length')))
      if (width < 0) throw call.fail('Invalid argument to abbreviate filter; must be greater than zero')
      if (text.length < width || text.length <= 3) return text
      return width <= 3 ? text.slice(0, width) : `${text.slice(0, width - 3)}...`
    },
  },
  {
    name: 'capitalize',
    title: 'Writes the first letter in upper case.',
    arguments: 'any',
    examples: [{ template: "{{ 'hello world' | capitalize }}", result: 'Hello world' }],
    dialects: BOTH,
    apply: input => {
      if (input === null) return null
      const text = asString(input)
      const at = [...text].findIndex(character => !isJavaWhitespace(character))
      return at === -1 ? text : text.slice(0, at) + titleCase(text.charAt(at)) + text.slice(at + 1)
    },
  },
  {
    name: 'title',
    title: 'Writes the first letter of every word in upper case.',
    arguments: 'any',
    examples: [{ template: "{{ 'hello big world' | title }}", result: 'Hello Big World' }],
    dialects: BOTH,
    apply: input => (input === null ? null : titled(asString(input))),
  },
  {
    name: 'lower',
    title: 'Writes in lower case.',
    arguments: 'any',
    examples: [{ template: "{{ 'LOUD' | lower }}", result: 'loud' }],
    dialects: BOTH,
    apply: input => (input === null ? null : javaText(input).toLowerCase()),
  },
  {
    name: 'upper',
    title: 'Writes in upper case.',
    arguments: 'any',
    examples: [{ template: "{{ 'quiet' | upper }}", result: 'QUIET' }],
    dialects: BOTH,
    apply: input => (input === null ? null : javaText(input).toUpperCase()),
  },
  {
    name: 'trim',
    title: 'Removes white space at both ends.',
    arguments: 'any',
    examples: [{ template: "[{{ '  text  ' | trim }}]", result: '[text]' }],
    dialects: BOTH,
    apply: input => (input === null ? null : javaTrim(asString(input))),
  },
  {
    name: 'nl2br',
    title: 'Writes `<br />` for every new line.',
    arguments: 'any',
    examples: [{ template: '{{ lines | nl2br }}', variables: { lines: 'a\nb' }, result: 'a<br />b' }],
    dialects: BOTH,
    apply: input => {
      if (input === null) return null
      if (typeof input !== 'string') throw illegalArgument('nl2br filters only supports String input.')
      return input.replace(/\r\n|\r|\n/g, '<br />')
    },
  },
  {
    name: 'indent',
    title: 'Puts a prefix before every line but the first.',
    arguments: [
      { name: 'amount', title: 'How often the prefix is written.' },
      { name: 'prefix', title: 'What is written.', default: "' '" },
    ],
    examples: [{ template: '{{ lines | indent(2) }}', variables: { lines: 'a\nb' }, result: 'a\n  b' }],
    dialects: BOTH,
    apply: (input, args, call) => indented(input, 'indent', args, call),
  },
  {
    name: 'nindent',
    title: 'Starts a new line and puts a prefix before every line.',
    arguments: [
      { name: 'amount', title: 'How often the prefix is written.' },
      { name: 'prefix', title: 'What is written.', default: "' '" },
    ],
    examples: [{ template: 'x:{{ lines | nindent(2) }}', variables: { lines: 'a\nb' }, result: 'x:\n  a\n  b' }],
    dialects: BOTH,
    apply: (input, args, call) => indented(input, 'nindent', args, call),
  },
  {
    name: 'slugify',
    title: 'Makes a text fit for addresses: lower case letters, digits and single hyphens.',
    arguments: [
      { name: 'format', title: 'Not used.' },
      { name: 'timeZone', title: 'Not used.' },
      { name: 'existingFormat', title: 'Not used.' },
      { name: 'locale', title: 'Not used.' },
    ],
    examples: [{ template: "{{ 'Crème Brûlée, please' | slugify }}", result: 'creme-brulee-please' }],
    dialects: BOTH,
    apply: input => (input === null ? null : slugify(javaText(input))),
  },
  {
    name: 'startsWith',
    title: 'Whether a text starts with another.',
    arguments: [{ name: 'value', title: 'The text to look for.' }],
    examples: [{ template: "{{ 'kestra:///a' | startsWith('kestra://') }}", result: 'true' }],
    dialects: BOTH,
    apply: (input, args, call) => affixed(input, args, call, (text, value) => text.startsWith(value)),
  },
  {
    name: 'endsWith',
    title: 'Whether a text ends with another.',
    arguments: [{ name: 'value', title: 'The text to look for.' }],
    examples: [{ template: "{{ 'report.csv' | endsWith('.csv') }}", result: 'true' }],
    dialects: BOTH,
    apply: (input, args, call) => affixed(input, args, call, (text, value) => text.endsWith(value)),
  },
  {
    ...substring(
      'substringBefore',
      'What stands before the first separator; the whole text without one.',
      "{{ 'a.b.c' | substringBefore('.') }}",
      'a',
    ),
    apply: cutBy('substringBefore', (text, separator) => {
      if (text === '' || separator === null) return text
      const at = text.indexOf(separator)
      return at === -1 ? text : text.slice(0, at)
    }),
  },
  {
    ...substring(
      'substringBeforeLast',
      'What stands before the last separator; the whole text without one.',
      "{{ 'a.b.c' | substringBeforeLast('.') }}",
      'a.b',
    ),
    apply: cutBy('substringBeforeLast', (text, separator) => {
      if (text === '' || separator === null || separator === '') return text
      const at = text.lastIndexOf(separator)
      return at === -1 ? text : text.slice(0, at)
    }),
  },
  {
    ...substring(
      'substringAfter',
      'What stands behind the first separator; nothing without one.',
      "{{ 'a.b.c' | substringAfter('.') }}",
      'b.c',
    ),
    apply: cutBy('substringAfter', (text, separator) => {
      if (text === '' || separator === null) return text === '' ? text : ''
      const at = text.indexOf(separator)
      return at === -1 ? '' : text.slice(at + separator.length)
    }),
  },
  {
    ...substring(
      'substringAfterLast',
      'What stands behind the last separator; nothing without one.',
      "{{ 'a.b.c' | substringAfterLast('.') }}",
      'c',
    ),
    apply: cutBy('substringAfterLast', (text, separator) => {
      if (text === '' || separator === null || separator === '') return ''
      const at = text.lastIndexOf(separator)
      return at === -1 ? '' : text.slice(at + separator.length)
    }),
  },
  {
    name: 'string',
    title: 'The text of any value; of a map or list Java’s text, not JSON.',
    arguments: 'any',
    examples: [{ template: '{{ 1.0 | string }} {{ [1, 2] | string }}', result: '1.0 [1, 2]' }],
    dialects: BOTH,
    apply: input => (input === null ? null : javaText(input)),
  },
]

/** `Character.toTitleCase`: one letter for one. */
function titleCase(letter: string): string {
  const upper = letter.toUpperCase()
  return upper.length === 1 ? upper : letter
}

function titled(text: string): string {
  let start = true
  let result = ''
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at)
    const space = isJavaWhitespace(letter)
    result += start && !space ? titleCase(letter) : letter
    start = space
  }
  return result
}

/** The most that 2.0 indents by. Source: Kestra `AbstractIndent`. */
const MAX_INDENT = 10_000n

function indented(input: Value, filter: 'indent' | 'nindent', args: Parameters<typeof longArg>[0], call: Call): Value {
  if (input === null) return null
  const text = javaText(input)
  if (text === '') return text
  if (!args.has('amount')) throw call.fail(`The '${filter}' filter expects an integer as argument 'amount'.`)
  const amount = longArg(args, 'amount')
  if (amount < 0n) throw call.fail(`The '${filter}' filter expects a positive integer >=0 as argument 'amount'.`)
  if (amount > MAX_INDENT && call.session.dialect === '2.0')
    throw new JavaThrown(
      'io.kestra.core.runners.pebble.RenderLimitExceededException',
      `The '${filter}' filter's 'amount' argument cannot exceed ${MAX_INDENT}, but ${amount} was given. (?:?)`,
    )
  const prefix = args.has('prefix') ? (stringArg(args, 'prefix') ?? '') : ' '
  const newLine = ['\r\n', '\n\r', '\n', '\r'].find(one => text.includes(one)) ?? '\n'
  const lines = filter === 'indent' ? text : newLine + text
  call.session.ensureItems(lines.split(newLine).length * prefix.length * Number(amount))
  return lines.replaceAll(newLine, () => newLine + prefix.repeat(Number(amount)))
}

function affixed(
  input: Value,
  args: ReadonlyMap<string, Value>,
  call: Call,
  holds: (text: string, value: string) => boolean,
): boolean {
  const value = args.get('value') ?? null
  if (input === null) return false
  if (value === null) throw call.fail("The argument 'value' is required.")
  return holds(javaText(input), javaText(value))
}

/** What is said of a filter that cuts at a separator. */
function substring(name: string, title: string, template: string, result: string): Omit<Filter, 'apply'> {
  return {
    name,
    title,
    arguments: [{ name: 'separator', title: 'The text that separates.' }],
    examples: [{ template, result }],
    dialects: BOTH,
  }
}

function cutBy(name: string, cut: (text: string, separator: string | null) => string): Filter['apply'] {
  return (input, args, call) => {
    if (input === null) return null
    if (!args.has('separator')) throw call.fail(`The '${name}' filter expects an argument 'separator'.`)
    return cut(javaText(input), stringArg(args, 'separator'))
  }
}
