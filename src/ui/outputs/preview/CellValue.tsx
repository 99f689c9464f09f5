import { type ReactNode, useEffect, useRef } from 'react'
import { IconButton } from '../../controls'
import { containerOf, textOf } from '../values'
import { JsonTree } from './JsonTree'
import styles from './TableView.module.css'

type CellValueProps = {
  readonly name: string
  readonly row: number
  readonly value: unknown
  readonly onClose: () => void
}

/** The whole value of a cell, under the grid. */
export function CellValue({ name, row, value, onClose }: CellValueProps): ReactNode {
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus(), [])
  const title = `${name}, row ${row}`
  return (
    <section
      ref={panel}
      aria-label={title}
      tabIndex={-1}
      className={styles.cellValue}
      onKeyDown={event => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className={styles.cellHead}>
        <span>{title}</span>
        <IconButton size="small" name="Close value" icon="close" onClick={onClose} />
      </div>
      {containerOf(value) === undefined ? (
        <pre className={styles.cellText}>{value === undefined ? 'missing' : textOf(value)}</pre>
      ) : (
        <JsonTree label={title} value={value} />
      )}
    </section>
  )
}
