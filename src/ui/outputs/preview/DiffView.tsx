import type { ReactNode } from 'react'
import type { Execution } from '../../../model'
import { locate, type ValuePath } from '../path'
import type { OutputsPanelProps } from '../props'
import type { RunTree } from '../runTree'
import { sha256 } from '../useChanges'
import { type FileSubject, useFileSubject } from '../useSubject'
import { copyOf } from '../values'
import styles from './DiffView.module.css'
import { LineDiff } from './LineDiff'
import { TableDiff } from './TableDiff'
import { useLoaded } from './useBlob'

type DiffViewProps = Pick<OutputsPanelProps, 'file' | 'tables'> & {
  /** Runs to compare with, the nearest first. */
  readonly earlier: readonly Execution[]
  /** The one that is compared with. */
  readonly other: Execution
  readonly onOther: (id: string) => void
  readonly before: RunTree | undefined
  readonly path: ValuePath
  readonly value: unknown
  readonly subject: FileSubject | undefined
}

/** A value beside the one that an earlier run has at the same path. */
export function DiffView(props: DiffViewProps): ReactNode {
  const { earlier, other, onOther, path, value, subject, file, tables } = props
  const found = locate(props.before?.root, path)
  const before = useFileSubject(found?.value, path.at(-1), { file, tables })
  return (
    <>
      <div className={styles.bar}>
        <label>
          Compared with{' '}
          <select value={other.id} onChange={({ target }) => onOther(target.value)}>
            {earlier.map(run => (
              <option key={run.id} value={run.id}>
                run {run.number}
              </option>
            ))}
          </select>
        </label>
      </div>
      {!found ? (
        <p className={styles.note}>Run {other.number} has nothing here.</p>
      ) : subject && before ? (
        <FileDiff key={before.uri} before={before} after={subject} number={other.number} />
      ) : (
        <TextDiff before={copyOf(found.value)} after={copyOf(value)} number={other.number} />
      )}
    </>
  )
}

type Sides<T> = { readonly before: T; readonly after: T; readonly number: number }

function TextDiff({ before, after, number }: Sides<string>): ReactNode {
  if (before === after) return <p className={styles.note}>Same as run {number}.</p>
  return <LineDiff before={before} after={after} />
}

/** Texts beyond this many bytes are not compared line by line. */
const LARGEST_TEXT = 2_000_000

function FileDiff({ before, after, number }: Sides<FileSubject>): ReactNode {
  const [older, newer] = [before.content, after.content]
  const hashes = useLoaded(`${older.state} ${newer.state}`, async () => {
    if (older.state !== 'ready' || newer.state !== 'ready') return undefined
    return Promise.all([older, newer].map(({ value }) => sha256(value.blob)))
  })
  if (older.state === 'failed') return <p className={styles.note}>{older.message}</p>
  if (newer.state === 'failed') return <p className={styles.note}>{newer.message}</p>
  if (older.state === 'loading' || newer.state === 'loading' || hashes.state === 'loading') {
    return <p className={styles.note}>Reading {after.name}</p>
  }
  const [one, other] = hashes.state === 'ready' ? (hashes.value ?? []) : []
  if (one !== undefined && one === other) return <p className={styles.note}>Same as run {number} (same SHA-256).</p>
  if (before.table.state === 'ready' && after.table.state === 'ready') {
    return <TableDiff before={before.table.table} after={after.table.table} />
  }
  if (before.table.state === 'loading' || after.table.state === 'loading') {
    return <p className={styles.note}>Reading rows</p>
  }
  const [oldBlob, newBlob] = [older.value.blob, newer.value.blob]
  if (isText(older.value.kind) && isText(newer.value.kind) && Math.max(oldBlob.size, newBlob.size) <= LARGEST_TEXT) {
    return <BlobDiff before={oldBlob} after={newBlob} />
  }
  return <p className={styles.note}>The files differ. Their kind cannot be compared line by line.</p>
}

const isText = (kind: string): boolean => ['json', 'markdown', 'html', 'text'].includes(kind)

function BlobDiff({ before, after }: { readonly before: Blob; readonly after: Blob }): ReactNode {
  const texts = useLoaded(after, () => Promise.all([before.text(), after.text()]))
  if (texts.state !== 'ready') return null
  const [older, newer] = texts.value
  return <LineDiff before={older} after={newer} />
}
