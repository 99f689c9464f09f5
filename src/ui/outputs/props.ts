import type { ReactNode } from 'react'
import type { OutlineTask } from '../../engine'
import type { Execution } from '../../model'
import type { Archive } from '../client'
import type { ValuePath } from './path'
import type { TableReader } from './preview/tableFile'
import type { QueriedFile } from './sqlTask'

/** What the Outputs tab needs; it keeps nothing but its own look (search text, sort order, open folds). */
export type OutputsPanelProps = {
  readonly execution: Execution
  /** Tasks of the flow as this run read it, in flow order; without it the tasks come in the order they ran. */
  readonly outline: readonly OutlineTask[]
  /** The selected value, from the root `['outputs', 'api', 'body']`; `[]` selects nothing. */
  readonly path: ValuePath
  readonly onPath: (path: ValuePath) => void
  /** Reads a stored file: `archive.file`. */
  readonly file: Archive['file']
  /** Reads files of rows; kept as long as the page, so that later runs need no network. */
  readonly tables: TableReader
  /** Chips over one list instead of columns: the phone's layout. */
  readonly phone?: boolean
  /** "Debug this": put the expression (with its braces) into the debugger and open it. */
  readonly onDebug: (expression: string) => void
  /** The debugger, drawn beside the preview; draw `DebuggerPanel` here. */
  readonly debugger?: ReactNode
  /** Whether the debugger is folded to its line, so that the preview takes the width. */
  readonly debuggerOpen?: boolean
  /** Where the search field is drawn, such as the right end of the tab strip; without it the panel draws it itself. */
  readonly searchSlot?: Element | null
  /** Called after something was put on the clipboard, with what a toast should say: `Copied {{ … }}`. */
  readonly onCopied?: (text: string) => void
  /** "Made by sqlQuery, line 29" was pressed. */
  readonly onLine?: (line: number) => void
  /** How many runs this browser keeps, for "Stored". */
  readonly keptRuns?: number
  /** Takes a file of rows to a query of the flow: "Open in SQL". */
  readonly onQuery?: (file: QueriedFile) => void
  /** Runs to compare with, the nearest before this one first; none offers no comparison. */
  readonly earlier?: readonly Execution[]
  /** Whether values are shown beside those of an earlier run. */
  readonly comparing?: boolean
  readonly onComparing?: (comparing: boolean) => void
  /** Inserts an expression at the editor's cursor. */
  readonly onInsert?: (expression: string) => void
}
