import type { Properties, Values } from '../../../task'
import { FETCHING, NO_SERVER, PARAMETERS } from '../properties'

/** What every SQLite task may set. Source: Kestra `AbstractJdbcBaseQuery`, `SqliteQueryInterface`. */
export const SQLITE_PROPERTIES = {
  sql: { kind: 'string', dynamic: true, required: true, language: 'sql', title: 'The SQL.' },
  url: {
    kind: 'string',
    dynamic: true,
    default: 'jdbc:sqlite:',
    pattern: '^jdbc:sqlite:.*',
    title: 'The database. Every task begins with a new one; keep it with outputDbFile.',
  },
  sqliteFile: { kind: 'string', dynamic: true, title: 'The address of a stored SQLite database to open.' },
  outputDbFile: { kind: 'boolean', dynamic: true, default: false, title: 'Keep the database as a file.' },
  ...FETCHING,
  parameters: PARAMETERS,
  afterSQL: { kind: 'string', dynamic: true, language: 'sql', title: 'A statement to run in the same transaction.' },
  timeZoneId: { kind: 'string', dynamic: true, ignored: 'SQLite keeps dates as texts or numbers.', title: 'The zone.' },
  fetchSize: { kind: 'any', ignored: NO_SERVER, title: 'Rows fetched in one go.' },
  username: { kind: 'any', ignored: NO_SERVER, title: 'The user name.' },
  password: { kind: 'any', ignored: NO_SERVER, title: 'The password.' },
  inputFiles: { kind: 'any', ignored: 'SQLite reads no files here.', title: 'Files that the SQL reads.' },
  outputFiles: { kind: 'any', ignored: 'SQLite writes no files here.', title: 'Files that the SQL writes.' },
} as const satisfies Properties

export type SqliteValues = Values<typeof SQLITE_PROPERTIES>
