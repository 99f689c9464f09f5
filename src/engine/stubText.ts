import { ExpressionError, type Plain, printJson } from '../expression'
import type { Node } from './place'
import type { Run } from './run'
import { variablesOf } from './variables'

/** The properties of a task that is simulated, one a line, rendered; those that do not render stay as written. */
export async function renderForStub(
  run: Run,
  node: Node,
  properties: Readonly<Record<string, unknown>>,
): Promise<string> {
  const variables = variablesOf(run, node.place, node)
  const lines: string[] = []
  for (const [name, written] of Object.entries(properties)) {
    const value = await rendered(run, written as Plain, variables)
    lines.push(`${name}: ${typeof value === 'string' ? value : printJson(value)}`)
  }
  return lines.join('\n')
}

async function rendered(run: Run, written: Plain, variables: ReturnType<typeof variablesOf>): Promise<Plain> {
  try {
    return await run.renderer.renderDeep(written, variables)
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error
    return written
  }
}
