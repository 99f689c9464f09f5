import { type ReactNode, useId, useMemo, useState } from 'react'
import { Button, Icon, IconButton } from '../../controls'
import { formatBytes } from '../../format'
import type { ValuePath } from '../path'
import type { FileSubject } from '../useSubject'
import { containerOf, copyOf, readJson, typeOf } from '../values'
import { ChartView } from './ChartView'
import { kindsOf } from './chart'
import { HtmlView, MarkdownView } from './DocumentView'
import { HexView } from './HexView'
import { JsonTree } from './JsonTree'
import { ImageView, PlayerView } from './MediaView'
import styles from './Preview.module.css'
import { Segments } from './Segments'
import { TableView } from './TableView'
import tableStyles from './TableView.module.css'
import { TextView } from './TextView'
import { isTabular, type Table, tableOfList } from './table'
import { keyCoverage } from './treeRows'
import { useLoaded } from './useBlob'

type PreviewProps = {
  readonly label: string
  readonly value: unknown
  readonly file: FileSubject | undefined
  readonly phone: boolean
  /** Whether the preview takes the whole panel; a press on the button changes it. */
  readonly expanded: boolean
  readonly onExpand: (expanded: boolean) => void
  readonly onCopy: (text: string, what: string) => void
  /** A node of the tree came under the cursor or was picked; its path begins at the value. */
  readonly onCursor: (path: ValuePath) => void
  readonly onPick: (path: ValuePath) => void
  /** The value beside an earlier run's; absent where there is none to compare with. */
  readonly diff: ReactNode
  /** Whether that is what is shown. */
  readonly comparing: boolean
  readonly onComparing: (comparing: boolean) => void
}

type View = 'Diff' | 'Table' | 'Chart' | 'Tree' | 'Text' | 'Page' | 'Image' | 'Player' | 'Hex' | 'Raw'

/** The selected value as it reads best: the first of the views that apply, the others a press away. */
export function Preview(props: PreviewProps): ReactNode {
  const { file, value, expanded, onExpand, diff, comparing, onComparing } = props
  const panel = useId()
  const [chosen, setChosen] = useState<View>()
  const [filtering, setFiltering] = useState(false)
  const own = file ? viewsOfFile(file) : viewsOfValue(value)
  const views: readonly View[] = diff ? [...own, 'Diff'] : own
  const view = diff && comparing ? 'Diff' : chosen && own.includes(chosen) ? chosen : own[0]
  return (
    <div className={styles.preview}>
      <div className={styles.bar}>
        {view && (
          <Segments
            label="Views"
            options={views}
            selected={view}
            onSelect={option => {
              setChosen(own.find(known => known === option))
              onComparing(option === 'Diff')
            }}
            panel={panel}
          />
        )}
        <span className={styles.expand} />
        {view === 'Table' && (
          <IconButton
            size="small"
            name="Filter the rows"
            icon="filter"
            aria-pressed={filtering}
            className={filtering ? styles.pressed : undefined}
            onClick={() => setFiltering(!filtering)}
          />
        )}
        <IconButton
          size="small"
          name={expanded ? 'Make the preview smaller' : 'Make the preview larger'}
          icon={expanded ? 'close' : 'expand'}
          onClick={() => onExpand(!expanded)}
        />
      </div>
      <div id={panel} role="tabpanel" aria-label={view ?? 'Value'} className={styles.panel}>
        {view === 'Diff' ? (
          diff
        ) : file ? (
          <FilePreview {...props} filtering={filtering} file={file} view={view} onRaw={() => setChosen('Raw')} />
        ) : (
          <ValuePreview {...props} filtering={filtering} view={view} />
        )}
      </div>
    </div>
  )
}

function viewsOfFile({ content, table }: FileSubject): readonly View[] {
  if (content.state !== 'ready') return []
  switch (content.value.kind) {
    case 'table':
      if (table.state === 'none') return ['Raw']
      return table.state === 'ready' && isDrawable(table.table) ? ['Table', 'Chart', 'Raw'] : ['Table', 'Raw']
    case 'json':
      return ['Tree', 'Table', 'Raw']
    case 'markdown':
    case 'html':
      return ['Page', 'Raw']
    case 'image':
      return ['Image', 'Raw']
    case 'pdf':
    case 'audio':
    case 'video':
      return ['Player', 'Hex']
    case 'text':
      return ['Text']
    case 'binary':
      return ['Hex']
    default:
      return content.value.kind satisfies never
  }
}

