export type {
  DuckDB,
  HttpBroker,
  HttpRequest,
  HttpResponse,
  JobListener,
  Python,
  PythonJob,
  PythonResult,
  RuntimeFile,
  SqlColumn,
  SqlJob,
  SqlJobResult,
  SqlResult,
} from './runtimes'
export { HttpBlocked, HttpRefused, RuntimeLost, SqlError } from './runtimes'
