import { entriesOf, type ParquetColumn, type ParquetType } from '../../serde'
import { TaskFailed } from '../../task'

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
