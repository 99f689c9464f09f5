/** Offsets into the text of a template, end exclusive, counted in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number }

/** What an `ExpressionError` is about, for those who must decide by it rather than read it. */
export type ExpressionErrorReason =
  /** A name, key or index is not there. */
  | 'missing'
  /** The template does not parse. */
  | 'syntax'
  /** No such filter, function or test, or not with these arguments. */
  | 'unknown'
  /** An operator, filter or function refused its operands. */
  | 'evaluation'
  /** A limit of the renderer was reached. */
  | 'limit'
  /** The host has no such service, or it failed. */
  | 'host'

export type ExpressionErrorData = {
  /** As Kestra names it: `IllegalVariableEvaluationException`, in 1.3 also the bare Java exception. */
  readonly kind: string
  readonly reason: ExpressionErrorReason
  /** As Kestra words it. */
  readonly message: string
  /** Where in `expression`; absent when no place can be named. */
  readonly span?: Span
  /** What to do, in a sentence. */
  readonly hint?: string
  /** The text that was rendered. */
  readonly expression: string
}

/** An expression could not be parsed or rendered. Its fields are plain data and survive a copy between workers. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly data: ExpressionErrorData

  constructor(data: ExpressionErrorData) {
    super(data.message)
    this.data = data
  }
}
