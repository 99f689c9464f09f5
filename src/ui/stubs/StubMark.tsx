import type { ReactNode } from 'react'
import styles from './stubs.module.css'

/** The mark of a task run that a stub answered for. */
export const StubMark = (): ReactNode => <span className={styles.mark}>Stub</span>
