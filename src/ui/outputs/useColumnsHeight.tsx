import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react'
import styles from './OutputsPanel.module.css'

const START = 204
const LEAST = 140
const MOST = 0.6

/** The height of the columns and the divider that changes it: dragged, by arrows, or put back by a double press. */
export function useColumnsHeight(panel: RefObject<HTMLElement | null>): {
  readonly height: number
  readonly divider: ReactNode
} {
  const [height, setHeight] = useState(START)
  const most = (): number => Math.max(LEAST, (panel.current?.clientHeight ?? 900) * MOST)
  const set = (wanted: number): void => setHeight(Math.round(Math.min(most(), Math.max(LEAST, wanted))))
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = { ArrowUp: height - 16, ArrowDown: height + 16, Home: LEAST, End: most() }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    set(to)
  }
  const divider = (
    // biome-ignore lint/a11y/useSemanticElements: a rule that can be moved is a separator with a value, which hr is not
    <div
      role="separator"
      aria-label="Height of the columns"
      aria-orientation="horizontal"
      aria-valuenow={height}
      aria-valuemin={LEAST}
      tabIndex={0}
      className={styles.divider}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setHeight(START)}
      onPointerDown={event => {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={event => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        set(event.clientY - (event.currentTarget.parentElement?.getBoundingClientRect().top ?? 0))
      }}
    />
  )
  return { height, divider }
}
