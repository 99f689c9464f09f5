import { type CSSProperties, type ReactNode, useEffect, useMemo, useState } from 'react'
import type { OutlineTask } from '../../engine'
import { type Execution, isTerminated, type Progress } from '../../model'
import { inParts, join, StateIcon, stateTone, stateWord, useNear } from '../controls'
import { formatCount, formatDuration, formatProgress, formatRunning } from '../format'
import { onTick } from '../state/ticks'
import { StubMark } from '../stubs/StubMark'
import { isStub } from '../stubs/stubs'
import { type Axis, axisOf, elapsedOf, type GanttRow, ganttRows, type Segment, ticksOf, tickText } from './bars'
import styles from './GanttPanel.module.css'

export type GanttPanelProps = {
  readonly execution: Execution
  /** Tasks of the flow as this run read it, in flow order. */
  readonly outline: readonly OutlineTask[]
  /** What the run waits for; a task with a download in it is drawn hatched. */
  readonly progress: readonly Progress[]
  /** The clock, in epoch milliseconds. */
  readonly now: () => number
  /** The row whose logs are open. */
  readonly selected?: string | undefined
  /** A row was pressed: a task, and its run when it has one. */
  readonly onRow?: ((taskId: string, taskRunId: string | undefined) => void) | undefined
}

/** What ran when: a row per task run with its bar, which grows while the task runs. */
export function GanttPanel({ execution, outline, progress, now, selected, onRow }: GanttPanelProps): ReactNode {
  const over = isTerminated(execution.state.current)
  const clock = useClock(now, !over)
  const { rows, left } = useMemo(() => ganttRows(execution, outline, clock), [execution, outline, clock])
  const elapsed = elapsedOf(execution, clock)
  const axis = axisOf(elapsed, over)
  const running = rows.find(row => row.state === 'RUNNING')?.taskId
  return (
    <div className={styles.gantt}>
      <table className={styles.table}>
        <caption className="visually-hidden">What ran when</caption>
        <thead>
          <tr>
            <th scope="col" className={styles.task}>
              Task
            </th>
            <td aria-hidden="true" className={styles.axis}>
              {ticksOf(axis)
                .filter(tick => tick < ROOM_UNTIL * axis.end)
                .map(tick => (
                  <span key={tick} style={{ left: share(tick, axis) }}>
                    {tickText(tick, axis)}
                  </span>
                ))}
            </td>
            <th scope="col" className={styles.duration}>
              Duration
            </th>
          </tr>
        </thead>
        {inParts(rows, PART).map((part, index) => (
          <Part
            key={part[0]?.id}
            rows={part}
            first={index === 0}
            axis={axis}
            elapsed={over ? undefined : elapsed}
            running={running}
            progress={progress}
            selected={selected}
            onRow={onRow}
          />
        ))}
      </table>
      {left > 0 && (
        <p className={styles.left}>and {formatCount(left, 'more run of a task', 'more runs of tasks')}, not drawn</p>
      )}
      <Legend />
    </div>
  )
}

/** Where on the axis there is still room for the text of a tick. */
const ROOM_UNTIL = 0.92

/** Rows that are drawn together once they come into view. */
const PART = 20
const ROW = 35

type PartProps = Pick<GanttPanelProps, 'progress' | 'selected' | 'onRow'> & {
  readonly rows: readonly GanttRow[]
  readonly first: boolean
  readonly axis: Axis
  /** How long the run has been going on; undefined once it is over. */
  readonly elapsed: number | undefined
  /** The task that runs. */
  readonly running: string | undefined
}

function Part({ rows, first, ...props }: PartProps): ReactNode {
  const [body, near] = useNear<HTMLTableSectionElement>(first)
  return (
    <tbody ref={body}>
      {near ? (
        rows.map(row => <Row key={row.id} row={row} {...props} />)
      ) : (
        <tr>
          <td colSpan={3} style={{ height: rows.length * ROW }} />
        </tr>
      )}
    </tbody>
  )
}

type RowProps = Omit<PartProps, 'rows' | 'first'> & { readonly row: GanttRow }

