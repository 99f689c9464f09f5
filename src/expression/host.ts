import type { Plain } from './plain'

/**
 * Everything an expression may reach outside itself. All members but `now`, `random` and `newId` may be missing;
 * an expression that needs a missing one fails and says so. Asynchronous members are awaited between two evaluations
 * of the template and asked once per render for the same arguments.
 */
export type ExpressionHost = {
  /** Nanoseconds since 1970. */
  readonly now: () => bigint
  /** From 0, below 1. */
  readonly random: () => number
  /** An execution id as Kestra makes them: 22 letters and digits. */
  readonly newId?: () => string
  /** The zone in which dates without a zone are read and printed. Default `UTC`. */
  readonly zone?: string
  /** The text (or, for binary Ion files, the bytes) of an internal storage or namespace file; undefined when there is none. */
  readonly read?: (file: FileReference) => Promise<string | Uint8Array | undefined>
  /** Size in bytes; undefined when there is no such file. */
  readonly fileSize?: (file: FileReference) => Promise<number | undefined>
  readonly fileExists?: (file: FileReference) => Promise<boolean>
  /**
   * The value of a key. `undefined` when the key does not exist, `'no-namespace'` is thrown as a HostError.
   */
  readonly kv?: (key: string, namespace: string) => Promise<Plain | undefined>
  /** `undefined` when there is no such secret. */
  readonly secret?: (key: string, namespace: string) => Promise<string | undefined>
  /** A namespace's existence, for `kv`, `read` and `secret` with a `namespace` argument. Default: every one exists. */
  readonly namespaceExists?: (namespace: string) => Promise<boolean>
  /** Sends the request of `http()` and gives the response's text and media type. */
  readonly http?: (request: HttpCall) => Promise<HttpAnswer>
  /** ERROR lines of the running execution, for `errorLogs()`. */
  readonly errorLogs?: () => Promise<readonly Plain[]>
  /** Runs a flow to its end, for `subflow()`. */
  readonly subflow?: (call: SubflowCall) => Promise<Plain>
}

/** A file as `read()` and its sisters name it. */
export type FileReference = {
  /** `kestra:///…` for stored files, otherwise the path of a namespace file, without a leading slash. */
  readonly path: string
  readonly kind: 'storage' | 'namespace-file'
  readonly namespace: string
  readonly revision?: number
}

export type HttpCall = {
  readonly uri: string
  readonly method: string
  readonly headers: Readonly<Record<string, readonly string[]>>
  readonly body?: string
  readonly contentType?: string
}

export type HttpAnswer = {
  readonly status: number
  readonly reason: string
  readonly contentType: string | undefined
  readonly body: string
}

export type SubflowCall = {
  readonly namespace: string
  readonly id: string
  readonly inputs: Plain
  readonly revision?: number
  readonly labels?: Plain
  readonly timeout?: string
}

/** Thrown by a host member to word a failure as Kestra would. */
export class HostError extends Error {
  override readonly name = 'HostError'
  /** The Java class that Kestra would throw; absent for a PebbleException. */
  readonly javaClass: string | undefined

  constructor(message: string, javaClass?: string) {
    super(message)
    this.javaClass = javaClass
  }
}

/** Ceilings on what one rendering may use. */
export type Limits = {
  /** Expressions evaluated. */
  readonly steps: number
  /** Nesting of expressions and macros. */
  readonly depth: number
  /** UTF-16 units of rendered text. */
  readonly output: number
  /** Items of one generated list, characters of one generated text. */
  readonly items: number
  /** Milliseconds of evaluation, without waiting for the host. */
  readonly milliseconds: number
}

export const DEFAULT_LIMITS: Limits = {
  steps: 5_000_000,
  depth: 400,
  output: 64 * 1024 * 1024,
  items: 5_000_000,
  milliseconds: 20_000,
}
