import type { PlannedTask } from '../flow'
import { allowed, createState, type State, type StateType, withState, worstOf } from '../model'
import { type FlowableTaskType, TaskFailed } from '../task'
import { endAnew, endKilled, endStopped, logFailure, nextWait, retryOf, waitForRetry } from './attempt'
import { Ended, Interrupted, Killed } from './cancel'
import { createContext } from './context'
import { each } from './executor'
import { toFailure } from './failure'
import type { Node, Place } from './place'
import { renderProperties } from './properties'
import type { Run } from './run'
import { createScope, type Gathered } from './scope'
import { variablesOf } from './variables'

/**
 * Runs a flowable task to its end. Only a Subflow is tried again itself; the `retry` of a group is for the tasks in it.
 * Source: Kestra `FlowableTask`, `FlowableUtils.resolveState`, `ExecutorService`.
 */
export async function runFlowable(run: Run, node: Node, type: FlowableTaskType): Promise<StateType> {
  const retry = type.retried ? retryOf(run, node) : undefined
  const started = run.effects.now()
  for (;;) {
    const round = await runRound(run, node, type)
    const attempts = round.neverRan ? [] : [...node.taskRun.attempts, { state: round.attempt }]
    const mayRetry = round.state === 'FAILED' && !node.place.cancel.aborted
    const wait = retry && mayRetry ? nextWait(run, retry, attempts.length, started) : undefined
    if (wait === undefined) return end(run, node, round, attempts)
    run.hopTask(node, 'FAILED', { attempts })
    if (retry?.anew) return endAnew(run, node, wait)
    if (!(await waitForRetry(run, node, wait))) return endStopped(run, node)
    run.hopTask(node, 'CREATED')
  }
}

/** What one attempt of a flowable came to, before `allowFailure` is looked at. */
type Round = {
  readonly state: StateType
  readonly attempt: State
  readonly error: unknown
  /** It ended before it began: a Loop over nothing. */
  readonly neverRan: boolean
  /** `allowFailure` and `allowWarning` are not looked at. */
  readonly asIs: boolean
}

/** Its own work, then `errors` when a task inside failed, then `finally`. */
async function runRound(run: Run, node: Node, type: FlowableTaskType): Promise<Round> {
  const began = run.now()
  if (type.startsExecutions !== true) run.hopTask(node, 'RUNNING')
  const inside = placeInside(node)
  const gathered: Gathered = { states: [] }
  const error = await work(run, node, type, inside, gathered)
  if (error instanceof Killed || error instanceof Ended) gathered.states.push('KILLED')
  else if (error instanceof Interrupted) gathered.states.push(error.state)
  else if (error !== undefined) {
    logFlowableFailure(run, node, type, error)
    gathered.states.push('FAILED')
  }
  const worst = worstOf(gathered.states)
  if (worst === 'FAILED') await each(run, branchOf(node.planned, 'errors'), inside)
  const last = await each(run, branchOf(node.planned, 'finally'), inside)
  const derived = run.cancel.aborted ? worst : worstOf([worst, last])
  const state = derived === 'KILLED' ? derived : (gathered.ends ?? derived)
  return {
    state,
    attempt: withState(withState(createState('CREATED', began), 'RUNNING', began), state, run.now()),
    error,
    neverRan: node.taskRun.state.current === 'CREATED' && error === undefined,
    asIs: gathered.asIs === true,
  }
}

function end(run: Run, node: Node, { state, error, asIs }: Round, attempts: Node['taskRun']['attempts']): StateType {
  if (state === 'KILLED') return endKilled(run, node, attempts)
  const final = asIs || node.place.cancel.aborted ? state : allowed(state, node.planned.task)
  const failure = error === undefined ? undefined : toFailure(error, node.planned, run.yaml)
  run.hopTask(node, final, { attempts, ...(failure ? { failure } : {}) })
  return final
}

/**
 * Kestra asks a flowable for its state and its next tasks; a failure of that is told so. What starts executions fails
 * before there is a task to log for. Source: Kestra `ExecutorService`.
 */
function logFlowableFailure(run: Run, node: Node, type: FlowableTaskType, error: unknown): void {
  if (error instanceof TaskFailed && error.details.logged) return
  if (type.startsExecutions) logFailure(run, node, 0, error, node.taskRun.state.current === 'CREATED')
  else logFailure(run, node, 0, new Error(`${UNRESOLVED}${error instanceof Error ? error.message : String(error)}`))
}

const UNRESOLVED = 'Unable to resolve state from the Flowable task: '

async function work(run: Run, node: Node, type: FlowableTaskType, inside: Place, gathered: Gathered): Promise<unknown> {
  const { cancel } = node.place
  try {
    const variables = variablesOf(run, node.place, node)
    const { values } = await cancel.race(renderProperties(type, node.planned.task, run.renderer, variables))
    const context = createContext(run, node, { variables, cancel, attempt: 0 })
    await type.run(values as never, createScope(run, node, inside, context, gathered))
    return undefined
  } catch (error) {
    return cancel.aborted ? cancel.signal.reason : error
  }
}

/** Children of a flowable that is no loop: outputs stay keyed by the loop values around. */
export const placeInside = (node: Node): Place => {
  const { value: _value, iteration: _iteration, ...around } = node.place
  return { ...around, parent: node }
}

/** The tasks of a branch by its name. */
export const branchOf = (planned: PlannedTask, name: string): readonly PlannedTask[] =>
  planned.branches.find(({ path }) => path.length === 1 && path[0] === name)?.tasks ?? []
