import type { ReactNode } from 'react'
import { Button, Icon } from '../controls'
import { formatBytes, formatCount } from '../format'
import styles from './Card.module.css'
import { MadeBy, type Maker } from './MadeBy'
import { containerOf, sizeOf, textOf, typeOf } from './values'

type ValueCardProps = {
  readonly name: string
  readonly value: unknown
  readonly maker: Maker | undefined
  readonly onCopyValue: () => void
  readonly onLine: ((line: number) => void) | undefined
}

/** What the selected value is, when it is no file. */
export function ValueCard({ name, value, maker, onCopyValue, onLine }: ValueCardProps): ReactNode {
  return (
    <section aria-label={name} className={styles.card}>
      <div className={styles.heading}>
        <span className={styles.icon}>
          <Icon name={containerOf(value) === undefined ? 'key' : 'list'} />
        </span>
        <div className={styles.titles}>
          <h2 className={styles.title} title={name}>
            {name}
          </h2>
          <p className={styles.facts}>{factsOf(value).join(' · ')}</p>
        </div>
      </div>
      <div className={styles.actions}>
        <Button icon="copy" onClick={onCopyValue}>
          Copy value
        </Button>
      </div>
      <dl className={styles.list}>
        <MadeBy maker={maker} onLine={onLine} />
      </dl>
    </section>
  )
}

function factsOf(value: unknown): readonly string[] {
  const type = typeOf(value)
  switch (type) {
    case 'list':
      return [type, formatCount(sizeOf(value), 'item')]
    case 'map':
      return [type, formatCount(sizeOf(value), 'key')]
    case 'string':
    case 'string · json':
      return [type, formatBytes(new Blob([textOf(value)]).size)]
    default:
      return [type]
  }
}
