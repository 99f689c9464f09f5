import { withDates } from '../dates'
import type { DateInput, DateOptions, EpochUnit } from '../java'
import { type Args, type Argument, BOTH, type Call, type Filter } from '../language'
import { stringArg } from '../take'
import { javaText } from '../text'
import { castError } from '../thrown'
import { JavaTime, longValue, numberKind, type Value } from '../value'

const TIME_ZONE: Argument = {
  name: 'timeZone',
  title: 'The zone to print in, such as `Europe/Paris`.',
  default: 'that of the server: UTC',
}
const EXISTING: Argument = { name: 'existingFormat', title: 'The pattern to read the text by.', default: 'ISO' }

/** Arguments that `date`, `dateAdd` and `now` share. */
export const DATE_ARGUMENTS: readonly Argument[] = [
  { name: 'format', title: 'A Java pattern, or a name such as `iso`, `sql`, `iso_date` or `full`.', default: "'iso'" },
  TIME_ZONE,
  EXISTING,
  { name: 'locale', title: 'The language of names, such as `fr`.', default: "'en'" },
]

/** Filters for dates. Source: Kestra `AbstractDate`. */
export const dateFilters: readonly Filter[] = [
  {
    name: 'date',
    title: 'Prints a date.',
    arguments: DATE_ARGUMENTS,
    examples: [
      { template: "{{ '2024-03-05T07:08:09Z' | date('yyyy-MM-dd') }}", result: '2024-03-05' },
      { template: "{{ '2024-03-05' | date('EEEE d MMMM', locale='fr') }}", result: 'mardi 5 mars' },
    ],
    dialects: BOTH,
    apply: (input, args, call) => (input === null ? null : printDate(input, args, call)),
  },
  {
    name: 'dateAdd',
    title: 'Adds to a date, or takes from it, and prints it.',
    arguments: [
      { name: 'amount', title: 'How many; negative to take away.' },
      { name: 'unit', title: 'A Java unit in upper case: `DAYS`, `HOURS`, `MONTHS` …' },
      ...DATE_ARGUMENTS,
    ],
    examples: [{ template: "{{ '2024-01-31' | dateAdd(1, 'MONTHS', format='yyyy-MM-dd') }}", result: '2024-02-29' }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      const amount = amountOf(args.get('amount') ?? null, call)
      const unit = stringArg(args, 'unit') ?? ''
      return withDates(call.session, java => java.addToDate(dateInput(input), amount, unit, options(args, call)))
    },
  },
  timestamp('timestamp', 'seconds', 'Seconds since 1970.', '1709622489'),
  timestamp('timestampMilli', 'millis', 'Milliseconds since 1970.', '1709622489000'),
  timestamp('timestampMicro', 'micros', 'Microseconds since 1970, as a text.', '1709622489000000'),
  timestamp('timestampNano', 'nanos', 'Nanoseconds since 1970, as a text.', '1709622489000000000'),
]

function timestamp(name: string, unit: EpochUnit, title: string, result: string): Filter {
  const asText = unit === 'micros' || unit === 'nanos'
  return {
    name,
    title,
    arguments: [TIME_ZONE, EXISTING],
    examples: [{ template: `{{ '2024-03-05T07:08:09Z' | ${name} }}`, result }],
    dialects: BOTH,
    apply: (input, args, call) => {
      if (input === null) return null
      const value = withDates(call.session, java => java.epochOf(dateInput(input), unit, options(args, call)))
      return asText ? value.toString() : value
    },
  }
}

/** Prints a date by the arguments of a filter. */
export function printDate(input: Value, args: Args, call: Call): string {
  return withDates(call.session, java => java.formatDate(dateInput(input), options(args, call)))
}

/** What Kestra's `AbstractDate.convert` takes; an Integer is none of it. */
export function dateInput(input: Value): DateInput {
  if (typeof input === 'string' || input instanceof JavaTime) return input
  if (numberKind(input) === 'Long') return longValue(input)
  throw castError(input, 'java.lang.String')
}

function options(args: Args, call: Call): DateOptions {
  return {
    format: stringArg(args, 'format') ?? undefined,
    timeZone: stringArg(args, 'timeZone') ?? undefined,
    existingFormat: stringArg(args, 'existingFormat') ?? undefined,
    locale: stringArg(args, 'locale') ?? undefined,
    defaultZone: call.session.host.zone,
  }
}

/** A Long of any number, or of a text that is one. */
function amountOf(value: Value, call: Call): bigint {
  if (numberKind(value) !== undefined) return longValue(value)
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''))
  throw call.fail(`${javaText(value)} can't be converted to long`)
}
