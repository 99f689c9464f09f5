import type { ReactNode } from 'react'
import { Icon, join, StateIcon } from '../controls'
import type { RootRow } from './columns'
import styles from './PathChips.module.css'
import type { ValuePath } from './path'

type PathChipsProps = {
  readonly base: RootRow | undefined
  readonly path: ValuePath
  readonly onPath: (path: ValuePath) => void
}

/** The selected path as chips, each of which goes back to where it stands: the columns of a phone. */
export function PathChips({ base, path, onPath }: PathChipsProps): ReactNode {
  const start = base?.path.length ?? 0
  return (
    <nav aria-label="Path" className={styles.chips}>
      <Chip onPress={() => onPath([])} current={path.length === 0}>
        Outputs
      </Chip>
      {base && (
        <Chip onPress={() => onPath(base.path)} current={path.length <= start}>
          {base.kind === 'task' && <StateIcon state={base.state} size={14} bare />}
          {base.kind === 'task' ? base.path.slice(1).join(' › ') : base.name}
        </Chip>
      )}
      {path.slice(start).map((key, index) => {
        const to = path.slice(0, start + index + 1)
        return (
          <Chip key={to.join('\u0000')} onPress={() => onPath(to)} current={to.length === path.length}>
            {key}
          </Chip>
        )
      })}
    </nav>
  )
}

function Chip({
  current,
  onPress,
  children,
}: {
  readonly current: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <>
      <button
        type="button"
        aria-current={current ? 'location' : undefined}
        className={join(styles.chip, current && styles.current)}
        onClick={onPress}
      >
        {children}
      </button>
      {!current && <Icon name="forward" size={12} />}
    </>
  )
}
