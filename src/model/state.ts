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

/** Milliseconds from the first hop to the last one, or to `now` (epoch ms) while not terminated. */
export function durationOf(state: State, now: number): number {
  const start = state.histories[0]
  const last = state.histories.at(-1)
  if (!start || !last) return 0
  const end = isTerminated(state.current) ? Date.parse(last.date) : now
  return Math.max(0, end - Date.parse(start.date))
}
