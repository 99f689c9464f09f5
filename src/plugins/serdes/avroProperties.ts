import type { Properties } from '../../task'
import { ON_BAD_LINES } from './properties'

const TEXTS = { kind: 'list', of: { kind: 'string', title: 'A text.' }, dynamic: true } as const
const READ_AS_WRITTEN = 'Values are taken as they are; texts are read by their usual forms.'

/** Properties of conversions to Avro and Parquet. Source: Kestra `AbstractAvroConverter`. */
export const AVRO = {
  schema: {
    kind: 'string',
    dynamic: true,
    language: 'json',
    title: 'The Avro schema of the rows; found out when absent.',
  },
  numberOfRowsToScan: {
    kind: 'number',
    integer: true,
    dynamic: true,
    default: 100,
    ignored: 'Every row is looked at.',
    title: 'Rows that the schema is found out from.',
  },
  trueValues: { ...TEXTS, ignored: READ_AS_WRITTEN, title: 'Texts that mean true.' },
  falseValues: { ...TEXTS, ignored: READ_AS_WRITTEN, title: 'Texts that mean false.' },
  nullValues: { ...TEXTS, ignored: READ_AS_WRITTEN, title: 'Texts that mean null.' },
  dateFormat: { kind: 'string', dynamic: true, ignored: READ_AS_WRITTEN, title: 'How dates are written.' },
  timeFormat: { kind: 'string', dynamic: true, ignored: READ_AS_WRITTEN, title: 'How times are written.' },
  datetimeFormat: {
    kind: 'string',
    dynamic: true,
    ignored: READ_AS_WRITTEN,
    title: 'How dates with a time are written.',
  },
  decimalSeparator: { kind: 'string', dynamic: true, ignored: READ_AS_WRITTEN, title: 'The decimal point.' },
  strictSchema: {
    kind: 'boolean',
    dynamic: true,
    default: false,
    title: 'Fail on a key that the schema does not have.',
  },
  inferAllFields: { kind: 'boolean', dynamic: true, ignored: READ_AS_WRITTEN, title: 'Read every text by its form.' },
  timeZoneId: {
    kind: 'string',
    dynamic: true,
    ignored: 'Times without a zone are in UTC.',
    title: 'The zone of times.',
  },
  onBadLines: {
    kind: 'choice',
    of: ON_BAD_LINES,
    dynamic: true,
    default: 'ERROR',
    ignored: 'A row that does not fit fails the task.',
    title: 'What to do with a row that does not fit.',
  },
} as const satisfies Properties
