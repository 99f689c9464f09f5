import type { ReactNode } from 'react'
import { formatDuration } from '../format'
import styles from './Card.module.css'

/** The task a value comes from; `milliseconds` is how long it ran, absent while it runs. */
export type Maker = { readonly taskId: string; readonly line: number; readonly milliseconds?: number }

type MadeByProps = { readonly maker: Maker | undefined; readonly onLine: ((line: number) => void) | undefined }

/** The line "Made by sqlQuery, line 29, in 0.38 s" of a card; the place of the task is a link to the flow. */
export function MadeBy({ maker, onLine }: MadeByProps): ReactNode {
  if (!maker) return null
  const { taskId, line, milliseconds } = maker
  const place = line > 0 ? `${taskId}, line ${line}` : taskId
  return (
    <>
      <dt>Made by</dt>
      <dd>
        {onLine && line > 0 ? (
          <button type="button" className={styles.link} onClick={() => onLine(line)}>
            {place}
          </button>
        ) : (
          place
        )}
        {milliseconds !== undefined && `, in ${formatDuration(milliseconds)}`}
      </dd>
    </>
  )
}
