import type { OutlineTask } from '../../engine'
import { durationOf, type Execution, isTerminated, type Progress, type TaskRun } from '../../model'
import type { ShownState, Tone } from '../controls'
import { formatCount, formatDuration, formatProgress, formatRunning } from '../format'
import { groupBy } from '../outputs/group'

/** What stands beside the code: a state in the margin, values at the ends of lines, tinted tasks. */
export type RunMarks = {
  readonly states: ReadonlyMap<number, ShownState>
  readonly values: readonly LineValue[]
  /** The task that runs: its lines are tinted. */
  readonly active: readonly { readonly line: number; readonly lastLine: number }[]
  readonly failedLine?: number
}

export type LineValue = { readonly line: number; readonly text: string; readonly tone: Tone | 'expression' }

export const NO_MARKS: RunMarks = { states: new Map(), values: [], active: [] }

/**
 * Marks of a run on the text in the editor. States follow the tasks by id; values stand only at tasks whose text is
 * still what the run was started with.
 * @param extra values that had to be evaluated or measured first
 */
export function runMarks(
  source: string,
  outline: readonly OutlineTask[],
  execution: Execution,
  progress: readonly Progress[],
  now: number,
  extra: readonly LineValue[],
): RunMarks {
  const lines = source.split('\n')
  const ended = isTerminated(execution.state.current)
  const states = new Map<number, ShownState>()
  const values: LineValue[] = []
  const active: { line: number; lastLine: number }[] = []
  const byTask = groupBy(execution.taskRuns, ({ taskId }) => taskId)
  const parents = new Set(outline.map(({ parentId }) => parentId))
  const same = source === execution.source
  let before: string | undefined
  for (const task of outline) {
    const runs = byTask.get(task.id) ?? []
    const state = shownState(runs, ended)
    states.set(task.line, state)
    if (same || isUnchanged(task, lines, execution.source)) {
      values.push(...valuesOf({ task, runs, state, before, now, lines }))
      values.push(...extra.filter(({ line }) => line > task.line && line <= task.lastLine))
    }
    if (state === 'RUNNING' && !parents.has(task.id)) active.push({ line: task.line, lastLine: task.lastLine })
    if (!ended) values.push(...downloadsOf(task, progress, lines))
    before = isTerminated(runs[0]?.state.current ?? 'CREATED') ? before : (before ?? task.id)
  }
  return { states, values: onePerLine(values), active: active.length > MOST_TINTED ? [] : active }
}

/** Where more tasks run at once, a tint would tell nothing: nearly all lines would have it. */
const MOST_TINTED = 40

function isUnchanged(task: OutlineTask, lines: readonly string[], source: string): boolean {
  return source.includes(
    lines
      .slice(task.line - 1, task.lastLine)
      .join('\n')
      .trimEnd(),
  )
}

/** The state that stands for all runs of a task. */
export function shownState(runs: readonly TaskRun[], ended: boolean): ShownState {
  const states = runs.map(run => run.state.current)
  const first = (['RUNNING', 'RETRYING', 'PAUSED', 'KILLING', 'FAILED', 'KILLED', 'WARNING'] as const).find(state =>
    states.includes(state),
  )
  if (first) return first
  if (runs.some(({ badges }) => badges?.includes('reused'))) return 'reused'
  return states.at(-1) ?? (ended ? 'not-run' : 'waiting')
}

type TaskFacts = {
  readonly task: OutlineTask
  readonly runs: readonly TaskRun[]
  readonly state: ShownState
  /** The task that must end before this one can begin. */
  readonly before: string | undefined
  readonly now: number
  readonly lines: readonly string[]
}

function valuesOf({ task, runs, state, before, now, lines }: TaskFacts): readonly LineValue[] {
  const [run] = runs
  if (!run) {
    const text = state === 'not-run' ? 'not run' : before ? `waits for ${before}` : 'waits'
    return [{ line: task.line, text, tone: 'idle' }]
  }
  const rows = storedRows(run, task, lines)
  return rows ? [durationValue(task, runs, state, now), rows] : [durationValue(task, runs, state, now)]
}

function durationValue(task: OutlineTask, runs: readonly TaskRun[], state: ShownState, now: number): LineValue {
  const total = runs.reduce((sum, run) => sum + durationOf(run.state, now), 0)
  const { line } = task
  switch (state) {
    case 'SUCCESS':
      return { line, text: formatDuration(total), tone: 'success' }
    case 'WARNING':
      return { line, text: formatDuration(total), tone: 'warning' }
    case 'FAILED':
      return { line, text: formatDuration(total), tone: 'failed' }
    case 'KILLED':
      return { line, text: `stopped at ${formatDuration(total)}`, tone: 'killed' }
    case 'reused':
      return { line, text: 'reused', tone: 'cached' }
    case 'SKIPPED':
    case 'CANCELLED':
      return { line, text: state.toLowerCase(), tone: 'idle' }
    default:
      return { line, text: formatRunning(total), tone: 'running' }
  }
}

const KEPT = /^\s*(store|fetchType|fetch|fetchOne)\s*:/

/** A query that stored or fetched rows says how many, at the line that asked for it. */
function storedRows(run: TaskRun, task: OutlineTask, lines: readonly string[]): LineValue | undefined {
  const size = run.outputs?.size
  if (typeof size !== 'number') return undefined
  const at = lines.findIndex((text, index) => index >= task.line && index < task.lastLine && KEPT.test(text))
  return at === -1 ? undefined : { line: at + 1, text: formatCount(size, 'row'), tone: 'success' }
}

/** A download stands at the line that names it, else at its task. */
function downloadsOf(task: OutlineTask, progress: readonly Progress[], lines: readonly string[]): readonly LineValue[] {
  return progress
    .filter(({ phase, taskId, received }) => phase === 'downloading' && taskId === task.id && received !== undefined)
    .flatMap(({ id, received = 0, total }): readonly LineValue[] => {
      const name = /^package:(.+)$/.exec(id)?.[1]
      const at = name ? lines.findIndex((text, index) => index >= task.line && text.includes(name)) : -1
      if (at === -1 || at >= task.lastLine) return []
      return [{ line: at + 1, text: formatProgress(received, total), tone: 'running' }]
    })
}

/** A line has room for one value; the first that claims it keeps it. */
function onePerLine(values: readonly LineValue[]): readonly LineValue[] {
  const taken = new Set<number>()
  return values.filter(({ line }) => !taken.has(line) && taken.add(line))
}
