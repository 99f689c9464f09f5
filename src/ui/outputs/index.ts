export { OutputsPanel } from './OutputsPanel'
export type { OutputsPanelProps } from './props'
