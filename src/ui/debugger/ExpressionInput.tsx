import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import type { Span } from '../../model'
import { join } from '../controls'
import styles from './ExpressionInput.module.css'
import { partsOf } from './expressionText'

type ExpressionInputProps = {
  readonly text: string
  readonly onText: (text: string) => void
  /** Where the error stands; it is underlined, with a caret under its first letter. */
  readonly error: Span | undefined
  readonly failed: boolean
  readonly describedBy: string | undefined
  readonly onEnter: () => void
  readonly onLeave: () => void
  /** ↑ and ↓ in the empty input or on an expression of the history. */
  readonly onHistory: (step: 1 | -1) => boolean
}

/** The input of the debugger: expressions tinted as in the editor, drawn behind the text that is typed. */
export function ExpressionInput(props: ExpressionInputProps): ReactNode {
  const { text, onText, error, failed, describedBy, onEnter, onLeave, onHistory } = props
  const field = useRef<HTMLTextAreaElement>(null)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) onEnter()
    else if (event.key === 'ArrowUp' && onHistory(1)) {
    } else if (event.key === 'ArrowDown' && onHistory(-1)) {
    } else if (event.key === '{' && closeBraces(field.current, text, onText)) {
    } else return
    event.preventDefault()
  }
  return (
    <div className={join(styles.box, failed && styles.failed, error && styles.room)}>
      <pre aria-hidden="true" className={styles.mirror}>
        {partsOf(text).map(part => (
          <span key={part.start} className={part.kind === 'expression' ? styles.expression : undefined}>
            <Underlined text={part.text} start={part.start} error={error} />
          </span>
        ))}
        {'\u200b'}
        {error && error.start >= text.length && <Caret />}
      </pre>
      <textarea
        ref={field}
        data-debugger-input=""
        rows={1}
        value={text}
        placeholder="{{ outputs.… }}"
        aria-label="Debug expression"
        aria-invalid={failed}
        aria-describedby={describedBy}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className={styles.field}
        onChange={event => onText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onLeave}
      />
    </div>
  )
}

const Caret = (): ReactNode => <span className={styles.caret}>^</span>

/** A part of the text with the stretch inside the error underlined. */
function Underlined({
  text,
  start,
  error,
}: {
  readonly text: string
  readonly start: number
  readonly error: Span | undefined
}): ReactNode {
  if (!error || error.start < start || error.start >= start + text.length) return text
  const from = error.start - start
  const to = Math.max(from + 1, Math.min(text.length, error.end - start))
  return (
    <>
      {text.slice(0, from)}
      <span className={styles.wrong}>
        {text.slice(from, to)}
        <Caret />
      </span>
      {text.slice(to)}
    </>
  )
}

/** After the second `{` the closing braces are put behind the cursor. */
function closeBraces(field: HTMLTextAreaElement | null, text: string, onText: (text: string) => void): boolean {
  if (!field || field.selectionStart !== field.selectionEnd) return false
  const at = field.selectionStart
  if (text.charAt(at - 1) !== '{' || text.charAt(at - 2) === '{' || text.slice(at).trimStart().startsWith('}'))
    return false
  onText(`${text.slice(0, at)}{  }}${text.slice(at)}`)
  requestAnimationFrame(() => field.setSelectionRange(at + 2, at + 2))
  return true
}
