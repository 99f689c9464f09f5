import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Span } from '../../model'
import { join } from '../controls'
import type { Option } from './completions'
import styles from './ExpressionInput.module.css'
import { partsOf } from './expressionText'
import { Suggestions } from './Suggestions'
import type { Completions } from './useCompletions'

type ExpressionInputProps = {
  readonly text: string
  readonly onText: (text: string) => void
  /** Where the error stands; it is underlined, with a caret under its first letter. */
  readonly error: Span | undefined
  readonly failed: boolean
  readonly describedBy: string | undefined
  readonly completions: Completions
  readonly onEnter: () => void
  readonly onLeave: () => void
  /** ↑ and ↓ in the empty input or on an expression of the history. */
  readonly onHistory: (step: 1 | -1) => boolean
}

/** The input of the debugger: expressions tinted as in the editor, drawn behind the text that is typed. */
export function ExpressionInput(props: ExpressionInputProps): ReactNode {
  const { text, onText, error, failed, describedBy, onEnter, onLeave, onHistory, completions } = props
  const { options } = completions
  const [moved, setMoved] = useState<{ readonly of: readonly Option[]; readonly to: number }>()
  const id = useId()
  const selected = moved?.of === options ? moved.to : -1
  const field = useRef<HTMLTextAreaElement>(null)
  const [cursor, setCursor] = useState<{ readonly at: number }>()
  // A new text puts the cursor at its end; where it belongs is set in the same turn, before the next key comes.
  useLayoutEffect(() => {
    if (cursor) field.current?.setSelectionRange(cursor.at, cursor.at)
  }, [cursor])
  const change = (next: string, at: number): void => {
    onText(next)
    setCursor({ at })
  }
  const pick = (option: Option): void => {
    completions.close()
    const { from, to, apply } = option
    change(`${text.slice(0, from)}${apply}${text.slice(to)}`, from + apply.length - (apply.endsWith('()') ? 1 : 0))
  }
  /** Keys that belong to the list of words while it is open. Enter takes a word only after the arrows chose it. */
  const chose = (key: string): boolean => {
    const option = options[key === 'Tab' ? Math.max(0, selected) : selected]
    if (options.length === 0) return false
    if (key === 'ArrowDown') setMoved({ of: options, to: (selected + 1) % options.length })
    else if (key === 'ArrowUp') setMoved({ of: options, to: selected <= 0 ? options.length - 1 : selected - 1 })
    else if (key === 'Escape') completions.close()
    else if ((key === 'Tab' || key === 'Enter') && option) pick(option)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (!event.shiftKey && chose(event.key)) event.stopPropagation()
    else if (event.key === 'Enter' && !event.shiftKey) {
      completions.close()
      onEnter()
    } else if (event.key === 'ArrowUp' && onHistory(1)) {
    } else if (event.key === 'ArrowDown' && onHistory(-1)) {
    } else if (event.key === '{' && closeBraces(field.current, text, change)) {
    } else {
      return
    }
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
        aria-autocomplete="list"
        aria-controls={options.length > 0 ? id : undefined}
        aria-activedescendant={selected >= 0 ? `${id}-${selected}` : undefined}
        onChange={({ target }) => {
          onText(target.value)
          completions.ask(target.value, target.selectionStart)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          completions.close()
          onLeave()
        }}
      />
      {options.length > 0 && <Suggestions id={id} options={options} selected={selected} onPick={pick} />}
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
function closeBraces(
  field: HTMLTextAreaElement | null,
  text: string,
  change: (next: string, cursor: number) => void,
): boolean {
  if (!field || field.selectionStart !== field.selectionEnd) return false
  const at = field.selectionStart
  if (text.charAt(at - 1) !== '{' || text.charAt(at - 2) === '{' || text.slice(at).trimStart().startsWith('}'))
    return false
  change(`${text.slice(0, at)}{  }}${text.slice(at)}`, at + 2)
  return true
}
