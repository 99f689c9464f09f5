import type { PlannedTask } from '../flow'
import { allowed, createState, type StateType, withState, worstOf } from '../model'
import type { FlowableTaskType } from '../task'
import { logFailure } from './attempt'
import { Ended, Killed } from './cancel'
import { createContext } from './context'
import { each } from './executor'
import { toFailure } from './failure'
import type { Node, Place } from './place'
import { renderProperties } from './properties'
import type { Run } from './run'
import { createScope, type Gathered } from './scope'
import { variablesOf } from './variables'

/**
 * Runs a flowable task: its own work, then `errors` when a task inside failed, then `finally`.
 * Source: Kestra `FlowableTask`, `FlowableUtils.resolveState`.
 */
export async function runFlowable(run: Run, node: Node, type: FlowableTaskType): Promise<StateType> {
  const began = run.now()
  if (type.startsExecutions !== true) run.hopTask(node, 'RUNNING')
  const inside = placeInside(node)
  const gathered: Gathered = { states: [] }
  const error = await work(run, node, type, inside, gathered)
  if (error instanceof Killed || error instanceof Ended) gathered.states.push('KILLED')
  else if (error !== undefined) {
    logFlowableFailure(run, node, type, error)
    gathered.states.push('FAILED')
  }
  const worst = worstOf(gathered.states)
  if (worst === 'FAILED') await each(run, branchOf(node.planned, 'errors'), inside)
  const last = await each(run, branchOf(node.planned, 'finally'), inside)
  const state = run.cancel.aborted && worst !== 'FAILED' ? worst : endOf(node, gathered, worstOf([worst, last]))
  if (state === 'KILLED') run.hopTask(node, 'KILLING')
  const attempt = withState(withState(createState('CREATED', began), 'RUNNING', began), state, run.now())
  const neverRan = node.taskRun.state.current === 'CREATED' && error === undefined
  const failure = error === undefined || state === 'KILLED' ? undefined : toFailure(error, node.planned, run.yaml)
  run.hopTask(node, state, { attempts: neverRan ? [] : [{ state: attempt }], ...(failure ? { failure } : {}) })
  return state
}

/**
 * Kestra asks a flowable for its state and its next tasks; a failure of that is told so. What starts executions fails
 * before there is a task to log for. Source: Kestra `ExecutorService`.
 */
function logFlowableFailure(run: Run, node: Node, type: FlowableTaskType, error: unknown): void {
  if (type.startsExecutions) logFailure(run, node, 0, error, node.taskRun.state.current === 'CREATED')
  else logFailure(run, node, 0, new Error(`${UNRESOLVED}${error instanceof Error ? error.message : String(error)}`))
}

const UNRESOLVED = 'Unable to resolve state from the Flowable task: '

/** What the task set itself stands in for a failure or success of its children. */
function endOf({ planned }: Node, { ends }: Gathered, worst: StateType): StateType {
  return allowed(worst === 'KILLED' ? worst : (ends ?? worst), planned.task)
}

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
