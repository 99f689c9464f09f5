import type { ReactNode } from 'react'
import { IconButton, join, Menu } from '../../controls'
import { formatCount, groupDigits, middleCut } from '../../format'
import { TypeBadge } from '../TypeBadge'
import type { Sort } from './sort'
import type { ColumnStatistics } from './statistics'
import styles from './TableView.module.css'
import type { TableColumn } from './table'

type ColumnHeadProps = {
  readonly column: TableColumn
  readonly statistics: ColumnStatistics | undefined
  readonly sort: Sort | undefined
  /** Whether no other column is shown. */
  readonly last: boolean
  readonly onSort: (add: boolean) => void
  readonly onHide: () => void
  readonly onMove: (by: -1 | 1) => void
  readonly fixed: number | undefined
}

/** The header of a column: its name and type, what its values are like, and the way it sorts. */
export function ColumnHead(props: ColumnHeadProps): ReactNode {
  const { column, statistics, sort, onSort, fixed, last, onHide, onMove } = props
  return (
    <>
      <span className={styles.columnTop}>
        <button
          type="button"
          className={styles.sort}
          title="Sort by this column; Shift adds it to the sorts"
          onClick={event => onSort(event.shiftKey)}
        >
          <span className={styles.name}>{column.name}</span>
          <TypeBadge type={column.type} />
          <span aria-hidden="true" className={styles.arrow}>
            {sort && (sort.descending ? '↓' : '↑')}
          </span>
        </button>
        <Menu
          label={`Column ${column.name}`}
          align="end"
          items={[
            { title: 'Move left', onSelect: () => onMove(-1) },
            { title: 'Move right', onSelect: () => onMove(1) },
            { title: 'Hide', disabled: last, onSelect: onHide },
          ]}
        >
          {trigger => (
            <IconButton
              className={styles.columnMenu}
              size="small"
              name={`Column ${column.name}`}
              icon="more"
              {...trigger}
            />
          )}
        </Menu>
      </span>
      {statistics ? <Statistics statistics={statistics} fixed={fixed} /> : <div className={styles.statistics} />}
    </>
  )
}

type StatisticsProps = { readonly statistics: ColumnStatistics; readonly fixed: number | undefined }

function Statistics({ statistics, fixed }: StatisticsProps): ReactNode {
  switch (statistics.kind) {
    case 'number':
      return <NumberStatistics statistics={statistics} fixed={fixed} />
    case 'boolean': {
      const filled = filledRows(statistics)
      return (
        <Shares statistics={statistics} filled={statistics.yes}>
          {`${groupDigits(statistics.yes)} true, ${groupDigits(filled - statistics.yes)} false`}
        </Shares>
      )
    }
    case 'range':
      return (
        <Shares statistics={statistics} filled={filledRows(statistics)}>
          {`${middleCut(statistics.first, 20)} to ${middleCut(statistics.last, 20)}`}
        </Shares>
      )
    case 'text':
      return (
        <Shares statistics={statistics} filled={filledRows(statistics)}>
          {`${groupDigits(statistics.distinct)} distinct`}
        </Shares>
      )
    default:
      return statistics satisfies never
  }
}

const filledRows = ({ rows, nulls, missing }: ColumnStatistics): number => rows - nulls - missing

/** A bar of how many rows have a value, amber where they have null, empty where they lack the key. */
function Shares({
  statistics,
  filled,
  children,
}: {
  readonly statistics: ColumnStatistics
  readonly filled: number
  readonly children: string
}): ReactNode {
  const { rows, nulls } = statistics
  const share = (count: number): string => `${rows === 0 ? 0 : (count / rows) * 100}%`
  const rest = filledRows(statistics) - filled
  return (
    <div className={styles.statistics}>
      <div className={styles.bar} aria-hidden="true">
        <span style={{ width: share(filled) }} className={styles.filled} />
        {rest > 0 && <span style={{ width: share(rest) }} className={styles.rest} />}
        {nulls > 0 && <span style={{ width: share(nulls) }} className={styles.nulls} />}
      </div>
      <span className={styles.facts}>{[children, gaps(statistics)].filter(Boolean).join(', ')}</span>
    </div>
  )
}

const gaps = ({ nulls, missing }: ColumnStatistics): string =>
  [nulls > 0 && `${groupDigits(nulls)} null`, missing > 0 && `${groupDigits(missing)} missing`]
    .filter(Boolean)
    .join(', ')

function NumberStatistics({
  statistics,
  fixed,
}: {
  readonly statistics: Extract<ColumnStatistics, { kind: 'number' }>
  readonly fixed: number | undefined
}): ReactNode {
  const { bins, min, median, max } = statistics
  const highest = Math.max(...bins, 1)
  const number = (value: number): string => shortNumber(value, fixed)
  const title = [`${number(min)} to ${number(max)}, median ${number(median)}`, gaps(statistics)]
  return (
    <div className={styles.statistics} title={title.filter(Boolean).join(', ')}>
      <div className={styles.histogram} aria-hidden="true">
        {bins.map((count, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
            key={index}
            className={join(count === 0 && styles.emptyBin)}
            style={{ height: `${count === 0 ? 0 : Math.max(12, (count / highest) * 100)}%` }}
          />
        ))}
      </div>
      <span className={styles.facts}>
        <span>{number(min)}</span>
        <span>
          <span className={styles.word}>median </span>
          {number(median)}
        </span>
        <span>{number(max)}</span>
      </span>
    </div>
  )
}

/** A number as the header has room for it: as the column prints it, long ones in four digits. */
function shortNumber(value: number, fixed: number | undefined): string {
  if (Math.abs(value) >= 1e7 || (value !== 0 && Math.abs(value) < 1e-3)) return value.toPrecision(4)
  return fixed === undefined ? String(Number(value.toPrecision(5))) : value.toFixed(fixed)
}

/** How many rows a table shows, in words: all of them, or those read so far. */
export const rowsText = (rows: number, complete: boolean): string =>
  complete ? formatCount(rows, 'row') : `First ${formatCount(rows, 'row')}`
