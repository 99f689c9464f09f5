export { TopologyPanel } from './TopologyPanel'
