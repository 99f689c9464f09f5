import { type ReactNode, useId } from 'react'
import type { AskedInput } from '../../engine'
import type { Input } from '../../model'
import { join } from '../controls'
import { Control, isGroup } from './Control'
import { hintOf } from './hint'
import styles from './inputs.module.css'
import { shownValue } from './values'

type InputFieldProps = {
  readonly input: Input
  /** What the engine says of it, where it depends on other inputs. */
  readonly asked?: AskedInput | undefined
  /** As typed or picked; undefined shows the default, null is cleared. */
  readonly value: unknown
  /** What is wrong with the value. */
  readonly problem: string | undefined
  readonly onValue: (value: unknown) => void
}

/** The field of one input, as its type wants it; nothing where the input is not asked for. */
export function InputField({ input, asked, value, problem, onValue }: InputFieldProps): ReactNode {
  const id = useId()
  if (asked?.asked === false) return null
  const hint = problem ?? hintOf(input, value !== undefined)
  const name = input.displayName ?? input.id
  return (
    <div className={styles.field}>
      <span className={styles.label}>
        {isGroup(input) ? <span id={`${id}-label`}>{name}</span> : <label htmlFor={id}>{name}</label>}
        <span className={styles.type}>{input.type}</span>
        {input.required && input.defaults === undefined && input.type !== 'BOOL' && (
          <span className={styles.hint}>required</span>
        )}
      </span>
      <Control
        id={id}
        input={input}
        asked={asked}
        value={shownValue(input, value, asked)}
        onValue={onValue}
        invalid={problem !== undefined}
      />
      <span
        id={`${id}-hint`}
        className={join(styles.hint, problem && styles.wrong)}
        role={problem ? 'alert' : undefined}
      >
        {hint}
      </span>
    </div>
  )
}
