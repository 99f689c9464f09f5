import { type ReactNode, useState } from 'react'
import type { KeptItem, KeptKind, OfflineState } from '../../offline'
import type { PageOffline } from '../client'
import { Button, Icon, IconButton, type IconName } from '../controls'
import { formatBytes, formatProgress } from '../format'
import styles from './offline.module.css'

type KeptListProps = {
  readonly offline: PageOffline
  readonly state: OfflineState
  readonly onChange: () => Promise<void>
}

const ICONS: Readonly<Record<KeptKind, IconName>> = {
  app: 'code',
  lessons: 'book',
  runtime: 'prompt',
  package: 'box',
  extension: 'database',
}

/** What is kept, with sizes; each can be removed, and all compared with what the site's build or publisher made. */
export function KeptList({ offline, state, onChange }: KeptListProps): ReactNode {
  const [told, setTold] = useState<string>()
  const [busy, setBusy] = useState(false)
  const act = async (work: () => Promise<string | undefined>): Promise<void> => {
    setBusy(true)
    try {
      setTold(await work())
    } catch (error) {
      setTold(error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
    await onChange()
  }
  const check = async (): Promise<string> => {
    const damaged = await offline.verify((done, total) => setTold(`Checked ${formatProgress(done, total)}`))
    if (damaged.length === 0) return 'All files are whole.'
    return `${damaged.join(', ')} was damaged and has been removed. Save again to fetch it.`
  }
  const kept = state.items.reduce((sum, item) => sum + item.kept, 0)
  return (
    <section className={styles.section} aria-label="Kept in this browser">
      <h3>Kept in this browser</h3>
      <ul>
        {state.items.map(item => (
          <Item
            key={item.id}
            item={item}
            busy={busy}
            onRemove={() =>
              void act(async () => {
                await offline.remove([item.id])
                return `Removed ${item.title}, ${formatBytes(item.kept)}.`
              })
            }
          />
        ))}
      </ul>
      <p className={styles.row}>
        <span className={styles.words} role="status">
          {told ?? (kept === 0 ? 'Nothing yet.' : `${formatBytes(kept)} in all. Flows and runs are not part of it.`)}
        </span>
        <Button size="small" icon="check" disabled={busy || kept === 0} onClick={() => void act(check)}>
          Check files
        </Button>
        <Button
          size="small"
          icon="trash"
          disabled={busy || kept === 0}
          onClick={() =>
            void act(async () => {
              await offline.removeAll()
              return `Removed ${formatBytes(kept)}. The page itself is kept again at the next visit.`
            })
          }
        >
          Remove all
        </Button>
      </p>
    </section>
  )
}

function Item({
  item: { kind, title, kept, bytes },
  busy,
  onRemove,
}: {
  readonly item: KeptItem
  readonly busy: boolean
  readonly onRemove: () => void
}): ReactNode {
  const isOwn = kind === 'app' || kind === 'lessons'
  return (
    <li className={styles.item} data-here={kept === bytes}>
      <Icon name={ICONS[kind]} size={14} />
      <span className={styles.words}>{title}</span>
      <span className={styles.size}>{sizeOf(kept, bytes)}</span>
      {isOwn || kept === 0 ? (
        <span className={styles.noButton} />
      ) : (
        <IconButton name={`Remove ${title}`} icon="trash" size="small" disabled={busy} onClick={onRemove} />
      )}
    </li>
  )
}

function sizeOf(kept: number, bytes: number): string {
  if (kept === 0) return `${formatBytes(bytes)}, not here`
  return kept < bytes ? formatProgress(kept, bytes) : formatBytes(kept)
}
