import { type ReactNode, useEffect, useRef } from 'react'
import { join } from '../controls'
import { TypeBadge } from '../outputs'
import type { Option } from './completions'
import styles from './Suggestions.module.css'

type SuggestionsProps = {
  readonly id: string
  readonly options: readonly Option[]
  readonly selected: number
  readonly onPick: (option: Option) => void
}

/** Words that can stand at the cursor, under the input; the input keeps the focus. */
export function Suggestions({ id, options, selected, onPick }: SuggestionsProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[Math.max(0, selected)]?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  return (
    <div ref={list} id={id} role="listbox" aria-label="Suggestions" tabIndex={-1} className={styles.list}>
      {options.map((option, index) => (
        <div
          key={option.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === selected}
          className={join(styles.option, index === selected && styles.selected)}
          onPointerDown={event => {
            event.preventDefault()
            onPick(option)
          }}
        >
          <span className={styles.label}>{option.label}</span>
          {option.type !== undefined && <TypeBadge type={option.type} />}
          <span className={styles.detail}>{option.detail}</span>
        </div>
      ))}
    </div>
  )
}
