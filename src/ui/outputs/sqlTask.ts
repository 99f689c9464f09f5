import { templateOf, type ValuePath } from './path'

/** A stored file as a query reads it. */
export type QueriedFile = { readonly path: ValuePath; readonly name: string; readonly extension: string }

/** Tasks to add to a flow: each text begins with `- id:` and is not indented. */
export type AddedTasks = {
  /** The id of the query. */
  readonly id: string
  /** The id of the first of them, to run from. */
  readonly first: string
  readonly texts: readonly string[]
}

/** Functions of DuckDB by the extension of what they read. */
const READERS: Readonly<Record<string, string>> = {
  csv: 'read_csv_auto',
  tsv: 'read_csv_auto',
  json: 'read_json_auto',
  jsonl: 'read_json_auto',
  ndjson: 'read_json_auto',
  parquet: 'read_parquet',
}

/** Whether a query can read files of this extension: those of DuckDB, and Ion by way of CSV. */
export const isQueryable = (extension: string): boolean => extension === 'ion' || Object.hasOwn(READERS, extension)

/**
 * A DuckDB task that shows the rows of a file, to be changed by hand. DuckDB knows no Ion, so stored rows are written
 * as CSV by a task of their own before it.
 * A file that was stored without a name is read under that of its task.
 * @param taken ids of the flow's tasks
 */
export function sqlTask({ path, name, extension }: QueriedFile, taken: ReadonlySet<string>): AddedTasks {
  const maker = String(path[1] ?? 'file')
  const nameless = path.at(-1) === 'uri'
  const stem = nameless ? maker : name.replace(/\.\w+$/, '')
  const id = freeId(`query_${slug(stem)}`, taken)
  if (extension !== 'ion') {
    const file = nameless ? `${slug(maker)}.${extension}` : name
    return { id, first: id, texts: [queryText(id, file, templateOf(path), READERS[extension] ?? '')] }
  }
  const writer = freeId(`${slug(stem)}_csv`, taken)
  const convert = [`- id: ${writer}`, '  type: io.kestra.plugin.serdes.csv.IonToCsv', `  from: "${templateOf(path)}"`]
  const query = queryText(id, `${slug(stem)}.csv`, templateOf(['outputs', writer, 'uri']), 'read_csv_auto')
  return { id, first: writer, texts: [convert.join('\n'), query] }
}

function queryText(id: string, name: string, address: string, reader: string): string {
  const key = /^[\w.-]+$/.test(name) ? name : JSON.stringify(name)
  return [
    `- id: ${id}`,
    '  type: io.kestra.plugin.jdbc.duckdb.Query',
    '  inputFiles:',
    `    ${key}: "${address}"`,
    '  sql: |',
    '    SELECT *',
    `    FROM ${reader}('{{ workingDir }}/${name.replaceAll("'", "''")}')`,
    '    LIMIT 100;',
    '  fetchType: STORE',
  ].join('\n')
}

const slug = (text: string): string => text.replaceAll(/\W+/g, '_').replaceAll(/^_+|_+$/g, '') || 'file'

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  let id = wanted
  for (let number = 2; taken.has(id); number++) id = `${wanted}_${number}`
  return id
}
