// biome-ignore-all lint/a11y/useSemanticElements: it belongs to a grid that cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the fields in its cells take the focus
import type { ReactNode } from 'react'
import type { Filter } from './filter'
import styles from './TableView.module.css'
import type { ShownColumn } from './table'

type FilterRowProps = {
  readonly columns: readonly ShownColumn[]
  readonly filters: readonly Filter[]
  /** Widths of the columns, as the rows have them. */
  readonly template: string
  /** Whether a column of row numbers stands before the others. */
  readonly indexed: boolean
  readonly onFilters: (filters: readonly Filter[]) => void
}

/** A field over each column: rows stay that fit what is typed. */
export function FilterRow({ columns, filters, template, indexed, onFilters }: FilterRowProps): ReactNode {
  const change = (column: number, text: string): void => {
    const others = filters.filter(filter => filter.column !== column)
    onFilters(text === '' ? others : [...others, { column, text }])
  }
  return (
    <div role="row" className={styles.filters} style={{ gridTemplateColumns: template }}>
      {indexed && <div role="presentation" className={styles.corner} />}
      {columns.map(({ name, kind, at }, index) => (
        <div key={name} role="gridcell" aria-colindex={index + 1} className={styles.filter}>
          <input
            type="text"
            value={filters.find(({ column }) => column === at)?.text ?? ''}
            aria-label={`Filter ${name}`}
            title={TITLES[kind === 'number' || kind === 'date' ? kind : 'text']}
            placeholder={PLACEHOLDERS[kind === 'number' || kind === 'date' ? kind : 'text']}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => change(at, target.value)}
          />
        </div>
      ))}
    </div>
  )
}

const PLACEHOLDERS = { text: 'contains', number: '> 10, 1..5', date: '> 2026-01-31' } as const

const TITLES = {
  text: 'Text to look for; or = text, null, not null',
  number: 'Digits to look for; or = 10, > 10, 1..5, null, not null',
  date: 'Text to look for; or > 2026-01-31, null, not null',
} as const
