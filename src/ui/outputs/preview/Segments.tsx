import type { KeyboardEvent, ReactNode } from 'react'
import styles from './Segments.module.css'

type SegmentsProps = {
  readonly label: string
  readonly options: readonly string[]
  readonly selected: string
  readonly onSelect: (option: string) => void
  /** Id of the panel that the options show; without one they are choices, not tabs. */
  readonly panel?: string
}

/** Two to four views of one thing, beside each other; arrows move, Enter or Space selects. */
export function Segments({ label, options, selected, onSelect, panel }: SegmentsProps): ReactNode {
  return (
    <div {...{ role: panel === undefined ? 'radiogroup' : 'tablist', 'aria-label': label }} className={styles.segments}>
      {options.map(option => (
        <button
          key={option}
          type="button"
          {...(panel === undefined
            ? { role: 'radio', 'aria-checked': option === selected }
            : {
                role: 'tab',
                'aria-selected': option === selected,
                'aria-controls': option === selected ? panel : undefined,
              })}
          data-selected={option === selected || undefined}
          tabIndex={option === selected ? 0 : -1}
          className={styles.segment}
          onClick={() => onSelect(option)}
          onKeyDown={walk}
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
  const tabs = [...(event.currentTarget.parentElement?.children ?? [])]
  const at = document.activeElement ? tabs.indexOf(document.activeElement) : -1
  const target = tabs.at((at + step) % tabs.length)
  if (target instanceof HTMLElement) target.focus()
  event.preventDefault()
}
