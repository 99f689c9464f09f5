import { type ReactNode, useRef } from 'react'
import type { PlotProps } from './ChartView'
import styles from './ChartView.module.css'
import { type Mark, type Scale, scaleOf } from './chart'
import { BINS, binsOf } from './statistics'
import { useWidth } from './useWidth'

const HEIGHT = 260
const EDGE = { top: 12, right: 14, bottom: 26 }
const LETTER = 6.6

type Frame = {
  readonly x: Scale
  readonly y: Scale
  readonly across: (value: number) => number
  readonly up: (value: number) => number
}

/** A line, points or a histogram between two axes. */
export function Points({ marks, choice, columns, onHover }: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const { kind } = choice
  const bins = kind === 'Histogram' ? histogramOf(marks) : undefined
  const dates = kind === 'Line' && columns[choice.x]?.kind === 'date'
  const xs = marks.map(({ x }) => x)
  const y = bins
    ? scaleOf(bins.counts, true, 1)
    : scaleOf(
        marks.map(mark => mark.y),
        false,
      )
  const x = dates || bins ? spanOf(xs) : scaleOf(xs, false)
  const left = Math.max(...y.ticks.map(tick => String(tick).length)) * LETTER + 12
  const [wide, high] = [Math.max(20, width - left - EDGE.right), HEIGHT - EDGE.top - EDGE.bottom]
  const frame: Frame = {
    x,
    y,
    across: value => left + ((value - x.from) / (x.to - x.from || 1)) * wide,
    up: value => EDGE.top + high - ((value - y.from) / (y.to - y.from || 1)) * high,
  }
  return (
    <div ref={box}>
      <svg role="img" aria-label={nameOf(choice, columns)} width={width} height={HEIGHT}>
        {width > 0 && (
          <>
            <Axes frame={frame} dates={dates} left={left} right={left + wide} />
            {bins ? (
              <Bins bins={bins} frame={frame} />
            ) : (
              <>
                {kind === 'Line' && (
                  <polyline
                    className={styles.line}
                    points={marks.map(mark => `${frame.across(mark.x)},${frame.up(mark.y)}`).join(' ')}
                  />
                )}
                {marks.map(mark => (
                  <circle
                    key={mark.row}
                    className={styles.point}
                    cx={frame.across(mark.x)}
                    cy={frame.up(mark.y)}
                    r={marks.length > 200 ? 2 : 3.5}
                    onPointerEnter={() => onHover(mark)}
                    onPointerLeave={() => onHover(undefined)}
                  />
                ))}
              </>
            )}
          </>
        )}
      </svg>
    </div>
  )
}

type Histogram = { readonly counts: readonly number[]; readonly from: number; readonly to: number }

function histogramOf(marks: readonly Mark[]): Histogram {
  const values = Float64Array.from(marks, ({ x }) => x).sort()
  const [from, to] = [values[0] ?? 0, values.at(-1) ?? 1]
  return { counts: binsOf(values, from, to), from, to }
}

/** An axis from the first to the last value, with ticks at both ends and in the middle. */
function spanOf(values: readonly number[]): Scale {
  const from = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY)
  const to = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  if (!Number.isFinite(from)) return { from: 0, to: 1, ticks: [] }
  return { from, to, ticks: from === to ? [from] : [from, (from + to) / 2, to] }
}

function nameOf({ kind, x, y }: PlotProps['choice'], columns: PlotProps['columns']): string {
  const [across, up] = [columns[x]?.name, columns[y ?? 0]?.name]
  if (kind === 'Histogram') return `Histogram of ${across}`
  return kind === 'Line' ? `Line of ${up} over ${across}` : `Points of ${up} over ${across}`
}

type AxesProps = { readonly frame: Frame; readonly dates: boolean; readonly left: number; readonly right: number }

function Axes({ frame: { x, y, across, up }, dates, left, right }: AxesProps): ReactNode {
  return (
    <>
      {y.ticks.map(tick => (
        <g key={tick}>
          <line className={styles.gridLine} x1={left} x2={right} y1={up(tick)} y2={up(tick)} />
          <text className={styles.tickY} x={left - 6} y={up(tick)}>
            {tick}
          </text>
        </g>
      ))}
      {x.ticks.map((tick, index) => (
        <text
          key={tick}
          className={styles.tickX}
          x={across(tick)}
          y={HEIGHT - 8}
          textAnchor={index === 0 ? 'start' : index === x.ticks.length - 1 ? 'end' : 'middle'}
        >
          {dates ? new Date(tick).toISOString().slice(0, 10) : Number(tick.toPrecision(5))}
        </text>
      ))}
    </>
  )
}

function Bins({
  bins: { counts, from, to },
  frame: { across, up },
}: {
  readonly bins: Histogram
  readonly frame: Frame
}) {
  const step = (to - from || 1) / BINS
  return counts.map((count, index) => {
    const [start, end] = [across(from + index * step), across(from + (index + 1) * step)]
    return (
      <rect
        key={start}
        className={styles.bar}
        x={start + 1}
        width={Math.max(1, end - start - 2)}
        y={up(count)}
        height={Math.max(0, up(0) - up(count))}
        rx={2}
      />
    )
  })
}
