import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { join } from '../../controls'
import { middleCut } from '../../format'
import { pressedIndex } from '../Listbox'
import type { ValuePath } from '../path'
import { MissingChip, NullChip } from '../TypeBadge'
import { typeOf } from '../values'
import styles from './JsonTree.module.css'
import { type Folds, NO_FOLDS, scalarText, showMore, type TreeLine, toggleFold, treeLines } from './treeRows'

type JsonTreeProps = {
  readonly label: string
  readonly value: unknown
  /** The node under the cursor; the panel copies its expression. */
  readonly onCursor?: (path: ValuePath) => void
  /** Enter on a scalar, or a double press. */
  readonly onPick?: (path: ValuePath) => void
}

const LINE = 20

/** A value folded out as JSON: arrows move and fold, long lists are drawn in part. */
export function JsonTree({ label, value, onCursor, onPick }: JsonTreeProps): ReactNode {
  const [folds, setFolds] = useState<Folds>(NO_FOLDS)
  const [cursor, setCursor] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const id = useId()
  const lines = useMemo(() => treeLines(value, folds), [value, folds])
  const at = Math.min(cursor, lines.length - 1)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE,
    overscan: 20,
    initialRect: { width: 400, height: 600 },
  })
  const move = (index: number): void => {
    const line = lines[index]
    if (!line) return
    setCursor(index)
    virtual.scrollToIndex(index)
    if (line.kind === 'node') onCursor?.(line.path)
  }
  const press = (line: TreeLine): void => {
    if (line.kind === 'more') setFolds(showMore(folds, line, 100))
    else if (line.opens) setFolds(toggleFold(folds, line.id, !line.open))
    else onPick?.(line.path)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[at]
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return
    const target = targetOf(event.key, lines, at)
    if (target !== undefined) move(target)
    else if (folding(event.key, line)) press(line)
    else if (event.key === 'ArrowLeft') move(parentOf(lines, at))
    else if (event.key !== 'ArrowRight') return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={box}
      role="tree"
      aria-label={label}
      aria-activedescendant={`${id}-${at}`}
      tabIndex={0}
      className={styles.tree}
      onKeyDown={onKeyDown}
      onClick={event => {
        const index = pressedIndex(event.target)
        const line = index === undefined ? undefined : lines[index]
        if (index === undefined || !line) return
        move(index)
        if (line.kind === 'more' || line.opens) press(line)
        box.current?.focus()
      }}
      onDoubleClick={event => {
        const line = lines[pressedIndex(event.target) ?? -1]
        if (line?.kind === 'node' && !line.opens) onPick?.(line.path)
      }}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const line = lines[index]
          return line ? (
            <div
              key={line.id}
              id={`${id}-${index}`}
              role="treeitem"
              aria-selected={index === at}
              aria-level={line.depth + 1}
              {...(line.kind === 'node' && {
                'aria-setsize': line.setSize,
                'aria-posinset': line.position,
                ...(line.opens && { 'aria-expanded': line.open }),
              })}
              className={join(styles.line, index === at && styles.cursor)}
              style={{ transform: `translateY(${start}px)`, paddingLeft: line.depth * 14 }}
              data-index={index}
              tabIndex={-1}
            >
              <LineText line={line} />
            </div>
          ) : null
        })}
      </div>
    </div>
  )
}

function LineText({ line }: { readonly line: TreeLine }): ReactNode {
  if (line.kind === 'more') return <span className={join(styles.quiet, styles.leaf)}>{line.text}</span>
  const key =
    line.key === undefined ? null : (
      <>
        <span className={styles.key}>{line.key}</span>
        <span className={styles.colon}>: </span>
      </>
    )
  return (
    <>
      <span className={styles.caret}>{line.opens ? (line.open ? '▾' : '▸') : ''}</span>
      {key}
      {line.size === undefined ? <Scalar value={line.value} /> : <ContainerText line={line} />}
      {line.lacks.slice(0, 3).map(name => (
        <MissingChip key={name} name={name} />
      ))}
    </>
  )
}

function ContainerText({ line }: { readonly line: Extract<TreeLine, { kind: 'node' }> }): ReactNode {
  if (line.key === undefined) {
    return (
      <span className={styles.quiet}>
        {line.type}, {line.size}
      </span>
    )
  }
  if (line.open) return null
  return line.label === undefined ? (
    <span className={styles.quiet}>{line.opens ? line.size : line.type === 'list' ? '[]' : '{}'}</span>
  ) : (
    <span className={styles.label}>{middleCut(line.label, 80)}</span>
  )
}

const LONGEST = 400

/** A scalar in the colour of its type. */
function Scalar({ value }: { readonly value: unknown }): ReactNode {
  const type = typeOf(value)
  if (type === 'null') return <NullChip />
  const text = scalarText(value)
  const shown = middleCut(text, LONGEST)
  return <span className={COLOURS[type] ?? styles.string}>{shown}</span>
}

const COLOURS: Readonly<Record<string, string | undefined>> = {
  int: styles.number,
  number: styles.number,
  boolean: styles.number,
  date: styles.string,
  duration: styles.string,
}

function targetOf(key: string, lines: readonly TreeLine[], at: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(lines.length - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return lines.length - 1
    case 'PageDown':
      return Math.min(lines.length - 1, at + 12)
    case 'PageUp':
      return Math.max(0, at - 12)
    default:
      return undefined
  }
}

/** Whether a key folds this line out or in, or picks it. */
function folding(key: string, line: TreeLine): boolean {
  if (key === 'Enter' || key === ' ') return true
  if (line.kind !== 'node' || !line.opens) return false
  return (key === 'ArrowRight' && !line.open) || (key === 'ArrowLeft' && line.open)
}

function parentOf(lines: readonly TreeLine[], at: number): number {
  const depth = lines[at]?.depth ?? 0
  const index = lines.slice(0, at).findLastIndex(line => line.depth < depth)
  return Math.max(0, index)
}