/** Whether a table has a column of numbers to draw. */
const isDrawable = ({ columns }: Table): boolean => kindsOf(columns).length > 0

function viewsOfValue(value: unknown): readonly View[] {
  const container = containerOf(value)
  if (container !== undefined) return isTabular(container) ? ['Table', 'Chart', 'Tree', 'Raw'] : ['Tree', 'Raw']
  return typeOf(value) === 'binary' ? ['Hex'] : ['Text']
}

type ValuePreviewProps = PreviewProps & { readonly view: View | undefined; readonly filtering: boolean }

function ValuePreview({
  label,
  value,
  view,
  phone,
  filtering,
  onCopy,
  onCursor,
  onPick,
}: ValuePreviewProps): ReactNode {
  const container = containerOf(value)
  switch (view) {
    case 'Table':
      return <ListTable label={label} list={container} phone={phone} filtering={filtering} onCopy={onCopy} />
    case 'Chart':
      return <ListChart label={label} list={container} />
    case 'Tree':
      return (
        <>
          <JsonTree label={label} value={value} onCursor={onCursor} onPick={onPick} />
          <Footer text={keyCoverage(value)} />
        </>
      )
    case 'Hex':
      return value instanceof Uint8Array ? <HexView label={label} bytes={value} total={value.length} /> : null
    default:
      return <LongText label={label} text={copyOf(value)} />
  }
}

const TOO_LONG = 5_000_000

/** Text of any length; beyond some megabytes it waits until somebody asks for it. */
function LongText({ label, text }: { readonly label: string; readonly text: string }): ReactNode {
  const [shown, setShown] = useState<string>()
  if (text.length <= TOO_LONG || shown === text) return <TextView label={label} text={text} />
  return (
    <p className={styles.note}>
      This text has {formatBytes(text.length)}. <Button onClick={() => setShown(text)}>Show anyway</Button>
    </p>
  )
}

const ROWS_AT_ONCE = 10_000

function ListTable({
  label,
  list,
  phone,
  filtering,
  onCopy,
}: {
  readonly label: string
  readonly list: unknown
  readonly phone: boolean
  readonly filtering: boolean
  readonly onCopy: PreviewProps['onCopy']
}): ReactNode {
  const [limit, setLimit] = useState(ROWS_AT_ONCE)
  const table = useMemo(() => tableOfList(Array.isArray(list) ? list : [], limit), [list, limit])
  return (
    <TableView
      label={label}
      table={table}
      phone={phone}
      filtering={filtering}
      onCopy={onCopy}
      {...(table.complete ? {} : { onMore: () => setLimit(limit + ROWS_AT_ONCE) })}
    />
  )
}

function ListChart({ label, list }: { readonly label: string; readonly list: unknown }): ReactNode {
  const table = useMemo(() => tableOfList(Array.isArray(list) ? list : [], ROWS_AT_ONCE), [list])
  return <ChartView label={label} table={table} />
}

type FilePreviewProps = PreviewProps & {
  readonly file: FileSubject
  readonly view: View | undefined
  readonly filtering: boolean
  readonly onRaw: () => void
}

function FilePreview({ file, view, onRaw, ...props }: FilePreviewProps): ReactNode {
  const { content, name, table } = file
  if (content.state === 'loading') return <p className={styles.note}>Reading {name}</p>
  if (content.state === 'failed') return <p className={styles.note}>{content.message}</p>
  const { blob, kind } = content.value
  switch (view) {
    case 'Table':
      if (kind === 'json') return <JsonFile {...props} blob={blob} view="Table" />
      return <FileRows {...props} table={table} onRaw={onRaw} />
    case 'Chart':
      return table.state === 'ready' ? <ChartView label={props.label} table={table.table} /> : null
    case 'Tree':
      return <JsonFile {...props} blob={blob} view="Tree" />
    case 'Page':
      return <DocumentFile blob={blob} name={name} kind={kind} />
    case 'Image':
      return <ImageView blob={blob} name={name} />
    case 'Player':
      return kind === 'pdf' || kind === 'audio' || kind === 'video' ? (
        <PlayerView blob={blob} name={name} kind={kind} />
      ) : null
    case 'Hex':
      return <FileBytes label={props.label} blob={blob} />
    default:
      return <RawFile label={props.label} blob={blob} />
  }
}

