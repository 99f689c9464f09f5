import { type ReactNode, useMemo } from 'react'
import { join } from '../../controls'
import { type DiffLine, diffLines } from '../../diff'
import { formatCount, middleCut } from '../../format'
import styles from './DiffView.module.css'

/** Lines that are alike and stand further than this from a change are folded. */
const CONTEXT = 3
const MOST_LINES = 2000
const LONGEST = 2000

type Shown = DiffLine | { readonly kind: 'folded'; readonly text: string }

/** Two texts line by line; long stretches that are alike are folded. */
export function LineDiff({ before, after }: { readonly before: string; readonly after: string }): ReactNode {
  const lines = useMemo(() => folded(diffLines(before, after)), [before, after])
  const shown = lines.slice(0, MOST_LINES)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section aria-label="Changed lines" tabIndex={0} className={styles.lines}>
      {shown.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place
        <div key={index} className={join(styles.line, styles[line.kind])}>
          <span className={styles.sign}>{SIGNS[line.kind]}</span>
          <span>{middleCut(line.text, LONGEST)}</span>
        </div>
      ))}
      {shown.length < lines.length && (
        <p className={styles.note}>{formatCount(lines.length - shown.length, 'line')} more differ or follow.</p>
      )}
    </section>
  )
}

const SIGNS: Readonly<Record<Shown['kind'], string>> = { same: ' ', added: '+', removed: '−', folded: '⋯' }

function folded(lines: readonly DiffLine[]): readonly Shown[] {
  const shown: Shown[] = []
  let start = 0
  while (start < lines.length) {
    let end = start
    while (end < lines.length && lines[end]?.kind === 'same') end++
    const head = start === 0 ? 0 : CONTEXT
    const tail = end === lines.length ? 0 : CONTEXT
    const hidden = end - start - head - tail
    if (hidden > 1) {
      shown.push(...lines.slice(start, start + head))
      shown.push({ kind: 'folded', text: formatCount(hidden, 'line like before', 'lines like before') })
      shown.push(...lines.slice(end - tail, end))
    } else shown.push(...lines.slice(start, end))
    const change = lines[end]
    if (change) shown.push(change)
    start = end + 1
  }
  return shown
}
