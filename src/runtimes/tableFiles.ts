import type { AsyncDuckDBConnection } from '@duckdb/duckdb-wasm'
import type { RuntimeFile } from './runtimes'
import { quotedName } from './sqlType'

/** `read_json_auto('in.json', …)`, and `'in.json'` behind FROM or JOIN. */
const READERS =
  /\b(?:read_(?:json|json_auto|ndjson|ndjson_auto|json_objects|parquet)|parquet_scan)\s*\(\s*'([^']+)'[^)]*\)|(?<=\b(?:FROM|JOIN)\s+)'([^']+\.(?:json|jsonl|ndjson|parquet))'/gi

/**
 * Makes JSON and Parquet files readable without DuckDB's extensions for them: their rows become tables, and the
 * statements read those. Answers the statements so changed; the same ones where no file at hand is meant.
 * @param findFile the file that a statement means by a path
 */
export async function loadTables(
  connection: AsyncDuckDBConnection,
  statements: readonly string[],
  findFile: (path: string) => RuntimeFile | undefined,
): Promise<readonly string[]> {
  const tables = new Map<string, string>()
  for (const [, called, bare] of statements.flatMap(sql => [...sql.matchAll(READERS)])) {
    const path = called ?? bare ?? ''
    const file = findFile(path)
    if (!file || tables.has(path)) continue
    const name = `file_${tables.size + 1}`
    await createTable(connection, name, await readRows(file))
    tables.set(path, name)
  }
  if (tables.size === 0) return statements
  return statements.map(sql =>
    sql.replace(READERS, (written, called: string | undefined, bare: string | undefined) =>
      quotedTable(tables.get(called ?? bare ?? ''), written),
    ),
  )
}

const quotedTable = (name: string | undefined, otherwise: string): string =>
  name === undefined ? otherwise : quotedName(name)

type Row = Readonly<Record<string, unknown>>

async function readRows({ content }: RuntimeFile): Promise<readonly Row[]> {
  if (await isParquet(content)) {
    const { parquetReadObjects } = await import('hyparquet')
    return parquetReadObjects({ file: await content.arrayBuffer() })
  }
  const text = (await content.text()).trim()
  const values = text.startsWith('[') ? (parse(text) as readonly unknown[]) : readValues(text)
  return values.map(value => (isRow(value) ? value : { json: value }))
}

async function isParquet(content: Blob): Promise<boolean> {
  return (await content.slice(0, 4).text()) === 'PAR1'
}

/** One value on a line, or one value over the whole file. */
function readValues(text: string): readonly unknown[] {
  try {
    return text
      .split('\n')
      .filter(line => line.trim() !== '')
      .map(parse)
  } catch {
    return [parse(text)]
  }
}

/** JSON with whole numbers of any size. */
const parse = (text: string): unknown =>
  JSON.parse(text, function (this: unknown, _key: string, value: unknown, ...rest: unknown[]) {
    const [context] = rest as [{ readonly source?: string } | undefined]
    const source = context?.source
    return typeof value === 'number' && source !== undefined && /^-?\d{16,}$/.test(source) ? BigInt(source) : value
  })

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Rows written in one statement. */
const BATCH = 500

/**
 * Writes rows into a table, as SQL: Arrow's builders run text as code, which the content policy forbids. Texts that all
 * look like dates become dates, as with DuckDB's own readers.
 */
async function createTable(connection: AsyncDuckDBConnection, name: string, rows: readonly Row[]): Promise<void> {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const types = names.map(column => typeOf(rows.map(row => row[column])))
  const columns = names.map((column, at) => `${quotedName(column)} ${nameOf(types[at] ?? TEXT)}`)
  await connection.query(`CREATE TEMP TABLE ${quotedName(name)} (${columns.join(', ')})`)
  for (let from = 0; from < rows.length; from += BATCH) {
    const values = rows
      .slice(from, from + BATCH)
      .map(row => `(${names.map((column, at) => literalOf(row[column], types[at] ?? TEXT)).join(', ')})`)
    await connection.query(`INSERT INTO ${quotedName(name)} VALUES ${values.join(', ')}`)
  }
}

type Shape =
  | { readonly kind: 'BOOLEAN' | 'BIGINT' | 'HUGEINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'VARCHAR' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: Shape }[] }

const TEXT: Shape = { kind: 'VARCHAR' }

/** The type that holds all of these values; text where they are of several kinds. */
function typeOf(values: readonly unknown[]): Shape {
  const given = values.filter(value => value !== null && value !== undefined)
  const all = (test: (value: unknown) => boolean): boolean => given.length > 0 && given.every(test)
  const alike = (pattern: RegExp): boolean => all(value => typeof value === 'string' && pattern.test(value))
  if (all(value => typeof value === 'boolean')) return { kind: 'BOOLEAN' }
  if (all(value => isWhole(value) && fitsLong(value))) return { kind: 'BIGINT' }
  if (all(isWhole)) return { kind: 'HUGEINT' }
  if (all(value => typeof value === 'number' || typeof value === 'bigint')) return { kind: 'DOUBLE' }
  if (alike(/^\d{4}-\d\d-\d\d$/)) return { kind: 'DATE' }
  if (all(value => value instanceof Date) || alike(/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?$/))
    return { kind: 'TIMESTAMP' }
  if (all(Array.isArray)) return { kind: 'list', of: typeOf(given.flat()) }
  if (all(isRow)) return structOf(given.filter(isRow))
  return TEXT
}

function structOf(rows: readonly Row[]): Shape {
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  if (names.length === 0) return TEXT
  return { kind: 'struct', fields: names.map(name => ({ name, type: typeOf(rows.map(row => row[name])) })) }
}

const isWhole = (value: unknown): boolean => typeof value === 'bigint' || Number.isInteger(value)

const fitsLong = (value: unknown): boolean => typeof value !== 'bigint' || BigInt.asIntN(64, value) === value

function nameOf(shape: Shape): string {
  if (shape.kind === 'list') return `${nameOf(shape.of)}[]`
  if (shape.kind !== 'struct') return shape.kind
  return `STRUCT(${shape.fields.map(({ name, type }) => `${quotedName(name)} ${nameOf(type)}`).join(', ')})`
}

function literalOf(value: unknown, shape: Shape): string {
  if (value === null || value === undefined) return 'NULL'
  switch (shape.kind) {
    case 'list':
      return `[${(value as readonly unknown[]).map(item => literalOf(item, shape.of)).join(', ')}]`
    case 'struct': {
      const row = value as Row
      const fields = shape.fields.map(({ name, type }) => `${quotedText(name)}: ${literalOf(row[name], type)}`)
      return `{${fields.join(', ')}}`
    }
    case 'BOOLEAN':
    case 'BIGINT':
    case 'HUGEINT':
      return String(value)
    case 'DOUBLE':
      return `${quotedText(String(value))}::DOUBLE`
    case 'DATE':
    case 'TIMESTAMP':
    case 'VARCHAR':
      return quotedText(textOf(value))
    default:
      return shape satisfies never
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? Number(item) : item))
}

const quotedText = (text: string): string => `'${text.replaceAll("'", "''")}'`
