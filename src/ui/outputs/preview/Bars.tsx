import { type ReactNode, useRef } from 'react'
import { middleCut } from '../../format'
import type { PlotProps } from './ChartView'
import styles from './ChartView.module.css'
import { fractionDigits } from './table'
import { useWidth } from './useWidth'

const ROW = 26
const BAR = 14
const LETTER = 6.6
const GAP = 8

/** A bar for each row, its name before it and its number behind it; rows without a name are amber. */
export function Bars({ marks, choice, columns, onHover }: PlotProps): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  const rows = marks.map(({ x }) => [x])
  const digits = fractionDigits(rows, 0)
  const numbers = marks.map(({ x }) => (digits === undefined ? String(x) : x.toFixed(digits)))
  const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 4)
  const names = marks.map(({ label }) => (label === null ? 'null' : middleCut(label === '' ? '""' : label, 24)))
  const nameWidth = Math.min(width * 0.4, longest(names) * LETTER + GAP)
  const room = Math.max(20, width - nameWidth - longest(numbers) * LETTER - GAP)
  const [least, most] = marks.reduce(([low, high], { x }) => [Math.min(low, x), Math.max(high, x)], [0, 0])
  const scale = room / (most - least || 1)
  const zero = nameWidth - least * scale
  const [x, y] = [columns[choice.x]?.name, columns[choice.y ?? 0]?.name]
  return (
    <div ref={box} className={styles.bars}>
      <svg role="img" aria-label={`Bars of ${x} by ${y}`} width={width} height={marks.length * ROW}>
        {marks.map((mark, index) => {
          const length = Math.max(1, Math.abs(mark.x) * scale)
          return (
            <g
              key={mark.row}
              className={styles.mark}
              transform={`translate(0 ${index * ROW})`}
              onPointerEnter={() => onHover(mark)}
              onPointerLeave={() => onHover(undefined)}
            >
              <rect className={styles.hit} width={width} height={ROW} />
              <text className={styles.barName} x={nameWidth - GAP} y={ROW / 2} data-null={mark.label === null}>
                {names[index]}
              </text>
              <rect
                className={styles.bar}
                data-null={mark.label === null}
                x={mark.x < 0 ? zero - length : zero}
                y={(ROW - BAR) / 2}
                width={length}
                height={BAR}
                rx={2}
              />
              <text className={styles.barNumber} x={width} y={ROW / 2}>
                {numbers[index]}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
