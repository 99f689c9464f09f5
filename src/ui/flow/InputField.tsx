import { type ReactNode, useId } from 'react'
import type { Input } from '../../model'
import { join } from '../controls'
import styles from './flow.module.css'

type InputFieldProps = {
  readonly input: Input
  /** As typed or picked; undefined shows the default. */
  readonly value: unknown
  /** Whether the value was typed, and is no default. */
  readonly touched: boolean
  /** What is wrong with the value. */
  readonly problem: string | undefined
  readonly onValue: (value: unknown) => void
}

/** The field of one input, as its type wants it. */
export function InputField({ input, value, touched, problem, onValue }: InputFieldProps): ReactNode {
  const id = useId()
  const hint = problem ?? hintOf(input, touched)
  return (
    <div className={styles.field}>
      <span className={styles.label}>
        <label htmlFor={id}>{input.displayName ?? input.id}</label>
        <span className={styles.type}>{input.type}</span>
        {input.required && input.defaults === undefined && <span className={styles.hint}>required</span>}
      </span>
      <Control
        id={id}
        input={input}
        value={value}
        onValue={onValue}
        described={`${id}-hint`}
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

function hintOf(input: Input, touched: boolean): string {
  const parts = [
    input.description,
    input.type === 'SECRET' ? 'Kept in this tab only' : undefined,
    input.defaults !== undefined && !touched ? 'Default from the flow' : undefined,
    input.required ? undefined : 'May stay empty',
  ]
  return parts.filter(part => part !== undefined).join('. ')
}

type ControlProps = Pick<InputFieldProps, 'input' | 'value' | 'onValue'> & {
  readonly id: string
  readonly described: string
  readonly invalid: boolean
}

function Control({ id, input, value, onValue: set, described, invalid }: ControlProps): ReactNode {
  const common = { id, 'aria-describedby': described, 'aria-invalid': invalid, className: styles.control }
  const text = textOf(value ?? input.defaults ?? input.prefill)
  switch (input.type) {
    case 'BOOLEAN':
    case 'BOOL':
      return (
        <input
          {...common}
          type="checkbox"
          className={styles.checkbox}
          checked={text === 'true'}
          onChange={event => set(event.target.checked)}
        />
      )
    case 'SELECT':
    case 'ENUM':
      if (input.allowCustomValue === true || typeof input.expression === 'string') {
        return (
          <>
            <input {...common} list={`${id}-choices`} value={text} onChange={event => set(event.target.value)} />
            <datalist id={`${id}-choices`}>
              {choicesOf(input).map(({ value, label }) => (
                <option key={value} value={value} label={label} />
              ))}
            </datalist>
          </>
        )
      }
      return (
        <select {...common} value={text} onChange={event => set(event.target.value)}>
          <option value="" />
          {choicesOf(input).map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )
    case 'FILE':
      return <input {...common} type="file" onChange={event => set(event.target.files?.[0])} />
    case 'JSON':
    case 'YAML':
    case 'ARRAY':
    case 'MULTISELECT':
      return (
        <textarea {...common} rows={4} value={text} spellCheck={false} onChange={event => set(event.target.value)} />
      )
    default:
      return (
        <input
          {...common}
          type={input.type === 'SECRET' ? 'password' : 'text'}
          inputMode={input.type === 'INT' || input.type === 'FLOAT' ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={event => set(event.target.value)}
        />
      )
  }
}

type Choice = { readonly value: string; readonly label: string }

/** The values that an input lists, as texts or as maps of a label and a value. */
function choicesOf(input: Input): readonly Choice[] {
  const written: unknown = input.values ?? input.options
  return Array.isArray(written) ? written.map(toChoice) : []
}

function toChoice(item: unknown): Choice {
  if (typeof item !== 'object' || item === null || !('value' in item))
    return { value: String(item), label: String(item) }
  const value = String(item.value)
  return { value, label: 'label' in item ? String(item.label) : value }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}
