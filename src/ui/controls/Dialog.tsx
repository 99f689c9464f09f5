import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './Button'
import styles from './controls.module.css'

/** A modal dialog: focus is kept inside by the browser, Escape and a press beside it close it. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const element = dialog.current
    const before = document.activeElement
    element?.showModal()
    return () => {
      element?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={event => {
        event.preventDefault()
        onClose()
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose()
      }}
      onKeyDown={event => event.stopPropagation()}
    >
      <div className={styles.dialogHead}>
        <h2 id={heading}>{title}</h2>
        <IconButton name="Close" icon="close" onClick={onClose} />
      </div>
      <div className={styles.dialogBody}>{children}</div>
    </dialog>
  )
}
