export { registry } from './registry'
