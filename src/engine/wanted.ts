import { isTruthy } from '../task'
import type { Node } from './place'
import { renderText } from './properties'
import type { Run } from './run'
import { variablesOf } from './variables'

/** Whether a task is to run at all. Source: Kestra `runIf`, in 2.0 also named `when`. @throws ExpressionError */
export async function isWanted(run: Run, node: Node): Promise<boolean> {
  const { place, planned } = node
  const written = planned.task.runIf
  if (written === undefined || written === true) return true
  return isTruthy(await place.cancel.race(renderText('runIf', written, run.renderer, variablesOf(run, place, node))))
}
