import type { LogLevel, Progress } from '../../../../src/model'
import type { SqlResult } from '../../../../src/runtimes'

export type LabLine = { readonly stream: 'stdout' | 'stderr'; readonly text: string }

/** What a job told while it ran. */
export type Told = {
  readonly lines: LabLine[]
  readonly notes: { readonly level: LogLevel; readonly message: string }[]
  readonly progress: Progress[]
}

export type LabOptions = {
  readonly pyodide?: string
  readonly hosts?: readonly string[]
  /** Begin interpreters from a snapshot, once there is one. */
  readonly snapshot?: boolean
  /** Install packages from packs, once there are some. */
  readonly packs?: boolean
  /** The server of DuckDB's extensions; one that has none when absent. */
  readonly extensions?: string
  readonly allowLocal?: boolean
}

export type PythonCall = {
  readonly script?: string
  readonly commands?: readonly string[]
  readonly beforeCommands?: readonly string[]
  readonly dependencies?: readonly string[]
  readonly image?: string
  readonly env?: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly extraFiles?: Readonly<Record<string, string>>
  readonly outputFiles?: readonly string[]
  readonly workingDir?: string
  /** Not in the interpreter kept ready. */
  readonly withoutSpare?: boolean
  readonly stopAfter?: number
}

export type SqlCall = {
  readonly sql: string | readonly string[]
  readonly files?: Readonly<Record<string, string>>
  readonly outputPaths?: readonly string[]
  readonly workingDir?: string
  readonly transaction?: boolean
  readonly stopAfter?: number
}

type Ended = Told & {
  readonly ms: number
  /** Milliseconds from Stop to the end. */
  readonly stopMs?: number
  readonly files: Readonly<Record<string, string>>
  readonly error?: { readonly name: string; readonly message: string }
}

export type PythonAnswer = Ended & {
  readonly exitCode: number
  readonly left: readonly string[]
  readonly traceback?: string | undefined
}

export type SqlAnswer = Ended & { readonly results: readonly (SqlResult | undefined)[] }

/** What tests ask of the page; files go in and come out as text. */
export type Lab = {
  readonly ready: true
  /** Ends the run at hand with its frame and begins another. */
  readonly newRun: (options?: LabOptions) => void
  readonly python: (call: PythonCall) => Promise<PythonAnswer>
  /** Gets an interpreter ready, with packages in it. */
  readonly prepare: (packages: readonly string[]) => void
  /** Gets a database ready. */
  readonly prepareSql: () => void
  /** Makes the snapshot; answers its bytes. */
  readonly makeSnapshot: () => Promise<number>
  /** Makes packs of the packages that were installed without. */
  readonly makePacks: () => Promise<void>
  readonly sql: (call: SqlCall) => Promise<SqlAnswer>
}

declare global {
  interface Window {
    lab: Lab
  }
}
