// biome-ignore-all lint/a11y/useSemanticElements: a grid that draws only the rows in view cannot be a table element
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and names its cell by aria-activedescendant
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useDeferredValue,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Button, join } from '../../controls'
import { formatCount, groupDigits } from '../../format'
import { NullChip } from '../TypeBadge'
import { CellValue } from './CellValue'
import { ColumnHead, rowsText } from './ColumnHead'
import { FilterRow } from './FilterRow'
import { type Filter, sqlOfFilters } from './filter'
import { NO_PLACES, placesIn, withMoved, withoutColumn } from './places'
import { pressSort, type Sort } from './sort'
import { gapsText } from './statistics'
import styles from './TableView.module.css'
import { cellText, fractionDigits, type ShownColumn, type Table, type TableRow, tsvOf } from './table'
import { useRowOrder, useStatistics } from './useTableWork'

type TableViewProps = {
  readonly label: string
  readonly table: Table
  readonly phone?: boolean
  /** Whether a field over each column filters it. */
  readonly filtering?: boolean
  /** Reads more rows; absent when all are there. */
  readonly onMore?: () => void
  readonly loading?: boolean
  readonly onCopy: (text: string, what: string) => void
}

type Cell = { readonly row: number; readonly column: number }

/** Rows in a grid: sorted by its headers, walked by arrows, drawn as far as they are in view. */
export function TableView(props: TableViewProps): ReactNode {
  const { label, table, phone = false, filtering = false, onMore, loading, onCopy } = props
  const [sorts, setSorts] = useState<readonly Sort[]>([])
  const [cell, setCell] = useState<Cell>()
  const [opened, setOpened] = useState(false)
  const grid = useRef<HTMLDivElement>(null)
  const id = useId()
  const [typed, setTyped] = useState<readonly Filter[]>([])
  const filters = useDeferredValue(filtering ? typed : NO_FILTERS)
  const order = useRowOrder(table, sorts, filters)
  const statistics = useStatistics(table)
  const { columns, rows } = table
  const [chosen, setChosen] = useState(NO_PLACES)
  const places = useMemo(() => placesIn(chosen, columns.length), [chosen, columns.length])
  const shown = places.shown.flatMap((at): readonly ShownColumn[] => (columns[at] ? [{ ...columns[at], at }] : []))
  const hidden = columns.length - shown.length
  const fixed = useMemo(
    () => columns.map((column, index) => (column.kind === 'number' ? fractionDigits(rows, index) : undefined)),
    [columns, rows],
  )
  const height = phone ? 40 : 26
  const head = HEAD + (filtering ? (phone ? 44 : FILTERS) : 0)
  const count = order?.length ?? rows.length
  const where = sqlOfFilters(columns, filters)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => grid.current,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: head,
    scrollPaddingStart: head,
    initialRect: { width: 800, height: 600 },
  })
  const rowAt = (position: number): TableRow | undefined => rows[order?.[position] ?? position]
  const current = cell && rowAt(cell.row)
  const move = (to: Cell): void => {
    setCell(to)
    virtual.scrollToIndex(to.row)
    grid.current?.querySelector(`[data-column="${to.column}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== grid.current || event.ctrlKey || event.metaKey || event.altKey) return
    const to = cellTo(event.key, cell, count, shown.length)
    if (to) move(to)
    else if (event.key === 'Enter' && cell) setOpened(true)
    else if (event.key === 'Escape' && opened) setOpened(false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const column = cell && shown[cell.column]
  const value = column && current?.[column.at]
  const copyCell = (): void => {
    if (column && current) onCopy(cellText(value), 'cell')
  }
  const copyRow = (): void => {
    if (current) onCopy(tsvOf([shown.map(({ at }) => current[at])]), 'row')
  }
  const onClipboard = (event: ClipboardEvent): void => {
    if (!current || !column || document.getSelection()?.toString()) return
    event.clipboardData.setData('text/plain', cellText(value))
    event.preventDefault()
  }
  const least = phone ? 150 : 132
  const width = shown.length * least + (phone ? 0 : INDEX)
  const template = `${phone ? '' : `${INDEX}px `}repeat(${shown.length}, minmax(${least}px, 1fr))`
  const gapsFound = statistics.length === columns.length ? gapsText(columns, statistics) : ''
  return (
    <>
      <div
        ref={grid}
        role="grid"
        aria-label={label}
        aria-rowcount={table.complete ? count + 1 : -1}
        aria-colcount={shown.length}
        aria-activedescendant={cell ? `${id}-${cell.row}-${cell.column}` : undefined}
        tabIndex={0}
        className={join(styles.grid, phone && styles.phone)}
        onKeyDown={onKeyDown}
        onCopy={onClipboard}
        onClick={event => {
          const pressed = pressedCell(event.target)
          if (!pressed) return
          setCell(pressed)
          grid.current?.focus()
        }}
        onDoubleClick={event => {
          if (pressedCell(event.target)) setOpened(true)
        }}
      >
        <div role="rowgroup" className={styles.head} style={{ minWidth: width }}>
          <div role="row" aria-rowindex={1} className={styles.row} style={{ gridTemplateColumns: template }}>
            {!phone && <div role="presentation" className={styles.corner} />}
            {shown.map((item, index) => {
              const sort = sorts.find(({ column: sorted }) => sorted === item.at)
              return (
                <div
                  key={item.name}
                  role="columnheader"
                  aria-colindex={index + 1}
                  aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                  data-column={index}
                  className={join(styles.columnHead, item.kind === 'number' && styles.numberHead)}
                >
                  <ColumnHead
                    column={item}
                    statistics={statistics[item.at]}
                    sort={sort}
                    fixed={fixed[item.at]}
                    last={shown.length === 1}
                    onSort={add => setSorts(pressSort(sorts, item.at, add))}
                    onHide={() => setChosen(withoutColumn(places, item.at))}
                    onMove={by => setChosen(withMoved(places, item.at, by))}
                  />
                </div>
              )
            })}
          </div>
          {filtering && (
            <FilterRow columns={shown} filters={typed} template={template} indexed={!phone} onFilters={setTyped} />
          )}
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize(), minWidth: width }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rowAt(index)
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                className={join(styles.row, styles.line)}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${start - head}px)`,
                  height: size,
                }}
              >
                {!phone && (
                  <div role="presentation" className={styles.index}>
                    {(order?.[index] ?? index) + 1}
                  </div>
                )}
                {shown.map((item, place) => (
                  <div
                    key={item.name}
                    id={`${id}-${index}-${place}`}
                    role="gridcell"
                    aria-colindex={place + 1}
                    aria-selected={cell?.row === index && cell.column === place}
                    className={join(
                      styles.cell,
                      item.kind === 'number' && styles.number,
                      item.kind === 'nested' && styles.nested,
                      cell?.row === index && cell.column === place && styles.active,
                    )}
                    data-row={index}
                    data-at={place}
                    tabIndex={-1}
                  >
                    <CellText cell={row?.[item.at]} fixed={fixed[item.at]} />
                  </div>
                ))}
              </div>
            )
          })}
        </div>
      </div>
      {opened && cell && column && current && (
        <CellValue name={column.name} row={cell.row + 1} value={value} onClose={() => setOpened(false)} />
      )}
      <div className={styles.footer}>
        <span>
          {where
            ? `${groupDigits(count)} of ${rowsText(rows.length, table.complete)}`
            : rowsText(rows.length, table.complete)}
        </span>
        {where && (
          <button
            type="button"
            className={styles.where}
            title="Copy this condition"
            onClick={() => onCopy(where, where)}
          >
            {where}
          </button>
        )}
        {onMore && (
          <Button size="small" look="ghost" disabled={loading} onClick={onMore}>
            {loading ? 'Reading more' : 'Show more'}
          </Button>
        )}
        {hidden > 0 && (
          <Button size="small" look="ghost" onClick={() => setChosen(NO_PLACES)}>
            Show {formatCount(hidden, 'hidden column')}
          </Button>
        )}
        <span className={styles.gaps}>{gapsFound}</span>
        {cell && (
          <>
            <Button size="small" look="ghost" onClick={copyCell}>
              Copy cell
            </Button>
            <Button size="small" look="ghost" onClick={copyRow}>
              Copy row
            </Button>
          </>
        )}
      </div>
    </>
  )
}

