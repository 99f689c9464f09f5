import type { Span } from './problem'

/**
 * An error as plain data, fit to cross a worker boundary and to be stored.
 * `name` tells the kind (for tests and for the page), `message` is what Kestra would log, `explanation` the plain
 * sentence of ours, `hint` what to do. `property` is the task property that failed, `span` the place in the flow's
 * text (UTF-16 offsets) when it is known, `source` the rendered text the error speaks of (a script, a query),
 * `stack` a traceback as printed.
 */
export type Failure = {
  readonly name: string
  readonly message: string
  readonly explanation?: string
  readonly hint?: string
  readonly property?: string
  readonly span?: Span
  readonly source?: string
  readonly stack?: string
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string }
}
