import { extensionOf, type FileKind, fileKindOf, fileNameOf } from './preview/fileKind'
import { type Loaded, useLoaded } from './preview/useBlob'
import { type FileTable, useFileTable } from './preview/useFileTable'
import type { OutputsPanelProps } from './props'
import { isFileUri } from './values'

/** A stored file that is selected, as far as it is read. */
export type FileSubject = {
  readonly uri: string
  /** `products.csv`. */
  readonly name: string
  /** Its extension in small letters; empty when it has none. */
  readonly extension: string
  readonly content: Loaded<{ readonly blob: Blob; readonly kind: FileKind }>
  readonly table: FileTable
}

/** JSON files beyond this many bytes are read as rows by the worker, not as a tree by the page. */
const LARGEST_JSON = 2_000_000

/** The file behind a selected value; undefined for values that are no address of one. */
export function useFileSubject(
  value: unknown,
  key: string | number | undefined,
  { file, tables }: Pick<OutputsPanelProps, 'file' | 'tables'>,
): FileSubject | undefined {
  const uri = isFileUri(value) ? value : undefined
  const name = uri === undefined ? '' : fileNameOf(uri, key)
  const content = useLoaded(uri, async () => {
    const blob = uri === undefined ? new Blob() : await file(uri)
    const kind = await fileKindOf(blob, name)
    return { blob, kind: kind === 'json' && blob.size > LARGEST_JSON ? ('table' as const) : kind }
  })
  const rows = content.state === 'ready' && content.value.kind === 'table' ? content.value.blob : undefined
  const table = useFileTable(rows, name, tables)
  return uri === undefined ? undefined : { uri, name, extension: extensionOf(name), content, table }
}
