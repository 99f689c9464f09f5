import { type ReactNode, useMemo, useRef, useState } from 'react'
import { IconButton, Menu } from '../../controls'
import { formatCount, groupDigits } from '../../format'
import { saveBlob } from '../download'
import { Bars } from './Bars'
import styles from './ChartView.module.css'
import { axesOf, type ChartChoice, choiceOf, kindsOf, type Mark, marksOf } from './chart'
import { pngOf, svgOf } from './chartImage'
import { Points } from './Points'
import { cellText, fractionDigits, type Table, type TableColumn } from './table'

/** What draws the marks of a chart. */
export type PlotProps = {
  readonly marks: readonly Mark[]
  readonly choice: ChartChoice
  readonly columns: readonly TableColumn[]
  readonly onHover: (mark: Mark | undefined) => void
}

/** A quick plot of a table: bars, a line, a histogram or points, over columns of one's choice. */
export function ChartView({ label, table }: { readonly label: string; readonly table: Table }): ReactNode {
  const { columns } = table
  const [chosen, setChosen] = useState<ChartChoice>()
  const [hovered, setHovered] = useState<Mark>()
  const plot = useRef<HTMLDivElement>(null)
  const kinds = kindsOf(columns)
  const usual = kinds[0] && choiceOf(kinds[0], columns)
  const choice = chosen ?? usual
  const drawn = useMemo(() => choice && marksOf(table, choice), [table, choice])
  if (!choice || !drawn) return <p className={styles.empty}>A chart needs a column of numbers.</p>
  const axes = axesOf(choice.kind, columns)
  const save = async (to: 'svg' | 'png'): Promise<void> => {
    const svg = plot.current?.querySelector('svg')
    if (svg) saveBlob(to === 'svg' ? svgOf(svg) : await pngOf(svg), `${nameOf(choice.x, columns)}.${to}`)
  }
  const Plot = choice.kind === 'Bar' ? Bars : Points
  return (
    <>
      <div className={styles.controls}>
        <Choice
          title="X"
          options={axes.x}
          columns={columns}
          value={choice.x}
          onValue={x => setChosen({ ...choice, x })}
        />
        {choice.y !== undefined && (
          <Choice
            title="Y"
            options={axes.y}
            columns={columns}
            value={choice.y}
            onValue={y => setChosen({ ...choice, y })}
          />
        )}
        <label className={styles.choice}>
          Kind
          <select
            value={choice.kind}
            onChange={({ target }) => {
              const kind = kinds.find(known => known === target.value)
              setChosen(kind && choiceOf(kind, columns))
            }}
          >
            {kinds.map(kind => (
              <option key={kind}>{kind}</option>
            ))}
          </select>
        </label>
        <span className={styles.space} />
        <Menu
          label="Download the chart"
          align="end"
          items={[
            { title: 'SVG', hint: '.svg', onSelect: () => void save('svg') },
            { title: 'PNG', hint: '.png', onSelect: () => void save('png') },
          ]}
        >
          {trigger => <IconButton size="small" name="Download the chart" icon="download" {...trigger} />}
        </Menu>
      </div>
      <section
        ref={plot}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the part that scrolls must take the keys
        tabIndex={0}
        aria-label={`${label}, chart`}
        className={styles.plot}
      >
        <Plot marks={drawn.marks} choice={choice} columns={columns} onHover={setHovered} />
      </section>
      <div className={styles.footer}>
        <span>{countText(drawn.marks.length, drawn.drawable, drawn.sampled, table)}</span>
        <span className={styles.hovered}>{hovered && hoverText(hovered, choice, table)}</span>
      </div>
    </>
  )
}

type ChoiceProps = {
  readonly title: string
  readonly options: readonly number[]
  readonly columns: readonly TableColumn[]
  readonly value: number
  readonly onValue: (column: number) => void
}

const Choice = ({ title, options, columns, value, onValue }: ChoiceProps): ReactNode => (
  <label className={styles.choice}>
    {title}
    <select value={value} onChange={({ target }) => onValue(Number(target.value))}>
      {options.map(index => (
        <option key={index} value={index}>
          {nameOf(index, columns)}
        </option>
      ))}
    </select>
  </label>
)

const nameOf = (index: number, columns: readonly TableColumn[]): string => columns[index]?.name ?? ''

function countText(drawn: number, drawable: number, sampled: boolean, { rows, complete }: Table): string {
  if (sampled) return `${groupDigits(drawn)} of ${formatCount(drawable, 'row')}, evenly picked`
  const of = drawable < rows.length ? `${groupDigits(drawable)} of ` : ''
  return `${of}${complete ? formatCount(rows.length, 'row') : `the first ${formatCount(rows.length, 'row')}`}`
}

/** What a mark stands for: `Osier, 132.75`. */
function hoverText({ row }: Mark, { x, y, kind }: ChartChoice, { rows }: Table): string {
  const cell = (column: number): string => {
    const value = rows[row]?.[column]
    return value === null || value === undefined ? 'null' : cellText(value, fractionDigits(rows, column))
  }
  if (y === undefined) return cell(x)
  return kind === 'Bar' ? `${cell(y)}, ${cell(x)}` : `${cell(x)}, ${cell(y)}`
}
