import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Execution, isTerminated, type Progress } from '../../model'
import { Button, Icon, type IconName } from '../controls'
import { formatBytes, formatProgress } from '../format'
import { usePage, usePageState } from '../state/usePage'
import { LowSpace } from './LowSpace'
import styles from './run.module.css'

const STALL = 15_000

/** What a run downloads: one row each with its purpose and bytes; one line once everything is here. */
export function Downloads({ execution }: { readonly execution: Execution }): ReactNode {
  const page = usePage()
  const all = usePageState(state => state.progress.get(execution.id))
  const rows = all?.filter(
    ({ total, received, phase }) => total !== undefined || received !== undefined || phase === 'failed',
  )
  const ended = isTerminated(execution.state.current)
  const stalled = useStalled(ended ? undefined : rows)
  const left = useTimeLeft(rows)
  if (!rows || rows.length === 0) return null
  const received = sumOf(rows, row => row.received)
  const total = sumOf(rows, row => row.total)
  const busy = rows.some(({ phase }) => phase === 'downloading' || phase === 'waiting')
  if (ended || !busy) {
    if (ended) return null
    return (
      <p className={styles.kept}>
        <Icon name="check" size={14} /> {formatBytes(total)} kept in this browser
      </p>
    )
  }
  return (
    <section className={styles.downloads} aria-label="Downloads">
      <div className={styles.downloadHead}>
        <h2>Downloading what this flow needs</h2>
        <span>first run only, then kept in this browser</span>
        <b>{formatProgress(received, total)}</b>
        {left !== undefined && <span className={styles.left}>{leftText(left)}</span>}
      </div>
      <Bar title="all" received={received} total={total} />
      <ul>
        {rows.map(row => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {stalled && (
        <p className={styles.stalled} role="status">
          Download paused. Waiting for the network.
          <Button size="small" icon="replay" onClick={() => void page.retryDownloads()}>
            Try again
          </Button>
        </p>
      )}
      <LowSpace bytes={total - received} />
    </section>
  )
}

const sumOf = (rows: readonly Progress[], pick: (row: Progress) => number | undefined): number =>
  rows.reduce((sum, row) => sum + (pick(row) ?? 0), 0)

function Row({ row }: { readonly row: Progress }): ReactNode {
  const { received = 0, total, phase } = row
  const done = phase === 'ready' || phase === 'starting'
  return (
    <li className={styles.download}>
      <Icon name={iconOf(row.id)} />
      <b>{row.title}</b>
      <span className={styles.purpose}>{row.purpose ?? purposeOf(row)}</span>
      <Bar title={row.title} received={done ? (total ?? received) : received} total={total} done={done} />
      <span className={styles.bytes}>
        {phase === 'failed'
          ? 'failed'
          : done
            ? `${formatBytes(total ?? received)}, ready`
            : formatProgress(received, total)}
      </span>
    </li>
  )
}

/** What a download is for, read from what it is, when the runtime does not tell. */
function purposeOf({ id, taskId = '' }: Progress): string {
  if (id === 'pyodide') return `runs the script in task ${taskId}`
  if (id === 'duckdb' || id === 'sqlite') return `runs the query in task ${taskId}`
  const name = /^package:(.+)$/.exec(id)?.[1]
  return name ? `asked for by pip install ${name}` : ''
}

const iconOf = (id: string): IconName => (id === 'pyodide' ? 'code' : id === 'duckdb' ? 'database' : 'box')

type BarProps = {
  readonly title: string
  readonly received: number
  readonly total: number | undefined
  readonly done?: boolean
}

function Bar({ title, received, total, done = false }: BarProps): ReactNode {
  const part = total ? Math.min(1, received / total) : 0
  return (
    <span
      role="progressbar"
      aria-label={title}
      aria-valuenow={Math.round(part * 100)}
      aria-valuetext={`${title}, ${formatProgress(received, total).replace(/MB$/, 'megabytes')}`}
      className={styles.track}
    >
      <span style={{ transform: `scaleX(${part})` }} data-done={done} />
    </span>
  )
}

const STEADY = 2_000
const SLOW = 100_000

type Pace = { readonly since: number; readonly from: number }

/** Milliseconds that the rest will take at the pace so far; undefined until the pace is known. */
function useTimeLeft(rows: readonly Progress[] | undefined): TimeLeft | undefined {
  const { services } = usePage()
  const pace = useRef<Pace>(undefined)
  if (!rows) return undefined
  const received = sumOf(rows, row => row.received)
  const total = sumOf(rows, row => row.total)
  pace.current ??= { since: services.now(), from: received }
  const took = services.now() - pace.current.since
  const rate = (received - pace.current.from) / took
  if (took < STEADY || rate <= 0 || received >= total) return undefined
  return { milliseconds: (total - received) / rate, slow: rate * 1000 < SLOW }
}

type TimeLeft = { readonly milliseconds: number; readonly slow: boolean }

function leftText({ milliseconds, slow }: TimeLeft): string {
  const seconds = Math.ceil(milliseconds / 1000)
  const time = seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
  return slow ? `slow connection, ${time} left` : `about ${time} left`
}

/** Whether no byte has come for a while. */
function useStalled(rows: readonly Progress[] | undefined): boolean {
  const received = rows ? sumOf(rows, row => row.received) : 0
  const waiting = rows?.some(({ phase }) => phase === 'downloading') ?? false
  const [stalledAt, setStalledAt] = useState<number>()
  useEffect(() => {
    if (!waiting) return
    const timer = setTimeout(() => setStalledAt(received), STALL)
    return () => clearTimeout(timer)
  }, [waiting, received])
  return waiting && stalledAt === received
}
