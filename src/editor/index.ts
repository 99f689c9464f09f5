export { type CheckFlowOptions, checkFlow } from './checkFlow'
export { complete } from './complete'
export { hover } from './hover'
export type { KnownResource } from './ready'
