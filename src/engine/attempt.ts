import { ExpressionError, type Plain, parseJson, printJson } from '../expression'
import { allowed, createState, type KestraVersion, type Outputs, type State, type StateType, withState } from '../model'
import { coerceValues, durationMillis, type RunnableTaskType, TaskFailed } from '../task'
import { Cancel, Ended, Interrupted, Killed, TimedOut } from './cancel'
import { createContext } from './context'
import { toFailure } from './failure'
import type { Node } from './place'
import { renderProperties, renderText } from './properties'
import { type Retry, readRetry } from './retry'
import { originOf, type Run } from './run'
import { variablesOf } from './variables'

/** What one attempt came to. */
type Outcome = { readonly state: StateType; readonly outputs?: Outputs; readonly error?: unknown }

/**
 * Runs a runnable task to its end: attempts, time-out, retries. Answers the state it ended in; never rejects.
 * Source: Kestra `DefaultWorker`, `WorkerTaskCallable`.
 */
export async function runAttempts(run: Run, node: Node, type: RunnableTaskType): Promise<StateType> {
  const { task } = node.planned
  const retry = retryOf(run, node)
  const started = run.effects.now()
  for (;;) {
    if (node.place.cancel.aborted) return endStopped(run, node)
    const { outcome, attempt } = await runAttempt(run, node, type)
    const attempts = [...node.taskRun.attempts, { state: attempt }]
    const state = softened(
      node,
      outcome,
      attempts.length > 1 && task.retry !== undefined && retry?.warningOnRetry === true,
    )
    if (outcome.state === 'KILLED') return endKilled(run, node, attempts)
    const mayRetry = outcome.state === 'FAILED' && !node.place.cancel.aborted
    const wait = retry && mayRetry ? nextWait(run, retry, attempts.length, started) : undefined
    if (wait === undefined) return endAttempts(run, node, outcome, state, attempts)
    run.hopTask(node, 'FAILED', { attempts })
    if (retry?.anew) return endAnew(run, node, wait)
    if (!(await waitForRetry(run, node, wait))) return endStopped(run, node)
    run.hopTask(node, 'CREATED')
  }
}

/**
 * How a task is tried again: as it says itself, or else the nearest group around it, or the flow. A group is never
 * tried again as a whole. Source: Kestra `ExecutorService.searchForParentRetry`.
 */
export function retryOf(run: Run, node: Node): Retry | undefined {
  let written = node.planned.task.retry
  if (written === undefined && node.planned.task.allowFailure !== true) {
    for (let at = node.place.parent; at && written === undefined; at = at.place.parent) written = at.planned.task.retry
    written ??= run.plan.flow.retry
  }
  return readRetry(written, run.effects.random)
}

/** How long to wait for the next attempt, when there is to be one. */
export function nextWait(run: Run, retry: Retry, failed: number, started: number): number | undefined {
  const [attempts, since] = retry.anew ? [run.tries.count + 1, run.tries.since] : [failed, started]
  const wait = retry.delayAfter(attempts)
  const late = run.effects.now() + wait - since > retry.maxDuration
  return attempts >= retry.maxAttempts || late ? undefined : wait
}

/** The flow is to be tried again as a whole: this execution, and all that still runs in it, is over. */
export function endAnew(run: Run, node: Node, wait: number): StateType {
  if (!node.place.parent) run.hop('FAILED')
  run.hopTask(node, 'RETRIED')
  run.anew = wait
  run.prepareEnd('RETRIED')
  run.stopIfEnded()
  return 'RETRIED'
}

/** Waits between two attempts; answers whether there is to be another one. */
export async function waitForRetry(run: Run, node: Node, wait: number): Promise<boolean> {
  const { place } = node
  run.hopTask(node, 'RETRYING')
  run.retrying(place)
  try {
    await run.effects.sleep(wait, place.cancel.signal)
    return true
  } catch {
    return false
  } finally {
    if (!place.cancel.aborted) run.retried(place)
  }
}

function endAttempts(
  run: Run,
  node: Node,
  outcome: Outcome,
  state: StateType,
  attempts: Node['taskRun']['attempts'],
): StateType {
  const failure = outcome.error === undefined ? undefined : toFailure(outcome.error, node.planned, run.yaml)
  run.hopTask(node, node.ends ?? state, { attempts, ...outputsOf(outcome), ...(failure ? { failure } : {}) })
  run.stopIfEnded()
  return node.ends ?? state
}

const outputsOf = ({ outputs }: Outcome): { readonly outputs?: Outputs } => (outputs ? { outputs } : {})

function softened({ planned, place }: Node, outcome: Outcome, warn: boolean): StateType {
  const state = outcome.state === 'SUCCESS' && warn ? 'WARNING' : outcome.state
  return place.cancel.aborted ? state : allowed(state, planned.task)
}

/** Ends a task run that never got to its next attempt. */
export function endStopped(run: Run, node: Node): StateType {
  const { reason } = node.place.cancel.signal
  const state = reason instanceof Interrupted ? reason.state : run.stoppedState(node)
  tellInterruption(run, node, node.taskRun.attempts.length, reason)
  run.hopTask(node, state)
  return state
}

