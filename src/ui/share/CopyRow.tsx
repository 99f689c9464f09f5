import type { ReactNode } from 'react'
import { Button } from '../controls'
import { usePage } from '../state/usePage'
import styles from './share.module.css'

/** A row of the dialog: a heading, a text to copy, and what stands under it. */
export function CopyRow({
  title,
  text,
  copied,
  children,
}: {
  readonly title: string
  readonly text: string
  /** What is said after the copy: `Copied the link.` */
  readonly copied: string
  readonly children: ReactNode
}): ReactNode {
  const page = usePage()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    page.toast(copied)
  }
  return (
    <section className={styles.row} aria-label={title}>
      <h3>{title}</h3>
      <div className={styles.copy}>
        <input readOnly aria-label={`${title} to copy`} value={text} onFocus={event => event.currentTarget.select()} />
        <Button icon="copy" aria-label={`Copy ${title.toLowerCase()}`} onClick={() => void copy()}>
          Copy
        </Button>
      </div>
      {children}
    </section>
  )
}
