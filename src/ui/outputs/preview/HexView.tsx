import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useRef } from 'react'
import { formatBytes } from '../../format'
import styles from './HexView.module.css'
import { BYTES_PER_LINE, hexLine } from './hex'
import table from './TableView.module.css'

/** Bytes as a hex dump. `total` counts those of the whole, of which `bytes` is the beginning. */
export function HexView({
  label,
  bytes,
  total,
}: {
  readonly label: string
  readonly bytes: Uint8Array
  readonly total: number
}): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: Math.ceil(bytes.length / BYTES_PER_LINE),
    getScrollElement: () => box.current,
    estimateSize: () => 20,
    overscan: 20,
    initialRect: { width: 600, height: 600 },
  })
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section ref={box} aria-label={label} tabIndex={0} className={styles.hex}>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const [address, pairs, text] = hexLine(bytes, index)
            return (
              <div key={index} className={styles.line} style={{ transform: `translateY(${start}px)` }}>
                <span className={styles.address}>{address}</span>
                <span>{pairs}</span>
                <span className={styles.text}>{text}</span>
              </div>
            )
          })}
        </div>
      </section>
      <div className={table.footer}>
        <span>
          {bytes.length < total
            ? `the first ${formatBytes(bytes.length)} of ${formatBytes(total)}`
            : formatBytes(total)}
        </span>
      </div>
    </>
  )
}