function Row({ row, axis, elapsed, running, progress, selected, onRow }: RowProps): ReactNode {
  return (
    <tr className={join(styles.row, row.id === selected && styles.selected)}>
      <th scope="row" className={styles.task} style={{ paddingLeft: 16 + row.depth * 14 }}>
        <RowName row={row} onRow={onRow} />
      </th>
      <td aria-hidden="true" className={styles.track} style={{ backgroundSize: `${share(axis.step, axis)} 100%` }}>
        <Bars row={row} axis={axis} download={downloadOf(row, progress)} />
        {row.state === 'waiting' && elapsed !== undefined && (
          <span className={styles.waits} style={{ left: share(elapsed, axis) }}>
            {running === undefined ? 'waits' : `waits for ${running}`}
          </span>
        )}
        {elapsed !== undefined && <span className={styles.now} style={{ left: share(elapsed, axis) }} />}
      </td>
      <td className={styles.duration}>{durationText(row)}</td>
    </tr>
  )
}

/** The time now, told ten times a second while something moves; once a second for those who want less motion. */
function useClock(now: () => number, moving: boolean): number {
  const [time, setTime] = useState(now)
  useEffect(() => {
    setTime(now())
    if (!moving) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    return onTick(calm ? 1000 : 100, () => setTime(now()))
  }, [now, moving])
  return time
}

const share = (milliseconds: number, { end }: Axis): string => `${Math.min(100, (milliseconds / end) * 100)}%`

function RowName({ row, onRow }: { readonly row: GanttRow; readonly onRow: GanttPanelProps['onRow'] }): ReactNode {
  const name = (
    <>
      <StateIcon state={row.state} size={14} bare />
      <span className={styles.id}>{row.title}</span>
      <span className="visually-hidden">, {stateWord(row.state)}</span>
      {row.taskRun && isStub(row.taskRun) && <StubMark />}
    </>
  )
  if (!onRow) return <span className={styles.name}>{name}</span>
  return (
    <button type="button" className={styles.name} onClick={() => onRow(row.taskId, row.taskRun?.id)}>
      {name}
    </button>
  )
}

function downloadOf(row: GanttRow, progress: readonly Progress[]): Progress | undefined {
  if (row.state !== 'RUNNING') return undefined
  return progress.find(({ taskId, phase }) => taskId === row.taskId && phase === 'downloading')
}

type BarsProps = { readonly row: GanttRow; readonly axis: Axis; readonly download: Progress | undefined }

function Bars({ row, axis, download }: BarsProps): ReactNode {
  const tone = stateTone(row.state)
  return row.segments.map((segment, index) => {
    const last = index === row.segments.length - 1
    const hatched = last && download !== undefined
    const style: CSSProperties = {
      left: share(segment.from, axis),
      width: share(segment.to - segment.from, axis),
      ...(segment.kind === 'running' && !hatched && { background: `var(--${tone}-solid)` }),
    }
    return (
      <span
        key={segment.from}
        title={barTitle(segment)}
        className={join(
          styles.bar,
          styles[segment.kind],
          hatched && styles.hatched,
          last && row.state === 'RUNNING' && styles.open,
          last && row.state === 'reused' && styles.reused,
          last && (row.state === 'FAILED' || row.state === 'KILLED') && styles.cut,
        )}
        style={style}
      >
        {hatched && (
          <span className={styles.label}>
            {download.title}, {formatProgress(download.received ?? 0, download.total)}
          </span>
        )}
      </span>
    )
  })
}

const barTitle = ({ kind, from, to }: Segment): string =>
  `${kind}, ${formatDuration(from)} to ${formatDuration(to)}, ${formatDuration(to - from)}`

function durationText({ duration, state }: GanttRow): string {
  if (duration === undefined || state === 'CREATED' || state === 'SUBMITTED') return ''
  return state === 'RUNNING' ? formatRunning(duration) : formatDuration(duration)
}

const Legend = (): ReactNode => (
  <p aria-hidden="true" className={styles.legend}>
    <span className={join(styles.sample, styles.sampleRunning)} /> running
    <span className={join(styles.sample, styles.hatched)} /> downloading, first run only
    <span className={join(styles.sample, styles.waiting)} /> waiting
  </p>
)
