import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { Button, IconButton, join } from '../../controls'
import { formatBytes, formatCount } from '../../format'
import table from './TableView.module.css'
import styles from './TextView.module.css'

type TextViewProps = {
  readonly label: string
  readonly text: string
  /** Bytes of the whole, when only a part of it is read. */
  readonly total?: number
  readonly onAll?: () => void
}

const LINE = 20
const LONGEST = 10_000

/** Text with line numbers, wrapped on wish; only the lines in view are drawn. */
export function TextView({ label, text, total, onAll }: TextViewProps): ReactNode {
  const [wrap, setWrap] = useState(true)
  const box = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => text.split(/\r\n|\n|\r/), [text])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 20,
    initialRect: { width: 600, height: 600 },
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section ref={box} aria-label={label} tabIndex={0} className={styles.text}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              className={styles.line}
              style={{ transform: `translateY(${start}px)` }}
            >
              <span aria-hidden="true" className={styles.number}>
                {index + 1}
              </span>
              <span className={join(styles.content, wrap && styles.wrap)}>{cut(lines[index] ?? '')}</span>
            </div>
          ))}
        </div>
      </section>
      <div className={table.footer}>
        <span>{formatCount(lines.length, 'line')}</span>
        {total !== undefined && (
          <span>
            the first {formatBytes(new Blob([text]).size)} of {formatBytes(total)}
          </span>
        )}
        {onAll && (
          <Button size="small" look="ghost" onClick={onAll}>
            Load all
          </Button>
        )}
        <IconButton
          size="small"
          name={wrap ? 'Do not wrap lines' : 'Wrap lines'}
          icon="wrap"
          aria-pressed={wrap}
          className={styles.toggle}
          onClick={() => setWrap(!wrap)}
        />
      </div>
    </>
  )
}

const cut = (line: string): string =>
  line.length > LONGEST ? `${line.slice(0, LONGEST)}… ${formatCount(line.length - LONGEST, 'more character')}` : line
