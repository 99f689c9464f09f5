import { type ReactNode, useState } from 'react'
import { Button } from '../controls'
import styles from './inputs.module.css'
import type { Choice } from './values'

type Labelled = { readonly 'aria-labelledby': string; readonly 'aria-describedby': string }

type RadiosProps = Labelled & {
  /** What the radio buttons of the group share, unique in the page. */
  readonly name: string
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onValue: (value: string) => void
}

/** One of several values, all in sight. */
export function Radios({ name, choices, value, onValue, ...labelled }: RadiosProps): ReactNode {
  return (
    <div role="radiogroup" className={styles.choices} {...labelled}>
      {choices.map(choice => (
        <label key={choice.value} className={styles.choice}>
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onValue(choice.value)} />
          {choice.label}
        </label>
      ))}
    </div>
  )
}

type CheckboxesProps = Labelled & {
  readonly choices: readonly Choice[]
  /** Whether other values can be added. */
  readonly custom: boolean
  readonly values: readonly string[]
  readonly onValues: (values: readonly string[]) => void
}

/** Any of several values, in the order they are listed in; values of one's own come last. */
export function Checkboxes({ choices, custom, values, onValues, ...labelled }: CheckboxesProps): ReactNode {
  const own = values.filter(value => !choices.some(choice => choice.value === value))
  const listed = [...choices, ...own.map(value => ({ value, label: value }))]
  const toggle = (value: string, ticked: boolean): void =>
    onValues(listed.map(choice => choice.value).filter(one => (one === value ? ticked : values.includes(one))))
  return (
    <fieldset className={styles.choices} {...labelled}>
      {listed.map(choice => (
        <label key={choice.value} className={styles.choice}>
          <input
            type="checkbox"
            checked={values.includes(choice.value)}
            onChange={event => toggle(choice.value, event.target.checked)}
          />
          {choice.label}
        </label>
      ))}
      {custom && <Adder onAdd={value => values.includes(value) || onValues([...values, value])} />}
    </fieldset>
  )
}

/** A field for a value of one's own. */
function Adder({ onAdd }: { readonly onAdd: (value: string) => void }): ReactNode {
  const [text, setText] = useState('')
  const add = (): void => {
    if (text.trim() !== '') onAdd(text.trim())
    setText('')
  }
  return (
    <span className={styles.adder}>
      <input
        aria-label="Another value"
        placeholder="Another value"
        className={styles.control}
        value={text}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          add()
        }}
      />
      <Button onClick={add}>Add</Button>
    </span>
  )
}

type ComboboxProps = {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly className: string | undefined
  readonly choices: readonly Choice[]
  readonly value: string
  readonly onValue: (value: string) => void
}

/** A text, with values to choose from. */
export function Combobox({ choices, value, onValue, ...common }: ComboboxProps): ReactNode {
  return (
    <>
      <input {...common} list={`${common.id}-choices`} value={value} onChange={event => onValue(event.target.value)} />
      <datalist id={`${common.id}-choices`}>
        {choices.map(choice => (
          <option key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </datalist>
    </>
  )
}
