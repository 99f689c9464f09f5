import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { durationOf, type Execution } from '../../model'
import { Icon, IconButton, join, placeUnder, StateIcon, useOutsidePress } from '../controls'
import { formatClock, formatDay, formatDuration } from '../format'
import { runsNewestFirst } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import { StubMark } from '../stubs/StubMark'
import { isStub } from '../stubs/stubs'
import { KeptRuns } from './KeptRuns'
import styles from './run.module.css'

/** The history of this flow: a button with the list of its runs, each opened or deleted from there. */
export function RunPicker({ title }: { readonly title: string }): ReactNode {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()
  const close = (): void => {
    setOpen(false)
    trigger.current?.focus()
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className={styles.picker}
        title="Runs of this flow"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {title} <Icon name="chevron" size={14} />
      </button>
      {open && <History id={id} anchor={trigger.current} onClose={close} onLeave={() => setOpen(false)} />}
    </>
  )
}

type HistoryProps = {
  readonly id: string
  readonly anchor: HTMLElement | null
  readonly onClose: () => void
  readonly onLeave: () => void
}

function History({ id, anchor, onClose, onLeave }: HistoryProps): ReactNode {
  const page = usePage()
  const runs = usePageState(state => state.runs)
  const runId = usePageState(state => state.runId)
  const list = useRef<HTMLDivElement>(null)
  useOutsidePress(list, anchor, onLeave)
  useEffect(() => {
    list.current?.querySelector<HTMLElement>('[aria-current="true"], button')?.focus()
  }, [])
  const show = (next: string | undefined): void => {
    void page.showRun(next)
    onClose()
  }
  return (
    <div
      ref={list}
      id={id}
      role="dialog"
      aria-label="Runs of this flow"
      className={styles.history}
      style={placeUnder(anchor, 'start')}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
      }}
    >
      <button
        type="button"
        className={join(styles.historyOpen, styles.historyNext)}
        aria-current={runId === undefined}
        onClick={() => show(undefined)}
      >
        <Icon name="play" size={14} /> What the next run will do
      </button>
      <ul>
        {runsNewestFirst(runs).map(run => (
          <li key={run.id} className={styles.historyRow}>
            <button
              type="button"
              className={styles.historyOpen}
              aria-current={run.id === runId}
              onClick={() => show(run.id)}
            >
              <StateIcon state={run.state.current} size={14} />
              <span className={styles.historyName}>Run {run.number}</span>
              <Facts run={run} now={page.services.now()} />
            </button>
            <PinButton run={run} />
            <IconButton
              name={`Delete run ${run.number}`}
              icon="trash"
              size="small"
              onClick={() => void page.deleteRuns([run])}
            />
          </li>
        ))}
      </ul>
      <KeptRuns className={styles.historyKept} />
    </div>
  )
}

/** A pinned run stays, however many come after it. */
function PinButton({ run }: { readonly run: Execution }): ReactNode {
  const page = usePage()
  const pinned = usePageState(state => state.pins.has(run.id))
  return (
    <IconButton
      name={pinned ? `Unpin run ${run.number}` : `Pin run ${run.number}`}
      icon="pin"
      size="small"
      aria-pressed={pinned}
      className={pinned ? styles.pinned : undefined}
      onClick={() => void page.pinRun(run.id, !pinned)}
    />
  )
}

function Facts({ run, now }: { readonly run: Execution; readonly now: number }): ReactNode {
  const start = run.state.histories[0]?.date ?? ''
  const day = formatDay(start, now)
  return (
    <span className={styles.historyFacts}>
      {run.taskRuns.some(isStub) && <StubMark />}
      <span>{formatDuration(durationOf(run.state, now))}</span>
      <span>
        {day ? `${day}, ` : ''}
        {formatClock(start)}
      </span>
    </span>
  )
}
