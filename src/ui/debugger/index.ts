export { DebuggerPanel } from './DebuggerPanel'
export type { HistoryItem, HistoryStore } from './history'
export type { DebuggerPanelProps } from './props'