/** Ends a task run that was stopped while it ran; by way of KILLING, unless it ends in the execution's own state. */
export function endKilled(run: Run, node: Node, attempts: Node['taskRun']['attempts']): StateType {
  const state = run.stoppedState(node)
  if (state === 'KILLED') run.hopTask(node, 'KILLING')
  run.hopTask(node, state, { attempts })
  return state
}

function tellInterruption(run: Run, node: Node, attempt: number, reason: unknown): void {
  if (reason instanceof Interrupted) run.log('WARN', reason.message, originOf(node, attempt))
}

type Attempted = { readonly outcome: Outcome; readonly attempt: State }

async function runAttempt(run: Run, node: Node, type: RunnableTaskType): Promise<Attempted> {
  const attempt = node.taskRun.attempts.length
  const variables = variablesOf(run, node.place, node)
  if (type.updatesExecution !== true && !node.place.workingDirectory) run.hopTask(node, 'SUBMITTED')
  await run.effects.breathe()
  run.hopTask(node, 'RUNNING')
  const began = run.now()
  const running = withState(createState('CREATED', began), 'RUNNING', began)
  const outcome = await settle(run, node, attempt, () => perform(run, node, type, variables, attempt))
  return { outcome, attempt: withState(running, outcome.state, run.now()) }
}

/** Turns whatever the work ends with into an outcome, and logs a failure as Kestra does. */
async function settle(
  run: Run,
  node: Node,
  attempt: number,
  work: () => Promise<Outputs | undefined>,
): Promise<Outcome> {
  try {
    const outputs = await work()
    return { state: 'SUCCESS', outputs: stored(outputs ?? {}, run) }
  } catch (error) {
    if (error instanceof Killed || error instanceof Ended) return { state: 'KILLED' }
    if (error instanceof Interrupted) {
      tellInterruption(run, node, attempt, error)
      return { state: error.state }
    }
    logFailure(run, node, attempt, error)
    const outputs = error instanceof TaskFailed ? error.outputs : undefined
    return { state: 'FAILED', error, ...(outputs ? { outputs: stored(outputs, run) } : {}) }
  }
}

/**
 * ERROR with the message, TRACE with what is known of the place. Source: Kestra `RunContextLogger`.
 * @param ofExecution the executor itself failed, before there was a task to log for
 */
export function logFailure(run: Run, node: Node, attempt: number, error: unknown, ofExecution = false): void {
  const origin = ofExecution ? {} : originOf(node, attempt)
  const message = error instanceof Error ? error.message : String(error)
  if (!(error instanceof TaskFailed && error.details.logged === true)) run.log('ERROR', message, origin)
  run.log('TRACE', traceOf(error, message), origin)
}

const traceOf = (error: unknown, message: string): string => {
  if (error instanceof TaskFailed && error.details.stack !== undefined) return error.details.stack
  if (error instanceof ExpressionError) return `${error.data.kind}: ${message}`
  return error instanceof Error ? `${error.name}: ${message}` : message
}

async function perform(
  run: Run,
  node: Node,
  type: RunnableTaskType,
  variables: ReturnType<typeof variablesOf>,
  attempt: number,
): Promise<Outputs | undefined> {
  const { task } = node.planned
  const milliseconds = await timeoutOf(run, node, variables)
  const cancel = milliseconds === undefined ? node.place.cancel : new Cancel(node.place.cancel)
  const done = new AbortController()
  if (milliseconds !== undefined) {
    run.effects.sleep(milliseconds, done.signal).then(
      () => cancel.abort(new TimedOut(milliseconds)),
      () => undefined,
    )
  }
  try {
    const { values, texts } = await cancel.race(renderProperties(type, task, run.renderer, variables))
    if (Object.keys(texts).length > 0) node.taskRun = { ...node.taskRun, rendered: texts }
    const context = createContext(run, node, { variables, cancel, attempt })
    return await cancel.race(type.run(values as never, context))
  } finally {
    done.abort()
    if (cancel !== node.place.cancel) cancel.close()
  }
}

async function timeoutOf(
  run: Run,
  { planned }: Node,
  variables: ReturnType<typeof variablesOf>,
): Promise<number | undefined> {
  if (planned.task.timeout === undefined) return undefined
  const text = await renderText('timeout', planned.task.timeout, run.renderer, variables)
  const { timeout } = coerceValues({ timeout: { kind: 'duration', title: 'timeout' } }, { timeout: text })
  return durationMillis(String(timeout))
}

/**
 * Outputs as they come back after they were kept: dates as text, and in 1.3 without what is null inside them; the
 * named ones stay.
 */
export function stored(outputs: Outputs, { plan }: Run): Outputs {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, storedValue(value, plan.version)]],
    ),
  )
}

function storedValue(value: unknown, dialect: KestraVersion): unknown {
  if (typeof value !== 'object' || value === null) return value
  return parseJson(printJson(value as Plain, { dialect, nulls: dialect === '2.0' }))
}
