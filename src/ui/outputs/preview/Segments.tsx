import type { KeyboardEvent, ReactNode } from 'react'
import styles from './Segments.module.css'

type SegmentsProps = {
  readonly label: string
  readonly options: readonly string[]
  readonly selected: string
  readonly onSelect: (option: string) => void
  /** Id of the panel that the options show. */
  readonly panel: string
}

/** Two to four views of one thing, beside each other; arrows move, Enter or Space selects. */
export function Segments({ label, options, selected, onSelect, panel }: SegmentsProps): ReactNode {
  return (
    <div role="tablist" aria-label={label} className={styles.segments} onKeyDown={walk}>
      {options.map(option => (
        <button
          key={option}
          type="button"
          role="tab"
          aria-selected={option === selected}
          aria-controls={option === selected ? panel : undefined}
          tabIndex={option === selected ? 0 : -1}
          className={styles.segment}
          onClick={() => onSelect(option)}
        >
          {option}
        </button>
      ))}
    </div>
  )
}

function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  const tabs = [...event.currentTarget.querySelectorAll<Element>('[role="tab"]')]
  const at = document.activeElement ? tabs.indexOf(document.activeElement) : -1
  const target = tabs.at((at + step) % tabs.length)
  if (target instanceof HTMLElement) target.focus()
  event.preventDefault()
}
