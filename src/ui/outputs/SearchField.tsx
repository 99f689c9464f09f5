import type { KeyboardEvent, ReactNode, Ref } from 'react'
import { Icon, Kbd } from '../controls'
import styles from './Search.module.css'

type SearchFieldProps = {
  readonly query: string
  readonly onQuery: (query: string) => void
  /** ↓ and Enter: into the results. */
  readonly onResults: () => void
  readonly ref: Ref<HTMLInputElement>
}

/** The field that finds keys and values of a run. */
export function SearchField({ query, onQuery, onResults, ref }: SearchFieldProps): ReactNode {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && query !== '') onQuery('')
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onResults()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <label className={styles.field}>
      <Icon name="search" size={14} />
      <input
        ref={ref}
        type="search"
        value={query}
        placeholder="Find a key or value"
        aria-label="Find a key or value"
        autoComplete="off"
        spellCheck={false}
        onChange={event => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {query === '' && <Kbd>/</Kbd>}
    </label>
  )
}
