import type { ReactNode } from 'react'
import { isTerminated, type Progress } from '../../model'
import type { RuntimeStatus } from '../client'
import { Icon, type IconName, join } from '../controls'
import { formatBytes, formatProgress } from '../format'
import { type PageState, selectedRun } from '../state/pageState'
import { usePage, usePageState } from '../state/usePage'
import styles from './bar.module.css'
import { GUIDES } from './guides'

/** The bar at the foot: the runtimes, whether there is a network, where it runs, storage used. */
export function StatusBar(): ReactNode {
  const page = usePage()
  const runtimes = usePageState(state => state.runtimes)
  const usage = usePageState(state => state.usage)
  return (
    <footer className={styles.status}>
      {runtimes.map(runtime => (
        <Runtime key={runtime.id} runtime={runtime} />
      ))}
      <OfflineButton />
      <span className={styles.space} />
      <span className={styles.where}>
        <Icon name="lock" size={13} /> Runs in this tab, not on a server
      </span>
      <button type="button" className={styles.statusButton} onClick={() => page.showDialog('storage')}>
        {usage ? `${formatBytes(usage.used)} of ${formatBytes(usage.quota)}` : 'Storage'}
      </button>
      <a className={join(styles.statusButton, styles.guides)} href={GUIDES} target="_blank" rel="noopener">
        Guides
      </a>
      <button
        type="button"
        className={styles.statusButton}
        onClick={() => page.showDialog('shortcuts')}
        title="Shortcuts"
      >
        <Icon name="keyboard" size={14} />
        <span className="visually-hidden">Shortcuts</span>
      </button>
    </footer>
  )
}

/** Whether there is a network, and whether the page needs one. */
function OfflineButton(): ReactNode {
  const page = usePage()
  const text = usePageState(offlineText)
  return (
    <button type="button" className={styles.statusButton} onClick={() => page.showDialog('offline')}>
      <Icon name={OFFLINE_ICONS[text] ?? 'download'} size={13} /> {text}
    </button>
  )
}

const OFFLINE_ICONS: Readonly<Record<string, IconName>> = { Offline: 'globe', 'Saved for offline': 'check' }

function offlineText({ saving, online, savedOffline }: PageState): string {
  if (saving) return `Saving ${formatProgress(saving.received, saving.total)}`
  if (!online) return 'Offline'
  return savedOffline ? 'Saved for offline' : 'Save for offline'
}

function Runtime({ runtime }: { readonly runtime: RuntimeStatus }): ReactNode {
  const progress = usePageState(state => {
    const run = selectedRun(state)
    if (!run || isTerminated(run.state.current)) return undefined
    return state.progress.get(run.id)?.find(({ id }) => id === PROGRESS_IDS[runtime.id])
  })
  const { text, look } = statusOf(runtime, progress)
  return (
    <span className={styles.runtime}>
      <span className={join(styles.dot, styles[look])} aria-hidden="true" />
      {text}
    </span>
  )
}

const PROGRESS_IDS = { python: 'pyodide', duckdb: 'duckdb' } as const

function statusOf(
  { title, here }: RuntimeStatus,
  progress: Progress | undefined,
): { readonly text: string; readonly look: 'here' | 'busy' | 'away' } {
  const name = title.split(' ')[0] ?? title
  switch (progress?.phase) {
    case 'downloading':
      return { text: `${name} ${formatProgress(progress.received ?? 0, progress.total)}`, look: 'busy' }
    case 'starting':
      return { text: `${name} starts`, look: 'busy' }
    default:
      return here || progress?.phase === 'ready'
        ? { text: `${title} ready`, look: 'here' }
        : { text: `${name} not downloaded`, look: 'away' }
  }
}
