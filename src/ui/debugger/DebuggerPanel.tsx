import type { ReactNode } from 'react'
import type { DebuggerPanelProps } from './props'

/** The expression debugger: evaluates a text against a run as it is typed. */
export function DebuggerPanel({ expression }: DebuggerPanelProps): ReactNode {
  return <section aria-label="Debug expression">{expression}</section>
}
