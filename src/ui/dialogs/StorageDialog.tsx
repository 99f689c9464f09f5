import { type ReactNode, useEffect, useState } from 'react'
import { isTerminated } from '../../model'
import { Button, Dialog, IconButton, StateIcon } from '../controls'
import { formatBytes, formatClock, formatDay } from '../format'
import { KeptRuns } from '../run/KeptRuns'
import { runsNewestFirst } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import styles from './dialogs.module.css'

/** What this browser keeps: usage, the runs of this flow with their sizes, and whether the data may be evicted. */
export function StorageDialog(): ReactNode {
  const page = usePage()
  const usage = usePageState(state => state.usage)
  const runs = usePageState(state => state.runs)
  const sizes = usePageState(state => state.sizes)
  useEffect(() => {
    void page.refreshUsage()
    void page.measureRuns()
  }, [page])
  const ended = runsNewestFirst(runs).filter(({ state }) => isTerminated(state.current))
  const pins = usePageState(state => state.pins)
  const old = ended.slice(1).filter(({ id }) => !pins.has(id))
  const bytes = old.reduce((sum, { id }) => sum + (sizes.get(id) ?? 0), 0)
  return (
    <Dialog title="Storage" onClose={() => page.showDialog(undefined)}>
      <section className={styles.section}>
        <h3>This browser</h3>
        <p>
          {usage
            ? `${formatBytes(usage.used)} used of ${formatBytes(usage.quota)} this site may use.`
            : 'The browser did not let us read its storage.'}
        </p>
        {usage && (
          <span className={styles.meter} aria-hidden="true">
            <span style={{ width: `${Math.min(100, (usage.used / usage.quota) * 100)}%` }} />
          </span>
        )}
        <KeepData />
      </section>
      <section className={styles.section}>
        <h3>Runs of this flow</h3>
        {ended.length === 0 && <p className={styles.note}>Nothing stored yet.</p>}
        <KeptRuns className={styles.note} />
        {old.length > 0 && (
          <Button size="small" icon="trash" onClick={() => void page.deleteRuns(old)}>
            Delete {old.length} old {old.length === 1 ? 'run' : 'runs'}, frees {formatBytes(bytes)}
          </Button>
        )}
        <ul>
          {ended.map(run => (
            <li key={run.id} className={styles.stored}>
              <StateIcon state={run.state.current} size={14} />
              <span className={styles.storedName}>Run {run.number}</span>
              <span className={styles.note}>{started(run.state.histories[0]?.date ?? '', page.services.now())}</span>
              <span>{formatBytes(sizes.get(run.id) ?? 0)}</span>
              <IconButton
                name={`Delete run ${run.number}`}
                icon="trash"
                size="small"
                onClick={() => void page.deleteRuns([run])}
              />
            </li>
          ))}
        </ul>
      </section>
    </Dialog>
  )
}

function started(date: string, now: number): string {
  const day = formatDay(date, now)
  return day ? `${day}, ${formatClock(date)}` : formatClock(date)
}

/** Asks the browser not to evict what is kept here. */
function KeepData(): ReactNode {
  const { services } = usePage()
  const [kept, setKept] = useState<boolean | undefined>()
  useEffect(() => {
    void services.persisted(false).then(setKept)
  }, [services])
  if (kept) return <p className={styles.note}>The browser keeps this data until you delete it.</p>
  return (
    <p className={styles.keep}>
      <span className={styles.note}>
        {kept === false ? 'The browser may delete this data when it runs out of space.' : ''}
      </span>
      <Button size="small" onClick={() => void services.persisted(true).then(setKept)}>
        Keep this data
      </Button>
    </p>
  )
}
