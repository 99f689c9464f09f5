import { type ReactNode, useState } from 'react'
import type { Evaluation } from '../../engine'
import { IconButton } from '../controls'
import { containerOf, copyOf, JsonTree, NullChip, Segments, shortOf, TypeBadge, textOf, typeOf } from '../outputs'
import styles from './DebuggerPanel.module.css'

type ResultProps = {
  readonly evaluation: Extract<Evaluation, { ok: true }>
  readonly milliseconds: number
  /** Which stage is shown; the last one is the answer. */
  readonly stage: number
  readonly onCopy: (text: string, what: string) => void
}

/** What an expression gave: its value, or the exact text that the task receives. */
export function Result({ evaluation, milliseconds, stage, onCopy }: ResultProps): ReactNode {
  const [view, setView] = useState('Value')
  const { stages, rendered } = evaluation
  const last = stage >= stages.length - 1
  const value = last ? evaluation.value : stages[stage]?.value
  const type = typeOf(value)
  const shown = last ? view : 'Value'
  const text = shown === 'Rendered' ? rendered : copyOf(value)
  const facts = [sizeText(value), last && `${shortTime(milliseconds)}`].filter(Boolean).join(', ')
  return (
    <>
      <div className={styles.resultBar}>
        <span className={styles.resultTitle}>{last ? 'Result' : 'Stage'}</span>
        {type === 'null' ? <NullChip /> : <TypeBadge type={type} />}
        <span className={styles.facts}>{facts}</span>
        {last && (
          <Segments label="Show the result as" options={['Value', 'Rendered']} selected={view} onSelect={setView} />
        )}
        <IconButton
          size="small"
          name={shown === 'Rendered' ? 'Copy the rendered text' : 'Copy the value'}
          icon="copy"
          onClick={() => onCopy(text, shown === 'Rendered' ? 'the rendered text' : 'the value')}
        />
      </div>
      <output aria-label="Result" aria-live="off" className={styles.result}>
        {shown === 'Rendered' || containerOf(value) === undefined ? (
          <Text text={shown === 'Rendered' ? rendered : textOf(value)} empty={type === 'null' && shown === 'Value'} />
        ) : (
          <JsonTree label="Result" value={value} />
        )}
      </output>
    </>
  )
}

const LONGEST = 100_000

/** Text as it is; nothing at all is said to be so. */
function Text({ text, empty }: { readonly text: string; readonly empty: boolean }): ReactNode {
  if (empty) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <pre tabIndex={0} className={styles.text}>
      {text === '' ? <span className={styles.quiet}>empty text</span> : text.slice(0, LONGEST)}
      {text.length > LONGEST && <span className={styles.quiet}>… cut here; copy gives all of it</span>}
    </pre>
  )
}

const sizeText = (value: unknown): string | undefined =>
  containerOf(value) === undefined
    ? typeof value === 'string'
      ? `${value.length} characters`
      : undefined
    : (shortOf(value) ?? undefined)

/** Times of an evaluation: `1.3 ms`, `140 ms`, `2.4 s`. */
function shortTime(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`
}
