import { ExpressionError, type Plain, throughJson, type Variables } from '../expression'
import { readOutputValue } from '../flow'
import type { Output, Outputs } from '../model'
import type { Run } from './run'

/**
 * Renders outputs of a flow, or of an iteration of a Loop, each as its type.
 * Source: Kestra `FlowInputOutput.renderOutputs`.
 * @throws ExpressionError, OutputValueError
 */
export async function renderOutputs(run: Run, outputs: readonly Output[], variables: Variables): Promise<Outputs> {
  const rendered: Record<string, unknown> = {}
  for (const output of outputs) {
    const value = await render(run, output, variables)
    const read = readOutputValue(output, value, run.plan.version)
    if (read !== undefined && read !== null) rendered[output.id] = read
  }
  if (Object.keys(rendered).length === 0) return rendered
  return throughJson({ $java: 'HashMap', value: rendered } as Plain, run.plan.version) as Outputs
}

async function render(run: Run, { value, required }: Output, variables: Variables): Promise<unknown> {
  try {
    return typeof value === 'string'
      ? await run.renderer.renderTyped(value, variables)
      : await run.renderer.renderDeep(value as Plain, variables)
  } catch (error) {
    if (required === false && error instanceof ExpressionError && error.data.reason === 'missing') return null
    throw error
  }
}
