import type { CompletionAnswer, OutlineTask } from '../../engine'
import type { Execution } from '../../model'
import type { DebugClient } from '../client'
import type { HistoryStore } from './history'

/** What the expression debugger needs. */
export type DebuggerPanelProps = {
  readonly execution: Execution
  readonly outline: readonly OutlineTask[]
  readonly evaluate: DebugClient['evaluate']
  /** Text with `{{ … }}`. */
  readonly expression: string
  readonly onExpression: (expression: string) => void
  readonly history: HistoryStore
  /** Folded to one line when false. */
  readonly open: boolean
  readonly onOpen: (open: boolean) => void
  /** Called after something was put on the clipboard, with what a toast should say. */
  readonly onCopied?: (text: string) => void
  /** What the editor knows of the language at an offset of a text: filters, functions, variables. */
  readonly complete?: (text: string, offset: number) => Promise<CompletionAnswer | undefined>
  /** Inserts the expression at the editor's cursor. */
  readonly onInsert?: (expression: string) => void
}
