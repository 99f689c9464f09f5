import { entriesOf, type ParquetColumn, type ParquetType } from '../../serde'
import { type Properties, TaskFailed } from '../../task'
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

/** The columns that an Avro schema names. @throws TaskFailed */
export function columnsOfSchema(schema: string): readonly ParquetColumn[] {
  const fields = (readSchema(schema) as { readonly fields?: unknown }).fields
  if (!Array.isArray(fields)) throw new TaskFailed('The schema is no record with fields', { property: 'schema' })
  return fields.map((field: { readonly name?: unknown; readonly type?: unknown }) => ({
    name: String(field.name),
    type: typeOfField(field.type),
  }))
}

/** The same rows, as long as they have no names but these. @throws TaskFailed */
export async function* known(rows: AsyncIterable<unknown>, names: ReadonlySet<string>): AsyncGenerator<unknown> {
  for await (const row of rows) {
    const stranger = entriesOf(row)?.find(([name]) => !names.has(name))
    if (stranger) throw new TaskFailed(`The schema has no field ${stranger[0]}`, { property: 'schema' })
    yield row
  }
}

function readSchema(schema: string): object {
  try {
    const read: unknown = JSON.parse(schema)
    if (typeof read === 'object' && read !== null) return read
  } catch (error) {
    throw new TaskFailed(`The schema is not JSON: ${error instanceof Error ? error.message : error}`, {
      property: 'schema',
    })
  }
  throw new TaskFailed('The schema is no record with fields', { property: 'schema' })
}

const LOGICAL: Readonly<Record<string, ParquetType>> = {
  date: 'date',
  'timestamp-millis': 'timestamp',
  'timestamp-micros': 'timestamp',
  'local-timestamp-millis': 'timestamp',
  'local-timestamp-micros': 'timestamp',
  decimal: 'string',
  uuid: 'string',
}

const PRIMITIVE: Readonly<Record<string, ParquetType>> = {
  boolean: 'boolean',
  int: 'int',
  long: 'long',
  float: 'float',
  double: 'double',
  bytes: 'bytes',
  fixed: 'bytes',
}

/** A union with null is the other type; what has no counterpart is text. */
function typeOfField(type: unknown): ParquetType {
  if (Array.isArray(type)) return typeOfField(type.find(other => other !== 'null'))
  if (typeof type === 'string') return PRIMITIVE[type] ?? 'string'
  if (typeof type !== 'object' || type === null) return 'string'
  const { logicalType, type: inner } = type as { readonly logicalType?: unknown; readonly type?: unknown }
  return LOGICAL[String(logicalType)] ?? typeOfField(inner)
}
