import type { ReactNode } from 'react'
import { Button, IconButton, join } from '../controls'
import styles from './DebuggerPanel.module.css'
import type { HistoryItem } from './history'

type HistoryListProps = {
  readonly items: readonly HistoryItem[]
  readonly onPick: (expression: string) => void
  readonly onPin: (expression: string) => void
  readonly onInsert: ((expression: string) => void) | undefined
}

/** Expressions evaluated before: a press takes one up again. */
export function HistoryList({ items, onPick, onPin, onInsert }: HistoryListProps): ReactNode {
  if (items.length === 0) return <p className={styles.empty}>Expressions you evaluate with Enter are kept here.</p>
  return (
    <ul aria-label="History" className={styles.history}>
      {items.map(({ expression, pinned }) => (
        <li key={expression} className={styles.historyItem}>
          <button type="button" className={styles.historyText} title={expression} onClick={() => onPick(expression)}>
            <code>{expression}</code>
          </button>
          {onInsert && (
            <IconButton size="small" name="Insert at the cursor" icon="edit" onClick={() => onInsert(expression)} />
          )}
          <Button
            size="small"
            look="ghost"
            aria-pressed={pinned}
            className={join(pinned && styles.pinned)}
            onClick={() => onPin(expression)}
          >
            {pinned ? 'Pinned' : 'Pin'}
          </Button>
        </li>
      ))}
    </ul>
  )
}
