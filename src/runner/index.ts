export type { FrameScript, RunnerHandle, RunnerHost } from './host'
export { createRunnerHost } from './host'
export type {
  Importable,
  MakerAnswer,
  OutputLine,
  PackParts,
  PythonCommand,
  PythonMessage,
  WorkerKind,
  WorkerStart,
} from './protocol'
export { ForeignMessage, packLibraryName, packName, readPythonMessage } from './protocol'
export { createRetries, type Part, type Received, type Receiving, type Retries, receive } from './receive'
export type { ResourceEntry, ResourceListener, ResourceManifest, Resources } from './resources'
export { openResources, ResourceUnavailable, RUNTIME_CACHE, readListing, resourceKey, sha256 } from './resources'
export type { Runner, RunnerWorker, WorkerNeeds } from './runner'
export { connectRunner } from './runner'
