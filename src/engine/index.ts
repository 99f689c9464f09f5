export type {
  Completion,
  CompletionAnswer,
  EngineApi,
  EngineHost,
  EvaluateRequest,
  Evaluation,
  EvaluationStage,
  EventBatch,
  FlowCheck,
  Hover,
  InputProblem,
  NamespaceFile,
  OutlineTask,
  ReadyItem,
  StartAnswer,
  StartRequest,
  Stub,
  WorkspaceFlow,
} from './api'
export { type Batch, createBatch } from './batch'
export { isoInstant } from './clock'
export type { Effects, Environment, ExecutionRuntimes } from './effects'
export { createEngine, type Engine, type EngineOptions } from './engine'
