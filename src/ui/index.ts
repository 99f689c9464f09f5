export type {
  DebugClient,
  EngineClient,
  PageServices,
  RuntimeStatus,
  Settings,
} from './client'
export { EvaluationStopped } from './client'
export { mountPage } from './mountPage'
