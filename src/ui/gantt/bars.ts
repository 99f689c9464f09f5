import type { OutlineTask } from '../../engine'
import { type Execution, isTerminated, type State, type StateType, type TaskRun } from '../../model'
import { groupBy } from '../outputs/group'

/** A stretch of a bar, in milliseconds since the run began. */
export type Segment = {
  readonly kind: 'waiting' | 'running' | 'paused' | 'retrying'
  readonly from: number
  readonly to: number
}

/** A row of the Gantt: a run of a task, or a task that has not run. */
export type GanttRow = {
  readonly id: string
  readonly taskId: string
  readonly title: string
  readonly depth: number
  readonly line: number
  readonly taskRun: TaskRun | undefined
  readonly state: StateType | 'not-run' | 'waiting' | 'reused'
  readonly segments: readonly Segment[]
  /** Milliseconds from the first to the last moment of the bar; undefined before it starts. */
  readonly duration: number | undefined
}

/** When a run began, in epoch milliseconds. */
export const beginOf = (execution: Execution): number => Date.parse(execution.state.histories[0]?.date ?? '') || 0

/** Milliseconds from the begin of a run to its end, or to `now` (epoch milliseconds) while it goes on. */
export function elapsedOf(execution: Execution, now: number): number {
  const last = execution.state.histories.at(-1)
  const end = isTerminated(execution.state.current) && last ? Date.parse(last.date) : now
  return Math.max(0, end - beginOf(execution))
}

/** What of a run is drawn; `left` tells how many rows are not, since a screen shows few and each takes its time. */
export type GanttRows = { readonly rows: readonly GanttRow[]; readonly left: number }

/** Runs of one task that are drawn: the first and the last ones, and some that did not end well. */
const FIRST = 40
const LAST = 10
const FAILED = 20
const MOST_ROWS = 100

/** Rows in flow order, each run of a task its own; tasks that have not run yet come where the flow has them. */
export function ganttRows(execution: Execution, outline: readonly OutlineTask[], now: number): GanttRows {
  const begin = beginOf(execution)
  const over = isTerminated(execution.state.current)
  const byTask = groupBy(execution.taskRuns, ({ taskId }) => taskId)
  const known = new Set(outline.map(task => task.id))
  const others = [...byTask.keys()].filter(id => !known.has(id)).map(placeOf)
  const rows: GanttRow[] = []
  let all = 0
  for (const place of [...outline, ...others]) {
    const runs = byTask.get(place.id) ?? []
    all += Math.max(1, runs.length)
    if (rows.length >= MOST_ROWS) continue
    if (runs.length === 0) rows.push(emptyRow(place, over))
    else rows.push(...drawnRuns(runs).map(run => rowOf(place, run, begin, now)))
  }
  const drawn = rows.slice(0, MOST_ROWS)
  return { rows: drawn, left: all - drawn.length }
}

function drawnRuns(runs: readonly TaskRun[]): readonly TaskRun[] {
  if (runs.length <= FIRST + FAILED + LAST) return runs
  const between = runs.slice(FIRST, -LAST).filter(({ state }) => BAD.has(state.current))
  return [...runs.slice(0, FIRST), ...between.slice(0, FAILED), ...runs.slice(-LAST)]
}

const BAD: ReadonlySet<StateType> = new Set<StateType>(['FAILED', 'KILLED', 'WARNING', 'RETRYING'])

type Place = Pick<OutlineTask, 'id' | 'depth' | 'line'>

const placeOf = (id: string): Place => ({ id, depth: 0, line: 0 })

const emptyRow = ({ id, depth, line }: Place, over: boolean): GanttRow => ({
  id,
  taskId: id,
  title: id,
  depth,
  line,
  taskRun: undefined,
  state: over ? 'not-run' : 'waiting',
  segments: [],
  duration: undefined,
})

function rowOf({ id, depth, line }: Place, taskRun: TaskRun, begin: number, now: number): GanttRow {
  const segments = segmentsOf(taskRun.state, begin, now)
  const from = segments[0]?.from
  const to = segments.at(-1)?.to
  return {
    id: taskRun.id,
    taskId: id,
    title: taskRun.value === undefined ? id : `${id}, ${taskRun.value}`,
    depth,
    line,
    taskRun,
    state: taskRun.badges?.includes('reused') ? 'reused' : taskRun.state.current,
    segments,
    duration: from === undefined || to === undefined ? undefined : to - from,
  }
}

const KINDS: Readonly<Partial<Record<StateType, Segment['kind']>>> = {
  CREATED: 'waiting',
  SUBMITTED: 'waiting',
  QUEUED: 'waiting',
  RUNNING: 'running',
  KILLING: 'running',
  RESTARTED: 'running',
  PAUSED: 'paused',
  BREAKPOINT: 'paused',
  RETRYING: 'retrying',
  FAILED: 'retrying',
}

/**
 * The parts of a bar: what the task did between one hop of its state and the next; neighbours of a kind are one. What
 * took no time at all is one part without a length.
 */
export function segmentsOf(state: State, begin: number, now: number): readonly Segment[] {
  const segments: Segment[] = []
  for (const [index, hop] of state.histories.entries()) {
    const next = state.histories[index + 1]
    const kind = KINDS[hop.state]
    if (!kind || (!next && isTerminated(state.current))) continue
    const from = Date.parse(hop.date) - begin
    const to = Math.max(from, (next ? Date.parse(next.date) : now) - begin)
    if (from === to && next) continue
    const before = segments.at(-1)
    if (before?.kind === kind && before.to === from) segments[segments.length - 1] = { ...before, to }
    else segments.push({ kind, from, to })
  }
  const [first] = state.histories
  if (segments.length > 0 || !first || state.histories.length < 2) return segments
  const at = Date.parse(first.date) - begin
  return [{ kind: 'running', from: at, to: at }]
}

/** The axis of a Gantt: where it ends and how far its ticks are apart, both in milliseconds. */
export type Axis = { readonly end: number; readonly step: number }

const LEAST_END = 1000
const MOST_TICKS = 9

/** An axis for so many milliseconds; while a run goes on it grows by doubling, so that bars do not move all the time. */
export function axisOf(elapsed: number, over: boolean): Axis {
  let end = LEAST_END
  if (over) end = Math.max(100, elapsed)
  else while (end < elapsed * 1.1) end *= 2
  return { end, step: stepOf(end) }
}

/** The smallest of 1, 2, 5, 10, 20, 50 … milliseconds that gives nine ticks at most. */
function stepOf(end: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 5].map(factor => factor * power).find(size => end / size <= MOST_TICKS)
    if (step !== undefined) return step
  }
}

/** The ticks of an axis, in milliseconds. */
export const ticksOf = ({ end, step }: Axis): readonly number[] =>
  Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)

/** A tick in words: `0 s`, `0.5 s`, `20 s`, `2 min`. */
export function tickText(milliseconds: number, { step }: Axis): string {
  if (step >= 60_000) return `${milliseconds / 60_000} min`
  const digits = step >= 1000 ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3
  return `${(milliseconds / 1000).toFixed(milliseconds === 0 ? 0 : digits)} s`
}
