import { type ReactNode, useEffect } from 'react'
import type { OfflineState } from '../../offline'
import { Button, Icon } from '../controls'
import { formatBytes, formatProgress } from '../format'
import { usePage, usePageState } from '../state/usePage'
import styles from './offline.module.css'
import { saveForOffline } from './saveForOffline'

type SaveBoxProps = { readonly state: OfflineState; readonly onChange: () => Promise<void> }

/** Saves everything for use without a network: how much it is, how far it has come, what went wrong. */
export function SaveBox({ state, onChange }: SaveBoxProps): ReactNode {
  const saving = usePageState(page => page.saving !== undefined)
  const problem = usePageState(page => page.saveProblem)
  useEffect(() => {
    if (!saving) void onChange()
  }, [saving, onChange])
  return (
    <section className={styles.section} aria-label="Save for offline">
      {state.obstacle && (
        <p className={styles.warning}>
          <Icon name="alert" size={14} /> {state.obstacle}
        </p>
      )}
      {saving ? <Saving /> : isSaved(state) ? <Saved state={state} /> : <Offer state={state} />}
      {problem && <Problem {...problem} />}
    </section>
  )
}

const hasApp = ({ items }: OfflineState): boolean => items.some(({ kind }) => kind === 'app')

const isSaved = (state: OfflineState): boolean => state.missing === 0 && (hasApp(state) || state.obstacle !== undefined)

const keptIn = ({ items }: OfflineState): number => items.reduce((sum, { kept }) => sum + kept, 0)

function Saving(): ReactNode {
  const { received = 0, total = 0, stop } = usePageState(page => page.saving) ?? {}
  const part = total === 0 ? 1 : Math.min(1, received / total)
  return (
    <>
      <p className={styles.row}>
        <span className={styles.words}>Saving {formatProgress(received, total)}</span>
        <Button size="small" icon="stop" onClick={stop}>
          Stop
        </Button>
      </p>
      <span
        className={styles.meter}
        role="progressbar"
        aria-label="Saving for offline"
        aria-valuenow={Math.round(part * 100)}
      >
        <span style={{ transform: `scaleX(${part})` }} />
      </span>
    </>
  )
}

function Saved({ state }: { readonly state: OfflineState }): ReactNode {
  return (
    <p className={styles.row} role="status">
      <span className={styles.tick}>
        <Icon name="check" size={16} />
      </span>
      <span className={styles.words}>
        {hasApp(state) ? (
          <>
            <strong>Saved for offline.</strong> Flows, lessons and examples run without a network.{' '}
          </>
        ) : (
          'Nothing more has to be downloaded for a run. '
        )}
        {formatBytes(keptIn(state))} are kept in this browser.
      </span>
    </p>
  )
}

function Offer({ state }: { readonly state: OfflineState }): ReactNode {
  const page = usePage()
  return (
    <div className={styles.row}>
      <span className={styles.words}>
        {keptIn(state) > 0 && state.missing > 0
          ? 'Part of it is here. Save the rest, and flows, lessons and examples run without a network.'
          : 'Save the app, Python, DuckDB and their packages, and flows, lessons and examples run without a network.'}
      </span>
      <Button look="primary" icon="download" onClick={() => void saveForOffline(page, state.missing)}>
        Save for offline, {formatBytes(state.missing)}
      </Button>
    </div>
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
