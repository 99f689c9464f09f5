import type { KestraVersion, Output } from '../model'
import { InputValueError, readInputValue } from './inputValue'
import { printInstant, readInstant } from './isoDates'
import { textOf } from './values'

/** The rendered value of a flow's output is not of its type. */
export class OutputValueError extends Error {
  override readonly name = 'OutputValueError'
  constructor(
    readonly outputId: string,
    message: string,
  ) {
    super(message)
  }
}

/**
 * The rendered value of a flow's output (typed, or text), as its type. In 1.3 an instant has the decimals it needs,
 * in 2.0 six.
 * Source: Kestra `FlowInputOutput.typedOutputs`.
 * @throws OutputValueError
 */
export function readOutputValue(output: Output, value: unknown, version: KestraVersion): unknown {
  if (value === null || value === undefined) return value
  try {
    const read = readInputValue({ ...output, required: true }, value, version)
    if (output.type !== 'DATETIME' || version === '2.0') return read
    return printInstant(readInstant(textOf(value) ?? ''))
  } catch (error) {
    if (!(error instanceof InputValueError)) throw error
    throw new OutputValueError(output.id, `Invalid value for output \`${output.id}\`. Cause: ${error.message.trim()}`)
  }
}
