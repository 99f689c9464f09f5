import type { LogLevel, Progress } from '../model'

/** A file handed to a runtime or taken from it; `path` is relative to the working directory, `/` between folders. */
export type RuntimeFile = { readonly path: string; readonly content: Blob }

/** What a job tells while it runs. */
export type JobListener = {
  readonly stdout: (line: string) => void
  readonly stderr: (line: string) => void
  /** A note of ours, for the log, by the logger `flowyard`. */
  readonly note: (level: LogLevel, message: string) => void
  readonly progress: (progress: Progress) => void
}

/** A Python task: install, run, collect. */
export type PythonJob = {
  readonly taskId: string
  /** A script, or commands read by our small shell. */
  readonly program:
    | { readonly kind: 'script'; readonly source: string }
    | { readonly kind: 'commands'; readonly commands: readonly string[] }
  readonly beforeCommands: readonly string[]
  readonly dependencies: readonly string[]
  readonly failFast: boolean
  readonly env: Readonly<Record<string, string>>
  /** Absolute path of the working directory, as `{{ workingDir }}` was rendered. */
  readonly workingDir: string
  readonly inputFiles: readonly RuntimeFile[]
  /** Files outside the working directory: stored files that a `kestra://` address in the script was replaced by. */
  readonly extraFiles: readonly { readonly path: string; readonly content: Blob }[]
  /** Globs relative to the working directory. */
  readonly outputFiles: readonly string[]
  /** The image the flow names: some bring packages along in Kestra. */
  readonly image?: string
  /** The gate that its calls go through. */
  readonly http: HttpBroker
}

export type PythonResult = {
  readonly exitCode: number
  readonly outputFiles: readonly RuntimeFile[]
  /** Every path in the working directory at the end, to explain a missing output file. */
  readonly left: readonly string[]
  /** The traceback of an uncaught exception, with lines as Kestra counts them; absent when the script ended well. */
  readonly traceback?: string
}

/** Runs Python in the untrusted zone, a fresh interpreter a job. */
export type Python = {
  /** @throws the signal's reason on kill or timeout; RuntimeLost when the worker died */
  readonly run: (job: PythonJob, listener: JobListener, signal: AbortSignal) => Promise<PythonResult>
}

/** A runtime that can get ready before a job comes. It begins in the background, and fails in silence. */
export type Preparing = { readonly prepare: () => void }

/** A column of a result: its name and DuckDB's name of its type. */
export type SqlColumn = { readonly name: string; readonly type: string }

/** One statement's result: `rows` hold plain values of the expression language, one list a row in column order. */
export type SqlResult = { readonly columns: readonly SqlColumn[]; readonly rows: readonly (readonly unknown[])[] }

/** A SQL task: files and settings in, results and files out, in a new empty database. */
export type SqlJob = {
  readonly taskId: string
  /** Statements to run in order. */
  readonly statements: readonly string[]
  readonly afterStatements: readonly string[]
  readonly workingDir: string
  readonly inputFiles: readonly RuntimeFile[]
  /** Absolute paths that statements write to (`COPY … TO`), to be read back. */
  readonly outputPaths: readonly string[]
  /** A DuckDB database file to open instead of an empty one. */
  readonly database?: Blob
  readonly keepDatabase: boolean
  readonly transaction: boolean
}

export type SqlJobResult = {
  /** One a statement; undefined where the statement has no result set. */
  readonly results: readonly (SqlResult | undefined)[]
  readonly outputFiles: readonly RuntimeFile[]
  readonly database?: Blob
}

/** Runs SQL in the untrusted zone, a new empty database a job. */
export type DuckDB = {
  /** @throws SqlError, the signal's reason on kill or timeout, RuntimeLost when the instance died */
  readonly run: (job: SqlJob, listener: JobListener, signal: AbortSignal) => Promise<SqlJobResult>
}

/**
 * DuckDB refused a statement. `message` is the engine's own text, `statement` its index, `at` an offset into it, `hint`
 * what to do where the browser is the reason.
 */
export class SqlError extends Error {
  override readonly name = 'SqlError'
  readonly statement: number
  readonly at: number | undefined
  readonly hint: string | undefined
  constructor(message: string, statement: number, at?: number, hint?: string) {
    super(message)
    this.statement = statement
    this.at = at
    this.hint = hint
  }
}

/** A runtime ended without an answer, most often for lack of memory. */
export class RuntimeLost extends Error {
  override readonly name = 'RuntimeLost'
}

/** More bytes than a runtime holds; told before they are read. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}

export type HttpRequest = {
  readonly method: string
  readonly url: string
  /** Name and value; a name may come more than once. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body?: Blob | string
  readonly followRedirects: boolean
  /** Milliseconds to wait for the next byte; for ever when absent. */
  readonly idleTimeout?: number
}

export type HttpResponse = {
  readonly status: number
  /** Lower-case names; values in the order they came (a page sees several joined by `, `). */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Blob
  /** Where the answer came from; `sample` and `recorded` are told in the log and badged on the run. */
  readonly source: 'network' | 'sample' | 'recorded'
}

/** The one gate for calls to the outside. Source: DECISIONS: credentials omitted, no referrer, never our own origin. */
export type HttpBroker = {
  /** @throws HttpRefused, HttpBlocked, the signal's reason */
  readonly send: (request: HttpRequest, signal: AbortSignal, listener?: HttpListener) => Promise<HttpResponse>
  /** Whether an address may be called at all. @throws HttpRefused */
  readonly check?: (url: string) => void
}

/** Bytes of a response so far, and in all where the server says. */
export type HttpListener = (received: number, total: number | undefined) => void

/** The gate does not let this call out: own origin, loopback or private address, host not granted. */
export class HttpRefused extends Error {
  override readonly name = 'HttpRefused'
}

/**
 * Why no answer could be read, as far as a browser can tell. `cors`: the server is there but does not allow calls from
 * web pages; `unreachable`: nothing answers at that address; `broken`: the answer broke off; `unknown`: one of these.
 */
export type BlockReason = 'offline' | 'mixed-content' | 'cors' | 'unreachable' | 'timeout' | 'broken' | 'unknown'

/** The browser could not read an answer. */
export class HttpBlocked extends Error {
  override readonly name = 'HttpBlocked'
  readonly host: string
  readonly reason: BlockReason
  constructor(host: string, reason: BlockReason = 'unknown', options?: ErrorOptions) {
    super(`could not read ${host}`, options)
    this.host = host
    this.reason = reason
  }
}