function FileRows({
  label,
  table,
  phone,
  filtering,
  onCopy,
  onRaw,
}: Pick<FilePreviewProps, 'label' | 'phone' | 'filtering' | 'onCopy' | 'onRaw'> &
  Pick<FileSubject, 'table'>): ReactNode {
  switch (table.state) {
    case 'ready':
      return (
        <TableView
          label={label}
          table={table.table}
          phone={phone}
          filtering={filtering}
          loading={table.reading}
          onCopy={onCopy}
          {...(table.more ? { onMore: table.more } : {})}
        />
      )
    case 'failed':
      return (
        <div className={styles.note}>
          <p>Cannot show this as a table: {table.message}</p>
          <Button onClick={onRaw}>Show raw</Button>
        </div>
      )
    case 'loading':
    case 'none':
      return <p className={styles.note}>Reading rows</p>
    default:
      return table satisfies never
  }
}

function JsonFile({
  blob,
  view,
  ...props
}: Omit<ValuePreviewProps, 'value' | 'file' | 'view'> & { readonly blob: Blob; readonly view: View }): ReactNode {
  const json = useLoaded(blob, async () => {
    const text = await blob.text()
    return readJson(text) ?? text
  })
  if (json.state === 'loading') return <p className={styles.note}>Reading JSON</p>
  if (json.state === 'failed') return <p className={styles.note}>{json.message}</p>
  if (view === 'Table' && !isTabular(json.value)) {
    return <p className={styles.note}>This JSON is no list of rows. Open Tree.</p>
  }
  return <ValuePreview {...props} value={json.value} file={undefined} view={view} />
}

function DocumentFile({ blob, name, kind }: { readonly blob: Blob; readonly name: string; readonly kind: string }) {
  const text = useLoaded(blob, () => blob.text())
  if (text.state !== 'ready') return null
  if (kind === 'markdown') return <MarkdownView name={name} text={text.value} />
  return <HtmlView name={name} html={text.value} />
}

const HEX_BYTES = 65_536

function FileBytes({ label, blob }: { readonly label: string; readonly blob: Blob }): ReactNode {
  const bytes = useLoaded(blob, async () => new Uint8Array(await blob.slice(0, HEX_BYTES).arrayBuffer()))
  if (bytes.state !== 'ready') return null
  return <HexView label={label} bytes={bytes.value} total={blob.size} />
}

const RAW_BYTES = 262_144

/** The bytes of a file as text: the beginning of it, then all on wish. Bytes that are no text are shown as hex. */
function RawFile({ label, blob }: { readonly label: string; readonly blob: Blob }): ReactNode {
  const [whole, setWhole] = useState(false)
  const read = useLoaded(whole ? `${blob.size} all` : blob, async () => {
    const part = whole ? blob : blob.slice(0, RAW_BYTES)
    return new Uint8Array(await part.arrayBuffer())
  })
  if (read.state !== 'ready') return null
  const bytes = read.value
  if (bytes.subarray(0, 4096).includes(0)) return <FileBytes label={label} blob={blob} />
  const text = new TextDecoder().decode(bytes, { stream: bytes.length < blob.size })
  if (bytes.length >= blob.size) return <TextView label={label} text={text} />
  return <TextView label={label} text={text} total={blob.size} onAll={() => setWhole(true)} />
}

const Footer = ({ text }: { readonly text: string | undefined }): ReactNode =>
  text === undefined ? null : (
    <div className={tableStyles.footer}>
      <Icon name="info" size={12} />
      <span>{text}</span>
    </div>
  )
