import { type ReactNode, useRef } from 'react'
import { Button, IconButton } from '../controls'
import styles from './inputs.module.css'

type ItemsProps = {
  readonly 'aria-labelledby': string
  readonly 'aria-describedby': string
  /** What the list is called. */
  readonly name: string
  readonly values: readonly string[]
  readonly onValues: (values: readonly string[]) => void
}

/** A list of values, each in a field of its own. */
export function Items({ name, values, onValues, ...labelled }: ItemsProps): ReactNode {
  const added = useRef(false)
  const rows = values.map((value, index) => ({ value, index }))
  return (
    <fieldset className={styles.items} {...labelled}>
      {rows.map(({ value, index }) => (
        <span key={index} className={styles.item}>
          <input
            className={styles.control}
            aria-label={`${name} ${index + 1}`}
            autoComplete="off"
            spellCheck={false}
            value={value}
            ref={field => {
              if (!field || !added.current || index < values.length - 1) return
              added.current = false
              field.focus()
            }}
            onChange={event => onValues(values.with(index, event.target.value))}
          />
          <IconButton
            name={`Remove ${name} ${index + 1}`}
            icon="trash"
            onClick={() => onValues(values.filter((_, at) => at !== index))}
          />
        </span>
      ))}
      <Button
        icon="plus"
        size="small"
        onClick={() => {
          added.current = true
          onValues([...values, ''])
        }}
      >
        Add item
      </Button>
    </fieldset>
  )
}
