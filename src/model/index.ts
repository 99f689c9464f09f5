export type {
  Attempt,
  CallAnswer,
  CallQuestion,
  Execution,
  ExecutionEvent,
  LogEntry,
  LogLevel,
  MetricEntry,
  Outputs,
  Progress,
  TaskRun,
  TaskRunBadge,
} from './execution'
export { LOG_LEVELS, reduceExecution } from './execution'
export type { Failure } from './failure'
export type {
  Flow,
  FlowCondition,
  Input,
  KestraVersion,
  Label,
  Output,
  PluginDefault,
  Sla,
  Task,
  Trigger,
  VersionSetting,
} from './flow'
export type { Path, Position, Problem, Severity, Span } from './problem'
export { positionAt } from './problem'
export type { State, StateHop, StateType } from './state'
export { allowed, createState, durationOf, isTerminated, withState, worstOf } from './state'
