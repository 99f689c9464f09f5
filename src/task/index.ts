export type { Late, Properties, Property, Values } from './property'
export type { ChildOptions, KeyValue, KeyValueStore, RunContext, Scope, WorkingDirectoryFiles } from './runContext'
export type {
  Example,
  FlowableTaskType,
  Need,
  OutputProperty,
  Registry,
  RunnableTaskType,
  TaskFailedDetails,
  TaskType,
} from './taskType'
export { createRegistry, flowable, runnable, TaskFailed } from './taskType'
export { isTruthy } from './truthy'
