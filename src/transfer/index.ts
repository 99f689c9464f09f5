export type { BundledFile, BundledWorkspaceFile, BundleProblem, RunBundle } from './bundle'
export { BundleUnreadable } from './bundle'
export { MAX_UNPACKED, readRunZip } from './readZip'
export { writeRunZip } from './writeZip'
