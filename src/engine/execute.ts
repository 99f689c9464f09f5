import { ExpressionError } from '../expression'
import { OutputValueError } from '../flow'
import { type Outputs, type StateType, worstOf } from '../model'
import { Killed } from './cancel'
import { each, sequence } from './executor'
import { toFailure } from './failure'
import { renderOutputs } from './flowOutputs'
import { rootPlace } from './place'
import type { Run } from './run'
import { watchSla } from './sla'
import { variablesOf } from './variables'

/**
 * Runs an execution from its first task to its end: tasks, `errors` when one failed, `finally`, outputs,
 * `afterExecution`. Never rejects. Source: Kestra `ExecutorService`, `Execution.guessFinalState`.
 */
export async function execute(run: Run): Promise<void> {
  const { plan } = run
  try {
    if (!run.cancel.aborted && plan.tasks.some(({ task }) => task.disabled !== true)) run.hop('RUNNING')
    run.promises = watchSla(run)
    await run.promises?.look()
    const place = rootPlace(run)
    const worst = await sequence(run, plan.tasks, place)
    if (worst === 'FAILED') await each(run, plan.errors, place)
    const last = await each(run, plan.finally, place)
    run.promises?.close()
    run.promises = undefined
    await end(run, worstOf([worst, last]))
    if (!isKilled(run) && run.anew === undefined) await after(run)
  } finally {
    run.promises?.close()
    run.release()
  }
}

const isKilled = (run: Run): boolean => run.cancel.signal.reason instanceof Killed

async function end(run: Run, worst: StateType): Promise<void> {
  if (isKilled(run)) {
    if (run.state !== 'KILLING') run.hop('KILLING')
    run.hop('KILLED')
    return
  }
  const state = run.end ?? worst
  const failure = run.failure ? { failure: run.failure } : {}
  const { outputs, error } = await outputsOf(run)
  run.hop(state, { ...(outputs ? { outputs } : {}), ...failure })
  if (error === undefined) return
  run.log('ERROR', `Failed to render output values: ${error.message}`)
  if (run.state !== 'FAILED') run.hop('FAILED', { failure: run.failure ?? toFailure(error, undefined, undefined) })
}

/** The outputs of the flow, or why there are none. Source: Kestra `FlowOutputs`, also after a failure. */
async function outputsOf(run: Run): Promise<{ readonly outputs?: Outputs; readonly error?: Error }> {
  const { outputs } = run.plan.flow
  if (outputs.length === 0) return {}
  try {
    const rendered = await renderOutputs(run, outputs, variablesOf(run, rootPlace(run)))
    return { outputs: rendered }
  } catch (error) {
    if (error instanceof ExpressionError || error instanceof OutputValueError) return { error }
    throw error
  }
}

/** `afterExecution` sees the final state and does not change it. */
async function after(run: Run): Promise<void> {
  if (run.plan.afterExecution.length === 0) return
  run.renew()
  await each(run, run.plan.afterExecution, rootPlace(run))
}
