import { javaHash } from '../collections'
import { withDates } from '../dates'
import { bigDecimalOfDouble } from '../java/bigDecimal'
import { type FormattedNumber, formatDecimal } from '../java/decimalFormat'
import { type FormatArgument, formatText } from '../java/format'
import { type Args, BOTH, type Call, type Filter } from '../language'
import { mapTexts } from '../mapTexts'
import { stringArg } from '../take'
import { javaText } from '../text'
import { castError } from '../thrown'
import {
  className,
  doubleValue,
  JavaBigInteger,
  JavaCharacter,
  JavaDecimal,
  JavaTime,
  longValue,
  numberKind,
  type Value,
} from '../value'

/** Filters that put values into texts. */
export const formatFilters: readonly Filter[] = [
  {
    name: 'format',
    title: 'Puts its arguments into the places of a Java format.',
    arguments: 'any',
    examples: [
      { template: "{{ '%s has %d items' | format('cart', 3) }}", result: 'cart has 3 items' },
      { template: "{{ '%.2f' | format(2.5) }}", result: '2.50' },
    ],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      return formatText(
        javaText(input),
        [...args.values()].map(value => formatArgument(value, call)),
      )
    },
  },
  {
    name: 'numberFormat',
    title: 'Prints a number by a Java `DecimalFormat` pattern.',
    arguments: [{ name: 'format', title: 'A pattern such as `#,##0.00`.', default: "'#,##0.###'" }],
    examples: [{ template: "{{ 1234.5 | numberFormat('#,##0.00') }}", result: '1,234.50' }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      if (numberKind(input) === undefined)
        throw call.fail("The input for the 'NumberFormat' filter has to be a number.")
      return formatDecimal(stringArg(args, 'format') ?? '#,##0.###', formattedNumber(input))
    },
  },
  {
    name: 'className',
    title: 'The name of the value’s Java class.',
    arguments: 'any',
    examples: [{ template: '{{ 1.5 | className }}', result: 'java.lang.Double' }],
    dialects: BOTH,
    apply: input => (input === null ? null : className(input)),
  },
  {
    name: 'escapeChar',
    title: 'Puts a backslash before quotes; inside lists and maps too.',
    arguments: [{ name: 'type', title: '`single` or `double` quotes, or single ones for a `shell`.' }],
    examples: [{ template: "{{ \"it's\" | escapeChar('shell') }}", result: "it'\\''s" }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      return mapTexts(input, text => {
        const { quote, escaped } = escapeType(args, call)
        return text.replaceAll(quote, () => escaped)
      })
    },
  },
]

function escapeType(args: Args, call: Call): { readonly quote: string; readonly escaped: string } {
  if (!args.has('type')) throw call.fail("The 'escapeChar' filter expects an argument 'type'.")
  switch ((stringArg(args, 'type') ?? '').toLowerCase()) {
    case 'single':
      return { quote: "'", escaped: "\\'" }
    case 'double':
      return { quote: '"', escaped: '\\"' }
    case 'shell':
      return { quote: "'", escaped: "'\\''" }
    default:
      throw call.fail(
        "The 'escapeChar' filter expects the value of 'type' to be either 'single', 'double', or 'shell'.",
      )
  }
}

function formattedNumber(value: Value): FormattedNumber {
  if (value instanceof JavaDecimal) return { kind: 'decimal', value }
  const kind = numberKind(value)
  if (kind === 'Double' || kind === 'Float' || kind === 'Lazy') return { kind: 'double', value: doubleValue(value) }
  return { kind: 'decimal', value: { unscaled: integerOf(value), scale: 0 } }
}

function integerOf(value: Value): bigint {
  if (typeof value === 'bigint') return value
  return value instanceof JavaBigInteger ? value.value : longValue(value)
}

function formatArgument(value: Value, call: Call): FormatArgument {
  const kind = numberKind(value)
  return {
    isNull: value === null,
    className: className(value),
    text: javaText(value),
    hash: javaHash(value),
    boolean: typeof value === 'boolean' ? value : undefined,
    integer: integerArgument(value, kind),
    real: realArgument(value, kind),
    character: value instanceof JavaCharacter ? value.value : undefined,
    date: kind === 'Long' || value instanceof JavaTime ? pattern => dateText(value, pattern, call) : undefined,
  }
}

function integerArgument(value: Value, kind: ReturnType<typeof numberKind>): FormatArgument['integer'] {
  if (kind === 'Integer') return { value: longValue(value), bits: 32 }
  if (kind === 'Long') return { value: longValue(value), bits: 64 }
  return kind === 'BigInteger' ? { value: integerOf(value), bits: undefined } : undefined
}

function realArgument(value: Value, kind: ReturnType<typeof numberKind>): FormatArgument['real'] {
  if (value instanceof JavaDecimal) return { kind: 'decimal', value }
  if (kind !== 'Double' && kind !== 'Float') return undefined
  const number = doubleValue(value)
  return kind === 'Float' && Number.isFinite(number)
    ? { kind: 'decimal', value: bigDecimalOfDouble(Number(javaText(value))) }
    : { kind: 'double', value: number }
}

/** A Long is milliseconds here, unlike in the date filters. */
function dateText(value: Value, pattern: string, call: Call): string {
  return withDates(call.session, java => {
    const input = value instanceof JavaTime ? value : java.instantOfNanos(longValue(value) * 1_000_000n)
    if (value instanceof JavaTime && (value.kind === 'LocalTime' || value.kind === 'Duration'))
      throw castError(value, 'java.time.temporal.TemporalAccessor')
    if (pattern === 'seconds') return java.epochOf(input, 'seconds').toString()
    if (pattern === 'millis') return java.epochOf(input, 'millis').toString()
    return java.formatDate(input, { format: pattern, defaultZone: call.session.host.zone })
  })
}
