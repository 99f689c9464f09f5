/** States of an execution and of a task run. Source: Kestra `io.kestra.core.models.flows.State.Type`. */
export type StateType =
  | 'CREATED'
  | 'SUBMITTED'
  | 'QUEUED'
  | 'RUNNING'
  | 'PAUSED'
  | 'RESTARTED'
  | 'KILLING'
  | 'RETRYING'
  | 'RETRIED'
  | 'SUCCESS'
  | 'WARNING'
  | 'FAILED'
  | 'KILLED'
  | 'CANCELLED'
  | 'SKIPPED'
  | 'BREAKPOINT'

/** One hop of a state; `date` is ISO-8601 in UTC. */
export type StateHop = { readonly state: StateType; readonly date: string }

/** The current state and every hop that led to it, oldest first. */
export type State = { readonly current: StateType; readonly histories: readonly StateHop[] }

const TERMINATED: ReadonlySet<StateType> = new Set([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'SKIPPED',
  'RETRIED',
])

/** Answers whether nothing more can happen to something in this state. Source: `State.Type.isTerminated`. */
export const isTerminated = (state: StateType): boolean => TERMINATED.has(state)

/** A state that has just begun. */
export const createState = (state: StateType, date: string): State => ({
  current: state,
  histories: [{ state, date }],
})

/** The same state one hop further. */
export const withState = (from: State, state: StateType, date: string): State => ({
  current: state,
  histories: [...from.histories, { state, date }],
})

/** Durations of states that have ended, read once: a screen asks for those of all task runs whenever one changes. */
const durations = new WeakMap<State, number>()

/** Milliseconds from the first hop to the last one, or to `now` (epoch ms) while not terminated. */
export function durationOf(state: State, now: number): number {
  const known = durations.get(state)
  if (known !== undefined) return known
  const start = state.histories[0]
  const last = state.histories.at(-1)
  if (!start || !last) return 0
  const ended = isTerminated(state.current)
  const duration = Math.max(0, (ended ? Date.parse(last.date) : now) - Date.parse(start.date))
  if (ended) durations.set(state, duration)
  return duration
}

const WORST_FIRST: readonly StateType[] = ['RETRIED', 'KILLED', 'CANCELLED', 'FAILED', 'WARNING', 'PAUSED']

/**
 * The state that a group of task runs comes to: the worst of theirs, SUCCESS when there is none (SKIPPED counts as
 * SUCCESS). Source: Kestra `FlowableUtils.resolveState`.
 */
export function worstOf(states: Iterable<StateType>): StateType {
  const found = new Set(states)
  return WORST_FIRST.find(state => found.has(state)) ?? 'SUCCESS'
}

/** The state a task or a group ends in after `allowFailure` and `allowWarning`. Source: Kestra `State.Type.fail`. */
export function allowed(state: StateType, task: Readonly<Record<string, unknown>>): StateType {
  const softened = state === 'FAILED' && task.allowFailure === true ? 'WARNING' : state
  return softened === 'WARNING' && task.allowWarning === true ? 'SUCCESS' : softened
}
