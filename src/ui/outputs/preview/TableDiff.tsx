import { type ReactNode, useMemo, useState } from 'react'
import { join } from '../../controls'
import { formatCount, groupDigits } from '../../format'
import { NullChip } from '../TypeBadge'
import styles from './DiffView.module.css'
import { Segments } from './Segments'
import { cellText, fractionDigits, type Table } from './table'
import { type DiffRow, diffTables, keysOf } from './tableDiff'

const MOST_ROWS = 1000

type Sign = '~' | '+' | '−' | ''

const SIGNS: Readonly<Record<DiffRow['kind'], Sign>> = { same: '', changed: '~', added: '+', removed: '−' }

/** Two tables as one: changed cells with the old value beside the new one, rows that came and went. */
export function TableDiff({ before, after }: { readonly before: Table; readonly after: Table }): ReactNode {
  const keys = useMemo(() => keysOf(before, after), [before, after])
  const [chosen, setChosen] = useState<string>()
  const [only, setOnly] = useState<Sign>()
  const key = chosen === undefined ? keys[0] : keys.find(name => name === chosen)
  const { columns, rows } = useMemo(() => diffTables(before, after, key), [before, after, key])
  const digits = useMemo(() => columns.map(({ name }) => digitsOf(before, after, name)), [columns, before, after])
  const count = (kind: DiffRow['kind']): number => rows.filter(row => row.kind === kind).length
  const options = [
    `All ${groupDigits(rows.length)}`,
    ...(['changed', 'added', 'removed'] as const).map(kind => `${SIGNS[kind]} ${groupDigits(count(kind))}`),
  ]
  const fitting = only === undefined ? rows : rows.filter(({ kind }) => SIGNS[kind] === only)
  return (
    <>
      <div className={styles.bar}>
        <Segments
          label="Rows"
          options={options}
          selected={options.find(option => option.charAt(0) === only) ?? options[0] ?? ''}
          onSelect={option => setOnly(signOf(option))}
        />
        <span className={styles.space} />
        <label>
          matched by{' '}
          <select value={key ?? ''} onChange={({ target }) => setChosen(target.value)}>
            {keys.map(name => (
              <option key={name}>{name}</option>
            ))}
            <option value="">row number</option>
          </select>
        </label>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section aria-label="Changed rows" tabIndex={0} className={styles.lines}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>
                <span className="visually-hidden">Change</span>
              </th>
              {columns.map(({ name, kind }) => (
                <th key={name} data-number={kind === 'number'}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fitting.slice(0, MOST_ROWS).map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={index} className={styles[row.kind]}>
                <td className={styles.sign}>
                  <span aria-hidden="true">{SIGNS[row.kind]}</span>
                  <span className="visually-hidden">{row.kind}</span>
                </td>
                {columns.map(({ name, kind }, at) => (
                  <td
                    key={name}
                    data-number={kind === 'number'}
                    className={join(row.kind === 'changed' && row.columns.includes(at) && styles.cell)}
                  >
                    <Cells row={row} at={at} digits={digits[at]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {fitting.length > MOST_ROWS && <p className={styles.note}>The first {groupDigits(MOST_ROWS)} are shown.</p>}
      </section>
      <p className={styles.foot}>
        {`${count('changed')} changed, ${count('added')} added, ${count('removed')} removed`}
        {!(before.complete && after.complete) && `, in the first ${formatCount(after.rows.length, 'row')}`}
      </p>
    </>
  )
}

const signOf = (option: string): Sign | undefined => (['~', '+', '−'] as const).find(sign => sign === option.charAt(0))

/** Digits that fit the numbers of both tables. */
function digitsOf(before: Table, after: Table, name: string): number | undefined {
  const rows = [before, after].flatMap(({ columns, rows: own }) => {
    const at = columns.findIndex(column => column.name === name)
    return at < 0 || columns[at]?.kind !== 'number' ? [] : own.map(row => [row[at]])
  })
  return rows.length === 0 ? undefined : fractionDigits(rows, 0)
}

type CellsProps = { readonly row: DiffRow; readonly at: number; readonly digits: number | undefined }

function Cells({ row, at, digits }: CellsProps): ReactNode {
  switch (row.kind) {
    case 'changed':
      return row.columns.includes(at) ? (
        <>
          <del>
            <Value cell={row.before[at]} digits={digits} />
          </del>{' '}
          <ins>
            <Value cell={row.after[at]} digits={digits} />
          </ins>
        </>
      ) : (
        <Value cell={row.after[at]} digits={digits} />
      )
    case 'removed':
      return (
        <del>
          <Value cell={row.before[at]} digits={digits} />
        </del>
      )
    case 'same':
    case 'added':
      return <Value cell={row.after[at]} digits={digits} />
    default:
      return row satisfies never
  }
}

function Value({ cell, digits }: { readonly cell: unknown; readonly digits: number | undefined }): ReactNode {
  return cell === null || cell === undefined ? <NullChip /> : cellText(cell, digits)
}
