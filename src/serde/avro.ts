import type { Rows } from './value'

/** Reads the rows of an Avro data file; its code is loaded here. @throws Unreadable */
export async function* readAvro(file: Blob): AsyncGenerator<unknown> {
  yield* (await import('./avroRead')).readAvro(file)
}

/** Writes rows as an Avro data file; its code is loaded here. @throws RangeError where a value does not fit the schema */
export const writeAvro = async (rows: Rows, schema?: string): Promise<Blob> =>
  (await import('./avroWrite')).writeAvro(rows, schema)
