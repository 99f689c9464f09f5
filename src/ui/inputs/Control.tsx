import type { ReactNode } from 'react'
import type { AskedInput } from '../../engine'
import type { Input } from '../../model'
import { Checkboxes, Combobox, Radios } from './Choices'
import { FilePicker } from './FilePicker'
import { Items } from './Items'
import styles from './inputs.module.css'
import { Moment } from './Moment'
import { choicesOf, listOf, textOf } from './values'

/** What a control of the form is told. Its hint has the id `ID-hint`, the label of a group `ID-label`. */
export type ControlProps = {
  readonly id: string
  readonly input: Input
  readonly asked: AskedInput | undefined
  readonly value: unknown
  readonly onValue: (value: unknown) => void
  readonly invalid: boolean
}

/** Whether an input is a group of controls, which no single label can point to. */
export const isGroup = ({ type, isRadio }: Input): boolean =>
  type === 'BOOLEAN' || type === 'MULTISELECT' || type === 'ARRAY' || (type === 'SELECT' && isRadio === true)

/** The control of one input, by its type. */
export function Control(props: ControlProps): ReactNode {
  const { id, input, asked, value, onValue, invalid } = props
  const common = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': invalid, className: styles.control }
  const group = { 'aria-labelledby': `${id}-label`, 'aria-describedby': `${id}-hint` }
  /** What was cleared is no value; only a text that must be there may be empty. */
  const type = (text: string): void =>
    onValue(text === '' && !(input.type === 'STRING' && input.required) ? null : text)
  switch (input.type) {
    case 'BOOL':
      return (
        <input
          {...common}
          type="checkbox"
          className={styles.checkbox}
          checked={textOf(value) === 'true'}
          onChange={event => onValue(event.target.checked)}
        />
      )
    case 'BOOLEAN':
      return (
        <Radios
          {...group}
          name={id}
          choices={input.required ? YES_NO : [...YES_NO, NOT_SET]}
          value={textOf(value)}
          onValue={picked => onValue(picked === '' ? null : picked === 'true')}
        />
      )
    case 'SELECT':
    case 'ENUM':
      return <Select {...props} />
    case 'MULTISELECT':
      return (
        <Checkboxes
          {...group}
          choices={choicesOf(input, asked)}
          custom={input.allowCustomValue === true}
          values={listOf(value)}
          onValues={onValue}
        />
      )
    case 'ARRAY':
      return <Items {...group} name={input.displayName ?? input.id} values={listOf(value)} onValues={onValue} />
    case 'FILE':
      return <FilePicker {...common} input={input} value={value} onFile={onValue} />
    case 'DATE':
    case 'TIME':
    case 'DATETIME':
      return <Moment {...common} kind={input.type} value={textOf(value)} onText={type} />
    case 'JSON':
    case 'ION':
    case 'YAML':
      return (
        <textarea
          {...common}
          rows={4}
          value={textOf(value)}
          spellCheck={false}
          onChange={event => type(event.target.value)}
        />
      )
    default:
      return (
        <input
          {...common}
          type={KINDS[input.type] ?? 'text'}
          inputMode={input.type === 'INT' ? 'numeric' : input.type === 'FLOAT' ? 'decimal' : undefined}
          autoComplete="off"
          spellCheck={false}
          value={textOf(value)}
          onChange={event => type(event.target.value)}
        />
      )
  }
}

const YES_NO = [
  { value: 'true', label: 'true' },
  { value: 'false', label: 'false' },
]
const NOT_SET = { value: '', label: 'not set' }

/** What browsers call the kinds of text that they know; they never check what is typed. */
const KINDS: Readonly<Record<string, string>> = { SECRET: 'password', EMAIL: 'email', URI: 'url' }

/** One of several values: a list, buttons, or a text with suggestions where other values are taken too. */
function Select({ id, input, asked, value, onValue, invalid }: ControlProps): ReactNode {
  const choices = choicesOf(input, asked)
  const common = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': invalid, className: styles.control }
  const pick = (text: string): void => onValue(text === '' ? null : text)
  const isUnknown = input.expression !== undefined && asked?.choices === undefined
  if (input.allowCustomValue === true || isUnknown) {
    return <Combobox {...common} choices={choices} value={textOf(value)} onValue={pick} />
  }
  if (isGroup(input)) {
    return (
      <Radios
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-hint`}
        name={id}
        choices={choices}
        value={textOf(value)}
        onValue={pick}
      />
    )
  }
  return (
    <select {...common} value={textOf(value)} onChange={event => pick(event.target.value)}>
      <option value="" />
      {choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  )
}
