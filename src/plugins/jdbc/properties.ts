import type { Properties, Values } from '../../task'

/** Why properties of a connection have no effect. */
export const NO_SERVER = 'Kept, but not used here: the database runs in this browser.'

/** What becomes of the rows of a query. Source: Kestra `AbstractJdbcBaseQuery`. */
export const FETCHING = {
  fetchType: {
    kind: 'choice',
    of: ['NONE', 'FETCH', 'FETCH_ONE', 'STORE'],
    dynamic: true,
    default: 'NONE',
    title: 'What to do with the rows: FETCH into outputs, FETCH_ONE for the first, STORE into a file, or NONE.',
  },
  store: { kind: 'boolean', deprecated: 'Use fetchType: STORE.', title: 'Store the rows in a file.' },
  fetch: { kind: 'boolean', deprecated: 'Use fetchType: FETCH.', title: 'Keep the rows in the outputs.' },
  fetchOne: { kind: 'boolean', deprecated: 'Use fetchType: FETCH_ONE.', title: 'Keep the first row in the outputs.' },
} as const satisfies Properties

/** Values that are bound in the SQL. */
export const PARAMETERS = {
  kind: 'map',
  of: { kind: 'any', title: 'A value.' },
  dynamic: true,
  title: 'Values of `:name` in the SQL.',
} as const

/** What every DuckDB task may set. Source: Kestra `AbstractJdbcBaseQuery`, `DuckDbQueryInterface`. */
export const DUCKDB_PROPERTIES = {
  ...FETCHING,
  inputFiles: {
    kind: 'any',
    dynamic: 'late',
    title: 'Files that the SQL reads, by name or as `{{ workingDir }}/name`: name to content or address.',
  },
  outputFiles: {
    kind: 'list',
    of: { kind: 'string', title: 'A key.' },
    dynamic: true,
    title: "Keys of files that the SQL writes: `COPY … TO '{{ outputFiles.key }}'`.",
  },
  parameters: PARAMETERS,
  afterSQL: {
    kind: 'string',
    dynamic: 'late',
    language: 'sql',
    title: 'A statement to run afterwards, in the same transaction.',
  },
  url: {
    kind: 'string',
    dynamic: true,
    default: 'jdbc:duckdb:',
    pattern: '^jdbc:duckdb.*',
    title: 'The database: a new empty one when absent.',
  },
  databaseUri: { kind: 'string', dynamic: true, title: 'The address of a stored DuckDB database to open.' },
  outputDbFile: { kind: 'boolean', dynamic: true, default: false, title: 'Keep the database as a file.' },
  timeZoneId: { kind: 'string', dynamic: true, title: 'The zone of timestamps; UTC when absent.' },
  fetchSize: { kind: 'any', ignored: NO_SERVER, title: 'Rows fetched in one go.' },
  username: { kind: 'any', ignored: NO_SERVER, title: 'The user name.' },
  password: { kind: 'any', ignored: NO_SERVER, title: 'The password.' },
  communityExtensions: {
    kind: 'any',
    ignored: 'DuckDB’s community extensions are not loaded here.',
    title: 'Community extensions to load.',
  },
} as const satisfies Properties

export type DuckDBValues = Values<typeof DUCKDB_PROPERTIES>
