export { GanttPanel, type GanttPanelProps } from './GanttPanel'
