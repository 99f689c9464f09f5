import type { ReactNode } from 'react'
import type { Input } from '../../model'
import { acceptOf } from './hint'
import styles from './inputs.module.css'

type FilePickerProps = {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': boolean
  readonly className: string | undefined
  readonly input: Input
  readonly value: unknown
  readonly onFile: (file: File | null) => void
}

/** A file to choose. One that was chosen before is named: the browser's own field forgets it. */
export function FilePicker({ input, value, onFile, ...common }: FilePickerProps): ReactNode {
  return (
    <>
      <input
        {...common}
        type="file"
        accept={acceptOf(input)}
        onChange={event => onFile(event.target.files?.[0] ?? null)}
      />
      {value instanceof File && <span className={styles.hint}>{value.name} is chosen.</span>}
    </>
  )
}
