import { type ReactNode, useRef, useState } from 'react'
import type { NoRoom, OfflineState } from '../../offline'
import type { PageOffline } from '../client'
import { Button, Icon } from '../controls'
import { formatBytes, formatProgress } from '../format'
import { usePage } from '../state/usePage'
import styles from './offline.module.css'

type Progress = { readonly received: number; readonly total: number }

type SaveBoxProps = {
  readonly offline: PageOffline
  readonly state: OfflineState
  readonly onChange: () => Promise<void>
}

/** Saves everything for use without a network: how much it is, how far it has come, what went wrong. */
export function SaveBox({ offline, state, onChange }: SaveBoxProps): ReactNode {
  const [progress, setProgress] = useState<Progress>()
  const [problem, setProblem] = useState<{ readonly text: string; readonly full: boolean }>()
  const stop = useRef<AbortController>(undefined)
  const save = async (): Promise<void> => {
    const controller = new AbortController()
    stop.current = controller
    setProblem(undefined)
    setProgress({ received: 0, total: state.missing })
    try {
      await offline.save(controller.signal, (received, total) => setProgress({ received, total }))
    } catch (error) {
      if (!controller.signal.aborted) setProblem(problemOf(error))
    }
    setProgress(undefined)
    await onChange()
  }
  const kept = state.items.reduce((sum, item) => sum + item.kept, 0)
  const isApp = state.items.some(({ kind }) => kind === 'app')
  const done = state.missing === 0 && isApp
  return (
    <section className={styles.section} aria-label="Save for offline">
      {state.obstacle && (
        <p className={styles.warning}>
          <Icon name="alert" size={14} /> {state.obstacle}
        </p>
      )}
      {progress ? (
        <>
          <p className={styles.row}>
            <span className={styles.words} aria-live="off">
              Saving {formatProgress(progress.received, progress.total)}
            </span>
            <Button size="small" icon="stop" onClick={() => stop.current?.abort()}>
              Stop
            </Button>
          </p>
          <span
            className={styles.meter}
            role="progressbar"
            aria-label="Saving for offline"
            aria-valuenow={Math.round(partOf(progress) * 100)}
          >
            <span style={{ transform: `scaleX(${partOf(progress)})` }} />
          </span>
        </>
      ) : done && !problem ? (
        <p className={styles.row} role="status">
          <span className={styles.tick}>
            <Icon name="check" size={16} />
          </span>
          <span className={styles.words}>
            <strong>Saved for offline.</strong> Flows, lessons and examples run without a network. {formatBytes(kept)}{' '}
            are kept in this browser.
          </span>
        </p>
      ) : (
        <div className={styles.row}>
          <span className={styles.words}>
            {kept > 0 && state.missing > 0
              ? 'Part of it is here. Save the rest, and flows, lessons and examples run without a network.'
              : 'Save the app, Python, DuckDB and their packages, and flows, lessons and examples run without a network.'}
          </span>
          <Button look="primary" icon="download" onClick={() => void save()}>
            Save for offline, {formatBytes(state.missing)}
          </Button>
        </div>
      )}
      {problem && <Problem {...problem} />}
    </section>
  )
}

function Problem({ text, full }: { readonly text: string; readonly full: boolean }): ReactNode {
  const page = usePage()
  return (
    <p className={styles.problem} role="alert">
      <span className={styles.words}>{text}</span>
      {full && (
        <Button size="small" onClick={() => page.showDialog('storage')}>
          Free space
        </Button>
      )}
    </p>
  )
}

const partOf = ({ received, total }: Progress): number => (total === 0 ? 1 : Math.min(1, received / total))

function problemOf(error: unknown): { readonly text: string; readonly full: boolean } {
  if (!(error instanceof Error)) return { text: String(error), full: false }
  if (error.name !== 'NoRoom') return { text: `${error.message} What has come is kept.`, full: false }
  const { needed, free } = error as NoRoom
  const room = free === undefined ? 'This browser has no more room' : `This browser has ${formatBytes(free)} free`
  return { text: `${room} for Flowyard. The rest needs ${formatBytes(needed)}. What has come is kept.`, full: true }
}
