import { type ReactNode, useState } from 'react'
import type { DownloadFormat } from '../../serde'
import { Button, Icon, IconButton, type IconName, Menu, type MenuItem } from '../controls'
import { formatBytes, formatCount } from '../format'
import styles from './Card.module.css'
import { nameInFormat, saveBlob } from './download'
import { MadeBy, type Maker } from './MadeBy'
import type { FileKind } from './preview/fileKind'
import type { TableReader } from './preview/tableFile'
import type { FileTable } from './preview/useFileTable'
import type { FileSubject } from './useSubject'

type FileCardProps = {
  readonly file: FileSubject
  readonly tables: TableReader
  readonly maker: Maker | undefined
  /** Whether the file is the rows that a query stored, which have no name of their own. */
  readonly storedResult: boolean
  readonly phone: boolean
  readonly keptRuns: number | undefined
  /** Takes the file to a query; absent where DuckDB cannot read it. */
  readonly onQuery: (() => void) | undefined
  readonly onCopy: (text: string, what: string) => void
  readonly onLine: ((line: number) => void) | undefined
}

/** What a stored file is, who made it, and its downloads. */
export function FileCard(props: FileCardProps): ReactNode {
  const { file, tables, maker, storedResult, phone, keptRuns, onQuery, onCopy, onLine } = props
  const { content, name, uri, table, extension } = file
  const kind = content.state === 'ready' ? content.value.kind : undefined
  const title = storedResult ? (phone || !maker ? 'Stored result' : `Stored result of ${maker.taskId}`) : name
  return (
    <section aria-label={title} className={styles.card}>
      <div className={styles.heading}>
        <span className={styles.icon}>
          <Icon name={ICONS[kind ?? 'binary']} />
        </span>
        <div className={styles.titles}>
          <h2 className={styles.title} title={title}>
            {title}
          </h2>
          <p className={styles.facts}>{factsOf(file).join(phone ? ', ' : ' · ')}</p>
        </div>
      </div>
      {content.state === 'ready' && (
        <Downloads
          tables={tables}
          blob={content.value.blob}
          name={name}
          extension={extension}
          rows={table.state === 'ready'}
          onQuery={onQuery}
        />
      )}
      {content.state === 'failed' && <p className={styles.problem}>{content.message}</p>}
      {!phone && (
        <dl className={styles.list}>
          <MadeBy maker={maker} onLine={onLine} />
          <dt>Stored</dt>
          <dd>in this browser{keptRuns !== undefined && `, kept for ${formatCount(keptRuns, 'run')}`}</dd>
          <dt>URI</dt>
          <dd className={styles.uri}>
            <code title={uri}>{uri}</code>
            <IconButton size="small" name="Copy URI" icon="copy" onClick={() => onCopy(uri, 'the URI')} />
          </dd>
        </dl>
      )}
    </section>
  )
}

const ICONS: Readonly<Record<FileKind, IconName>> = {
  table: 'table',
  json: 'list',
  markdown: 'book',
  html: 'globe',
  image: 'file',
  pdf: 'book',
  audio: 'file',
  video: 'file',
  text: 'file',
  binary: 'box',
}

const FORMATS: Readonly<Record<string, string>> = {
  ion: 'Ion',
  csv: 'CSV',
  tsv: 'TSV',
  json: 'JSON',
  jsonl: 'JSON Lines',
  ndjson: 'JSON Lines',
  parquet: 'Parquet',
  md: 'Markdown',
  html: 'HTML',
  txt: 'text',
}

function factsOf({ content, table, extension }: FileSubject): readonly string[] {
  if (content.state !== 'ready') return [content.state === 'loading' ? 'Reading' : 'Not readable']
  const format = FORMATS[extension] ?? extension.toUpperCase()
  return [...tableFacts(table), formatBytes(content.value.blob.size), ...(format === '' ? [] : [format])]
}

function tableFacts(table: FileTable): readonly string[] {
  if (table.state !== 'ready') return []
  const { rows, columns, complete } = table.table
  return [
    complete ? formatCount(rows.length, 'row') : `over ${formatCount(rows.length, 'row')}`,
    formatCount(columns.length, 'column'),
  ]
}

type DownloadsProps = {
  readonly blob: Blob
  readonly tables: TableReader
  readonly name: string
  readonly extension: string
  /** Whether the file holds rows that can be written in other formats. */
  readonly rows: boolean
  readonly onQuery: (() => void) | undefined
}

/** A button for the likeliest format, a menu for the others. */
function Downloads({ blob, name, extension, rows, tables, onQuery }: DownloadsProps): ReactNode {
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const stored = (): void => saveBlob(blob, name)
  const converted = (format: DownloadFormat) => (): void => {
    if (format === extension) {
      stored()
      return
    }
    setBusy(true)
    tables
      .convert(blob, name, format)
      .then(made => saveBlob(made, nameInFormat(name, format)))
      .catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
      .finally(() => setBusy(false))
  }
  const items: readonly MenuItem[] = [
    { title: 'As stored', hint: extension === '' ? formatBytes(blob.size) : `.${extension}`, onSelect: stored },
    { title: 'CSV', hint: '.csv', onSelect: converted('csv') },
    { title: 'JSON', hint: '.json', onSelect: converted('json') },
  ]
  return (
    <>
      <div className={styles.actions}>
        {rows ? (
          <span className={styles.split}>
            <Button icon="download" disabled={busy} onClick={converted('csv')}>
              {busy ? 'Writing CSV' : 'Download CSV'}
            </Button>
            <Menu label="Download as" items={items}>
              {trigger => (
                <button
                  type="button"
                  {...trigger}
                  className={styles.more}
                  aria-label="Other formats"
                  title="Other formats"
                >
                  <Icon name="chevron" size={14} />
                </button>
              )}
            </Menu>
          </span>
        ) : (
          <Button icon="download" onClick={stored}>
            Download
          </Button>
        )}
        {onQuery && (
          <Button icon="database" title="Adds a DuckDB task over this file to the flow" onClick={onQuery}>
            Open in SQL
          </Button>
        )}
      </div>
      {problem !== undefined && <p className={styles.problem}>{problem}</p>}
    </>
  )
}
