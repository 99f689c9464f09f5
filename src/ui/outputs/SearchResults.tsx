import { type ReactNode, type Ref, useState } from 'react'
import { formatCount, groupDigits } from '../format'
import { Listbox, type ListboxHandle, type ListRow } from './Listbox'
import type { ValuePath } from './path'
import styles from './Search.module.css'
import { excerpt, type SearchHit, type SearchScope } from './search'
import { NullChip, TypeBadge } from './TypeBadge'
import type { SearchAnswer } from './useSearch'
import { shortOf, textOf } from './values'

type SearchResultsProps = {
  readonly answer: SearchAnswer
  readonly scope: SearchScope
  readonly onScope: (scope: SearchScope) => void
  readonly onOpen: (path: ValuePath) => void
  readonly ref: Ref<ListboxHandle>
}

const SCOPES: readonly { readonly scope: SearchScope; readonly title: string }[] = [
  { scope: 'all', title: 'All' },
  { scope: 'keys', title: 'Keys' },
  { scope: 'values', title: 'Values' },
  { scope: 'files', title: 'Files' },
]

/** Hits of a search as full paths; Enter or a press opens one in the columns. */
export function SearchResults({ answer, scope, onScope, onOpen, ref }: SearchResultsProps): ReactNode {
  const [selected, setSelected] = useState(0)
  const { hits, more } = answer
  const open = (index: number): void => {
    const hit = hits?.[index]
    if (hit) onOpen(hit.path)
  }
  return (
    <section aria-label="Search results" className={styles.results}>
      <div className={styles.bar}>
        {SCOPES.map(({ scope: known, title }) => (
          <button
            key={known}
            type="button"
            aria-pressed={known === scope}
            className={styles.chip}
            onClick={() => onScope(known)}
          >
            {title}
          </button>
        ))}
        <span role="status" className={styles.count}>
          {hits === undefined ? 'Reading the run' : countText(hits.length, more)}
        </span>
      </div>
      {hits !== undefined && hits.length > 0 && (
        <Listbox
          ref={ref}
          id="hit"
          label="Search results"
          rows={hits.map(rowOf)}
          selected={Math.min(selected, hits.length - 1)}
          onSelect={setSelected}
          onOpen={() => open(selected)}
          onEnter={() => open(selected)}
        />
      )}
      {hits?.length === 0 && <p className={styles.none}>No key or value in this run holds this text.</p>}
    </section>
  )
}

const countText = (count: number, more: boolean): string =>
  more ? `the first ${groupDigits(count)} hits` : formatCount(count, 'hit')

function rowOf(hit: SearchHit): ListRow {
  const path = pathText(hit.path)
  return {
    id: path,
    kind: 'option',
    name: `${path}, ${hit.type}`,
    leaf: true,
    content: <HitText hit={hit} />,
  }
}

/** A path as people read it: `outputs › api › body › 0 › title`. */
const pathText = (path: ValuePath): string => path.join(' › ')

function HitText({ hit }: { readonly hit: SearchHit }): ReactNode {
  const parents = pathText(hit.path.slice(0, -1))
  const key = String(hit.path.at(-1))
  return (
    <>
      <span className={styles.path}>
        {parents} › {hit.where === 'key' ? <Marked text={key} hit={hit} /> : key}
      </span>
      {hit.where === 'value' ? (
        <span className={styles.value}>
          <Marked text={textOf(hit.value)} hit={hit} />
        </span>
      ) : (
        <span className={styles.value}>{shortOf(hit.value)}</span>
      )}
      {hit.type === 'null' ? <NullChip /> : <TypeBadge type={hit.type} />}
    </>
  )
}

function Marked({ text, hit }: { readonly text: string; readonly hit: SearchHit }): ReactNode {
  const [before, match, after] = excerpt(text, hit.start, hit.length)
  return (
    <>
      {before}
      <mark>{match}</mark>
      {after}
    </>
  )
}
