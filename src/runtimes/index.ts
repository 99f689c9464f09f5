export type { DuckDBOptions } from './duckdb'
export { createDuckDB } from './duckdb'
export type { Extensions } from './extensions'
export { EXTENSION_SERVER, openExtensions } from './extensions'
export type { HttpOptions } from './http'
export { createHttpBroker, isForbidden, isLocal, MAX_RESPONSE } from './http'
export { forgetFiles, type KeptFile, keptFiles } from './packageFiles'
export type { LockPackage, PackageSources, Packages } from './packages'
export { isDownloadError, openPackages, PackageUnavailable } from './packages'
export type { Packs } from './packs'
export { openPacks, PACK_CACHE } from './packs'
export type { PreparingPython, PythonOptions } from './python'
export { createPython } from './python'
export type {
  BlockReason,
  DuckDB,
  HttpBroker,
  HttpListener,
  HttpRequest,
  HttpResponse,
  JobListener,
  Preparing,
  Python,
  PythonJob,
  PythonResult,
  RuntimeFile,
  SqlColumn,
  SqlJob,
  SqlJobResult,
  SqlResult,
} from './runtimes'
export { HttpBlocked, HttpRefused, RuntimeLost, SqlError, TooLarge } from './runtimes'
export type { Snapshots } from './snapshot'
export { openSnapshots, SNAPSHOT_CACHE } from './snapshot'
export type { Sqlite, SqliteAnswer } from './sqlite'
export { createSqlite } from './sqlite'
export type { SqliteJob, SqliteJobResult } from './sqliteJob'
export { runSqliteJob } from './sqliteJob'
