import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { join } from '../controls'
import styles from './Listbox.module.css'

/** A row of a listbox; a heading is not an option and cannot be selected. */
export type ListRow = {
  readonly id: string
  readonly kind: 'option' | 'heading'
  /** What a screen reader says, and what letters jump to. */
  readonly name: string
  readonly dim?: boolean
  /** Where the selected path ends: drawn stronger than what it passes through. */
  readonly leaf?: boolean
  readonly content: ReactNode
}

export type ListboxHandle = { readonly focus: () => void }

type ListboxProps = {
  readonly id: string
  readonly label: string
  readonly rows: readonly ListRow[]
  /** The selected row, or -1. */
  readonly selected: number
  readonly onSelect: (index: number) => void
  /** → and Enter open, ← goes back; the list does not know where to. */
  readonly onOpen?: () => void
  readonly onBack?: () => void
  readonly onEnter?: () => void
  readonly ref?: Ref<ListboxHandle>
}

/** A list of which one row is selected by arrows, letters or the pointer; long ones are drawn in part. */
export function Listbox({ id, label, rows, selected, ref, ...on }: ListboxProps): ReactNode {
  const list = useRef<HTMLDivElement>(null)
  const typed = useRef<Typed>({ letters: '', until: 0 })
  const rowHeight = useRowHeight()
  useImperativeHandle(ref, () => ({ focus: () => list.current?.focus() }))
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 200, height: 400 },
  })
  useEffect(() => {
    if (selected >= 0) virtual.scrollToIndex(selected)
  }, [selected, virtual])
  const options = rows.filter(row => row.kind === 'option').length
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={label}
      aria-activedescendant={selected >= 0 ? `${id}-${selected}` : undefined}
      tabIndex={0}
      className={styles.list}
      onKeyDown={event => walk(event, rows, selected, on, typed)}
      onClick={event => {
        const index = pressedIndex(event.target)
        if (index === undefined) return
        on.onSelect(index)
        list.current?.focus()
      }}
      onDoubleClick={event => {
        if (pressedIndex(event.target) !== undefined) on.onEnter?.()
      }}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index]
          if (!row) return null
          const place = { transform: `translateY(${start}px)`, height: size }
          if (row.kind === 'heading') {
            return (
              <div key={row.id} role="presentation" className={styles.heading} style={place}>
                {row.content}
              </div>
            )
          }
          return (
            <div
              key={row.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === selected}
              aria-label={row.name}
              aria-setsize={options}
              aria-posinset={positionOf(rows, index)}
              className={join(styles.option, row.dim && styles.dim, row.leaf && styles.leaf)}
              style={place}
              data-index={index}
              tabIndex={-1}
            >
              {row.content}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** The row that a press met, by the number it carries. */
export function pressedIndex(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null
  return row ? Number(row.dataset.index) : undefined
}

/** Rows are 26 px high, 44 px under a finger. */
export function useRowHeight(): number {
  return matchMedia('(pointer: coarse)').matches ? 44 : 26
}

function positionOf(rows: readonly ListRow[], index: number): number {
  let headings = 0
  for (let at = 0; at < Math.min(index, 60); at++) if (rows[at]?.kind === 'heading') headings++
  return index - headings + 1
}

type Handlers = Pick<ListboxProps, 'onSelect' | 'onOpen' | 'onBack' | 'onEnter'>

/** Letters typed one after the other; after a pause they begin anew. */
type Typed = { readonly letters: string; readonly until: number }

const PAUSE = 700

/** First letters that are commands of the panel or of the page around it. */
const COMMANDS = /[cvd/?[\]\d]/i

function walk(
  event: KeyboardEvent,
  rows: readonly ListRow[],
  selected: number,
  on: Handlers,
  typed: { current: Typed },
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const letters = lettersOf(event, typed.current)
  if (letters !== undefined) typed.current = { letters, until: event.timeStamp + PAUSE }
  const target = letters === undefined ? targetOf(event.key, rows, selected) : typeAhead(rows, selected, letters)
  if (target !== undefined) on.onSelect(target)
  else if (event.key === 'ArrowRight') on.onOpen?.()
  else if (event.key === 'ArrowLeft') on.onBack?.()
  else if (event.key === 'Enter') on.onEnter?.()
  else if (letters === undefined) return
  event.preventDefault()
  event.stopPropagation()
}

function lettersOf(event: KeyboardEvent, typed: Typed): string | undefined {
  if (event.key.length !== 1 || event.key === ' ') return undefined
  if (event.timeStamp < typed.until) return typed.letters + event.key
  return COMMANDS.test(event.key) ? undefined : event.key
}

const PAGE = 8

function targetOf(key: string, rows: readonly ListRow[], selected: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return optionFrom(rows, selected + 1, 1)
    case 'ArrowUp':
      return optionFrom(rows, selected - 1, -1)
    case 'PageDown':
      return optionFrom(rows, Math.min(rows.length - 1, selected + PAGE), -1)
    case 'PageUp':
      return optionFrom(rows, Math.max(0, selected - PAGE), 1)
    case 'Home':
      return optionFrom(rows, 0, 1)
    case 'End':
      return optionFrom(rows, rows.length - 1, -1)
    default:
      return undefined
  }
}

function optionFrom(rows: readonly ListRow[], from: number, step: 1 | -1): number | undefined {
  for (let at = from; at >= 0 && at < rows.length; at += step) if (rows[at]?.kind === 'option') return at
  return undefined
}

/**
 * The next row whose name begins with the letters; letters that the panel takes for its own commands never come here.
 */
export function typeAhead(rows: readonly ListRow[], selected: number, letters: string): number | undefined {
  const wanted = letters.toLowerCase()
  const from = letters.length > 1 ? selected : selected + 1
  for (let step = 0; step < rows.length; step++) {
    const at = (from + step + rows.length) % rows.length
    const row = rows[at]
    if (row?.kind === 'option' && row.name.toLowerCase().startsWith(wanted)) return at
  }
  return undefined
}
