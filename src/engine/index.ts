export type {
  AskedInput,
  AskRequest,
  Completion,
  CompletionAnswer,
  EngineApi,
  EngineHost,
  EvaluateRequest,
  Evaluation,
  EvaluationStage,
  EventBatch,
  FireRequest,
  FlowCheck,
  FlowTrigger,
  Hover,
  HttpRecording,
  InputProblem,
  NamespaceFile,
  OutlineTask,
  ReadyItem,
  ReplayRequest,
  RestartRequest,
  StartAnswer,
  StartRequest,
  Stub,
  StubReading,
  WorkspaceFlow,
} from './api'
export { type Batch, createBatch } from './batch'
export { createBreather } from './breathe'
export { isoInstant } from './clock'
export type { Effects, Environment, ExecutionRuntimes } from './effects'
export { createEngine, type Engine, type EngineOptions } from './engine'
export { base62Id } from './id'
