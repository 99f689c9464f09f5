import type { EventBatch, StartAnswer, StartRequest } from '../engine'
import type { CallAnswer } from '../model'

/** The engine as an embed needs it. */
export type EmbedEngine = {
  readonly start: (request: StartRequest) => Promise<StartAnswer>
  /** Ends a run; without an id, an engine that does not even begin one. */
  readonly kill: (executionId?: string) => Promise<void>
  readonly answer: (executionId: string, questionId: string, answer: CallAnswer) => Promise<void>
  /** Lets a paused task run go on. @throws Error when it asks for more than there are defaults for */
  readonly resume: (executionId: string, taskRunId: string, inputs: Readonly<Record<string, unknown>>) => Promise<void>
  readonly subscribe: (listener: (events: EventBatch) => void) => () => void
  /** @throws Error when the file is not there */
  readonly file: (uri: string) => Promise<Blob>
  /** Ends the workers and gives back their memory. */
  readonly close: () => void
}

/** What an embed gets from outside. Everything heavy is behind a function that is called after the reader's press. */
export type EmbedServices = {
  /** Address of the site's root. */
  readonly base: string
  readonly openEngine: () => Promise<EmbedEngine>
  /** Puts an editor into an element. */
  readonly openEditor: (parent: HTMLElement, text: string, onChange: (text: string) => void) => Promise<EmbedEditor>
  /** The first rows of a file of rows; undefined when it holds none. */
  readonly readRows: (file: Blob, name: string) => Promise<EmbedRows | undefined>
}

export type EmbedEditor = { readonly replace: (text: string) => void; readonly close: () => void }

/** Rows as texts, and how many there are in all, as far as that is known. */
export type EmbedRows = {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly more: boolean
}
