import type { ReactNode } from 'react'
import type { Evaluation } from '../../engine'
import { Button, StateIcon } from '../controls'
import styles from './DebuggerPanel.module.css'

type ProblemProps = {
  readonly id: string
  readonly evaluation: Extract<Evaluation, { ok: false }>
  /** Puts the suggestion in the place of what is wrong. */
  readonly onChange: ((suggestion: string) => void) | undefined
}

/** Why an expression has no value: the message, where it stands, and the change that is certain to help. */
export function Problem({ id, evaluation, onChange }: ProblemProps): ReactNode {
  const { message, hint, span, suggestion } = evaluation
  return (
    <div className={styles.problem}>
      <StateIcon state="FAILED" size={14} bare />
      <div id={id} className={styles.message}>
        <p>
          {message}
          {span && <span className="visually-hidden"> At character {span.start + 1}.</span>}
        </p>
        {hint && <p className={styles.quiet}>{hint}</p>}
      </div>
      {suggestion !== undefined && span && onChange && (
        <Button onClick={() => onChange(suggestion)}>Change to {suggestion}</Button>
      )}
    </div>
  )
}
