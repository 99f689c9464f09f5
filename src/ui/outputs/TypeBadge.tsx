import type { ReactNode } from 'react'
import { join } from '../controls'
import styles from './badges.module.css'

/** The type of a value in a few letters; null is dashed. */
export const TypeBadge = ({ type }: { readonly type: string }): ReactNode => (
  <span className={join(styles.badge, type === 'null' && styles.dashed)}>{type}</span>
)

/** A value that is null. */
export const NullChip = (): ReactNode => <span className={join(styles.badge, styles.dashed)}>null</span>

/** A key that is not there. */
export const MissingChip = ({ name }: { readonly name: string }): ReactNode => (
  <span className={styles.badge}>no {name}</span>
)
