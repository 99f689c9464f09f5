import type { ReactNode } from 'react'
import { Icon, IconButton, Kbd } from '../controls'
import styles from './ExpressionBar.module.css'

type ExpressionBarProps = {
  readonly expression: string
  /** Why the expression is not the bare path. */
  readonly note?: string | undefined
  readonly onCopy: () => void
  readonly onDebug: () => void
}

/** The selected path as an expression: to copy, or to debug. */
export function ExpressionBar({ expression, note, onCopy, onDebug }: ExpressionBarProps): ReactNode {
  return (
    <div className={styles.bar}>
      <span className={styles.label}>Expression</span>
      <code className={styles.expression} title={note ? `${expression}\n${note}` : expression}>
        {expression}
      </code>
      <IconButton name="Copy expression (C)" icon="copy" size="small" className={styles.copy} onClick={onCopy} />
      {note && <span className={styles.note}>{note}</span>}
      <button type="button" className={styles.debug} onClick={onDebug}>
        <Icon name="prompt" size={14} />
        <span className={styles.debugText}>Debug this</span>
        <Kbd>D</Kbd>
      </button>
    </div>
  )
}
