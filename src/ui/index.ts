export type {
  DebugClient,
  EngineClient,
  InstallPrompt,
  KnownDownload,
  PageOffline,
  PageServices,
  RuntimeStatus,
  Settings,
} from './client'
export { EvaluationStopped } from './client'
export { mountPage } from './mountPage'
