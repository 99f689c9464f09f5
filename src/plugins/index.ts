export { fireTrigger } from './core/trigger/fire'
export { registry } from './registry'