function pressedCell(target: EventTarget): Cell | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"]') : null
  return cell ? { row: Number(cell.dataset.row), column: Number(cell.dataset.at) } : undefined
}

/** Height of the header with its statistics, and of the fields that filter. */
const HEAD = 68
const FILTERS = 32

const NO_FILTERS: readonly Filter[] = []

/** Width of the column of row numbers. */
const INDEX = 42

const LONGEST = 300

function CellText({ cell, fixed }: { readonly cell: unknown; readonly fixed: number | undefined }): ReactNode {
  if (cell === null) return <NullChip />
  if (cell === undefined) return <span className={styles.missing}>missing</span>
  const text = cellText(cell, fixed)
  if (text === '') return <span className={styles.missing}>&quot;&quot;</span>
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

function cellTo(key: string, cell: Cell | undefined, rows: number, columns: number): Cell | undefined {
  const from = cell ?? { row: -1, column: 0 }
  const within = (row: number, column: number): Cell => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  })
  switch (key) {
    case 'ArrowDown':
      return within(from.row + 1, from.column)
    case 'ArrowUp':
      return within(from.row - 1, from.column)
    case 'ArrowRight':
      return within(from.row, from.column + (cell ? 1 : 0))
    case 'ArrowLeft':
      return within(from.row, from.column - 1)
    case 'PageDown':
      return within(from.row + 15, from.column)
    case 'PageUp':
      return within(from.row - 15, from.column)
    case 'Home':
      return within(0, from.column)
    case 'End':
      return within(rows - 1, from.column)
    default:
      return undefined
  }
}
