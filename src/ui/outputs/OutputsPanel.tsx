import type { ReactNode } from 'react'
import type { OutputsPanelProps } from './props'

/** The Outputs tab: columns from tasks to values, the selected path as an expression, and its preview. */
export function OutputsPanel({ debugger: debug }: OutputsPanelProps): ReactNode {
  return <section aria-label="Outputs">{debug}</section>
}
