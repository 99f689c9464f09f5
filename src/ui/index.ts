export type {
  DebugClient,
  EngineClient,
  KnownDownload,
  PageServices,
  RuntimeStatus,
  Settings,
} from './client'
export { EvaluationStopped } from './client'
export { mountPage } from './mountPage'
