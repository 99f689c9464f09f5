import type { FlowCondition } from '../model'
import { isTruthy } from '../task'
import { rootPlace } from './place'
import { renderText } from './properties'
import type { Run } from './run'
import { variablesOf } from './variables'

/** What the conditions of a flow come to before it runs: those that do not hold, and what follows. */
export type Verdict = { readonly behavior: FlowCondition['behavior']; readonly messages: readonly string[] }

const WORST: readonly FlowCondition['behavior'][] = ['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION']

/** Looks at the `checks` of a flow over its inputs. Source: Kestra `FlowService.getFailedChecks`, `Check.resolveBehavior`. */
export async function lookAtChecks(run: Run): Promise<Verdict> {
  const variables = variablesOf(run, rootPlace(run))
  const failed: FlowCondition[] = []
  for (const check of run.plan.flow.checks ?? []) {
    try {
      if (!isTruthy(await renderText('when', check.when, run.renderer, variables))) failed.push(check)
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error)
      failed.push({
        ...check,
        behavior: 'BLOCK_EXECUTION',
        message: `Failed to evaluate check condition. Cause: ${cause}`,
      })
    }
  }
  const behavior = WORST.find(worst => failed.some(check => check.behavior === worst)) ?? 'CREATE_EXECUTION'
  return { behavior, messages: failed.map(({ message }) => message) }
}

/** Why no execution is created. */
export const blockedMessage = ({ messages }: Verdict): string =>
  `Flow execution blocked: one or more condition checks evaluated to false.\nFailed checks: ${messages.join(', ')}`
