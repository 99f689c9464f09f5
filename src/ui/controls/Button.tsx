import type { ButtonHTMLAttributes, ReactNode } from 'react'
import styles from './controls.module.css'
import { Icon, type IconName } from './Icon'

export type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  /** `primary` is the one filled button of a region. */
  readonly look?: 'primary' | 'bordered' | 'ghost'
  readonly size?: 'small' | 'normal' | 'large'
  readonly icon?: IconName
}

/** A button of the page. */
export function Button({
  look = 'bordered',
  size = 'normal',
  icon,
  children,
  className,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button type="button" {...rest} className={join(styles.button, LOOKS[look], SIZES[size], className)}>
      {icon && <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

/** A button that is an icon alone: it has a name and a tooltip. */
export function IconButton({
  name,
  icon,
  look = 'ghost',
  size = 'normal',
  className,
  ...rest
}: Omit<ButtonProps, 'children'> & { readonly name: string; readonly icon: IconName }): ReactNode {
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      {...rest}
      className={join(styles.button, styles.icon, LOOKS[look], SIZES[size], className)}
    >
      <Icon name={icon} size={14} />
    </button>
  )
}

const LOOKS = { primary: styles.primary, bordered: undefined, ghost: styles.ghost }
const SIZES = { small: styles.small, normal: undefined, large: styles.large }

/** Class names in one text; those that are not there are left out. */
export const join = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ')

/** Keys as they stand on a keyboard. */
export const Kbd = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <kbd className={styles.kbd}>{children}</kbd>
)
