import type { ReactNode } from 'react'
import type { OutlineTask } from '../../engine'
import { durationOf, type Execution, isTerminated, type TaskRun } from '../../model'
import { inParts, type ShownState, StateIcon, useNear } from '../controls'
import { shownState } from '../editor/runMarks'
import { formatBytes, formatCount, formatDuration, formatRunning } from '../format'
import { useNow, usePage, usePageState } from '../state/usePage'
import { StubMark } from '../stubs/StubMark'
import { isStub } from '../stubs/stubs'
import { badgesOf } from './badges'
import { lineOfTaskFailure } from './failures'
import styles from './run.module.css'

type Row = Pick<OutlineTask, 'id' | 'type' | 'depth'> & {
  readonly line: number | undefined
  readonly runs: readonly TaskRun[]
  readonly state: ShownState
}

/** The tasks of a run in flow order, each with its state, what became of it and how long it took. */
export function TaskList({ execution }: { readonly execution: Execution }): ReactNode {
  const outline = usePageState(state => state.check?.outline)
  const ended = isTerminated(execution.state.current)
  const now = useNow(!ended)
  const rows = rowsOf(execution, outline ?? [], ended)
  const running = rows.find(({ state }) => state === 'RUNNING')?.id
  return (
    <section aria-label="Tasks">
      <div className={styles.subHead}>
        <h2>Tasks</h2>
        <span>{summary(rows)}</span>
      </div>
      {inParts(rows, PART).map((part, index) => (
        <Part key={part[0]?.id} rows={part} first={index === 0} execution={execution} running={running} now={now} />
      ))}
    </section>
  )
}

/** Rows that are drawn together once they come into view. */
const PART = 40
const ROW = 36

type PartProps = {
  readonly rows: readonly Row[]
  readonly first: boolean
  readonly execution: Execution
  /** The task that runs. */
  readonly running: string | undefined
  readonly now: number
}

function Part({ rows, first, execution, running, now }: PartProps): ReactNode {
  const page = usePage()
  const [list, near] = useNear<HTMLUListElement>(first)
  if (!near) return <ul ref={list} style={{ height: rows.length * ROW }} />
  return (
    <ul ref={list}>
      {rows.map(row => (
        <li key={row.id} className={styles.task}>
          <StateIcon state={row.state} />
          <button
            type="button"
            className={styles.taskId}
            style={{ paddingLeft: row.depth * 14 }}
            onClick={() => row.line !== undefined && page.goToLine(row.line)}
          >
            {row.id}
          </button>
          <span className={styles.taskType}>{row.type}</span>
          <span className={styles.taskFacts} data-state={row.state}>
            {row.runs.some(isStub) && <StubMark />} {factsOf(row, execution, running)}
          </span>
          <span className={styles.taskTime}>{timeOf(row, now)}</span>
        </li>
      ))}
    </ul>
  )
}

function rowsOf(execution: Execution, outline: readonly OutlineTask[], ended: boolean): readonly Row[] {
  const runs = Map.groupBy(execution.taskRuns, ({ taskId }) => taskId)
  const same = outline.filter(({ id }) => runs.has(id) || execution.source.includes(id))
  const known = new Set(same.map(({ id }) => id))
  const gone = [...runs.keys()].filter(id => !known.has(id)).map(id => ({ id, type: '', depth: 0, line: undefined }))
  return [...same, ...gone].map(({ id, type, depth, line }) => {
    const ofTask = runs.get(id) ?? []
    return { id, type, depth, line, runs: ofTask, state: shownState(ofTask, ended) }
  })
}

const WORDS: readonly (readonly [string, (state: ShownState) => boolean])[] = [
  ['done', state => state === 'SUCCESS' || state === 'WARNING'],
  ['reused', state => state === 'reused'],
  ['running', state => state === 'RUNNING'],
  ['failed', state => state === 'FAILED'],
  ['stopped', state => state === 'KILLED'],
  ['skipped', state => state === 'SKIPPED'],
  ['waiting', state => state === 'waiting'],
  ['not run', state => state === 'not-run'],
]

function summary(rows: readonly Row[]): string {
  const counts = WORDS.map(([word, holds]) => [rows.filter(({ state }) => holds(state)).length, word] as const)
  return counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}

function factsOf({ runs, state }: Row, execution: Execution, running: string | undefined): string {
  const failed = runs.find(({ failure }) => failure)
  switch (state) {
    case 'FAILED': {
      const line = failed && lineOfTaskFailure(execution, failed)
      return line === undefined ? 'Failed' : `Failed at line ${line}`
    }
    case 'not-run':
      return 'Not run'
    case 'waiting':
      return running === undefined ? 'Waits' : `Waits for ${running}`
    case 'reused':
      return 'Output reused'
    case 'KILLED':
      return 'Stopped'
    default:
      return [
        ...badgesOf(runs.filter(run => !isStub(run))),
        runs.length > 1 ? formatCount(runs.length, 'run') : outcomeOf(runs[0]),
      ]
        .filter(Boolean)
        .join(', ')
  }
}

/** The few facts that tell what a task made. */
function outcomeOf(run: TaskRun | undefined): string {
  const outputs = run?.outputs
  if (!outputs) return ''
  if (typeof outputs.code === 'number') {
    const size = typeof outputs.body === 'string' ? `, ${formatBytes(new Blob([outputs.body]).size)}` : ''
    return `${outputs.code}${size}`
  }
  if (typeof outputs.size === 'number') return formatCount(outputs.size, 'row')
  const files = outputs.outputFiles
  const count = typeof files === 'object' && files !== null ? Object.keys(files).length : 0
  return count > 0 ? formatCount(count, 'file') : ''
}

function timeOf({ runs, state }: Row, now: number): string {
  if (runs.length === 0) return ''
  const took = runs.reduce((sum, run) => sum + durationOf(run.state, now), 0)
  return state === 'RUNNING' ? formatRunning(took) : formatDuration(took)
}
