export { checkProperties, checkProperty, indexProperties } from './check'
export { expected, isDuration, matchesFully } from './checkScalar'
export type { Child, ChildBranch } from './children'
export { childBranches } from './children'
export { CoerceError, coerce, coerceValues, defaultOf } from './coerce'
export { COMMON, RETRY_PROPERTY } from './common'
export { durationMillis, printDuration } from './duration'
export { type Elsewhere, type ElsewhereType, NOWHERE } from './elsewhere'
export type { CheckOptions, Finding, PropertyIndex } from './finding'
export { FORM, INPUT_PROPERTY, INPUT_TYPES, OUTPUT_PROPERTY } from './inputs'
export { jacksonOrder } from './jacksonOrder'
export type { JsonSchema } from './jsonSchema'
export { propertySchema, taskSchema } from './jsonSchema'
export type { Late, Properties, Property, Values } from './property'
export type {
  ChildOptions,
  KeyValue,
  KeyValueStore,
  LoopItem,
  LoopIteration,
  LoopOptions,
  PauseEnd,
  PauseOptions,
  RunContext,
  Scope,
  WorkingDirectoryFiles,
} from './runContext'
export { nearest } from './suggest'
export type {
  Example,
  FlowableTaskType,
  Need,
  OutputProperty,
  Registry,
  RuleFinding,
  RunnableTaskType,
  TaskFailedDetails,
  TaskType,
} from './taskType'
export { createRegistry, flowable, runnable, TaskFailed } from './taskType'
export { isTruthy } from './truthy'
export type { WrittenMap } from './written'
export { describeValue, hasTemplate, isMap, numberOf, shown } from './written'
