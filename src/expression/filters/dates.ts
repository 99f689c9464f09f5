import { dateInput, dateOptions, printDate, withDates } from '../dates'
import type { EpochUnit } from '../java'
import { type Argument, BOTH, type Call, type Filter } from '../language'
import { stringArg } from '../take'
import { javaText } from '../text'
import { longValue, numberKind, type Value } from '../value'

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
      return withDates(call.session, java => java.addToDate(dateInput(input), amount, unit, dateOptions(args, call)))
    },
  },
  {
    name: 'timestamp',
    title: 'Seconds since 1970.',
    arguments: [TIME_ZONE, EXISTING],
    examples: [{ template: "{{ '2024-03-05T07:08:09Z' | timestamp }}", result: '1709622489' }],
    dialects: BOTH,
    apply: epochIn('seconds'),
  },
  {
    name: 'timestampMilli',
    title: 'Milliseconds since 1970.',
    arguments: [TIME_ZONE, EXISTING],
    examples: [{ template: "{{ '2024-03-05T07:08:09Z' | timestampMilli }}", result: '1709622489000' }],
    dialects: BOTH,
    apply: epochIn('millis'),
  },
  {
    name: 'timestampMicro',
    title: 'Microseconds since 1970, as a text.',
    arguments: [TIME_ZONE, EXISTING],
    examples: [{ template: "{{ '2024-03-05T07:08:09Z' | timestampMicro }}", result: '1709622489000000' }],
    dialects: BOTH,
    apply: epochIn('micros'),
  },
  {
    name: 'timestampNano',
    title: 'Nanoseconds since 1970, as a text.',
    arguments: [TIME_ZONE, EXISTING],
    examples: [{ template: "{{ '2024-03-05T07:08:09Z' | timestampNano }}", result: '1709622489000000000' }],
    dialects: BOTH,
    apply: epochIn('nanos'),
  },
]

/** The `apply` of the filters that print how long ago 1970 was. */
function epochIn(unit: EpochUnit): Filter['apply'] {
  const asText = unit === 'micros' || unit === 'nanos'
  return (input, args, call) => {
    if (input === null) return null
    const value = withDates(call.session, java => java.epochOf(dateInput(input), unit, dateOptions(args, call)))
    return asText ? value.toString() : value
  }
}

/** A Long of any number, or of a text that is one. */
function amountOf(value: Value, call: Call): bigint {
  if (numberKind(value) !== undefined) return longValue(value)
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return BigInt(value.replace('+', ''))
  throw call.fail(`${javaText(value)} can't be converted to long`)
}
