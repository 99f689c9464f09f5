import { type Plain, printJson } from '../../src/expression'
import type { Execution, LogEntry, TaskRun } from '../../src/model'
import type {
  RecordedChild,
  RecordedExecution,
  RecordedFile,
  RecordedIteration,
  RecordedLog,
  RecordedRun,
  RecordedTaskRun,
  Recording,
} from './recording'

/** Everything that came of one run here. */
export type RunResult =
  | { readonly kind: 'invalid-flow'; readonly messages: readonly string[] }
  | { readonly kind: 'invalid-inputs'; readonly messages: readonly string[] }
  | {
      readonly kind: 'ran'
      readonly execution: Execution
      readonly children: readonly Execution[]
      readonly logs: readonly LogEntry[]
      readonly files: Readonly<Record<string, RecordedFile>>
      readonly ended: boolean
    }

/** Writes a run of ours as a recording, so that it can be compared like one. */
export function toRecording(flow: string, version: string, result: RunResult): Recording {
  const head = { kestraVersion: version, flow }
  switch (result.kind) {
    case 'invalid-flow':
      return { ...head, flowValid: false, flowError: `${result.messages.join('\n')}\n` }
    case 'invalid-inputs':
      return { ...head, flowValid: true, created: false, inputError: result.messages[0] ?? '' }
    case 'ran':
      return { ...head, flowValid: true, created: true, ...ranRecording(result) }
    default:
      return result satisfies never
  }
}

function ranRecording({ execution, children, logs, files, ended }: Extract<RunResult, { kind: 'ran' }>): Recording {
  const own = execution.taskRuns.filter(({ iterationId }) => iterationId === undefined)
  const ownIds = new Set(own.map(({ id }) => id))
  const iterations = iterationsOf(execution, logs)
  return {
    ...(ended ? {} : { notTerminated: true }),
    state: execution.state.current,
    states: execution.state.histories.map(({ state }) => state),
    taskRuns: own.map(toTaskRun),
    flowOutputs: execution.outputs ? plain(execution.outputs) : null,
    logs: logs
      .filter(line => line.executionId === execution.id && line.logger === undefined)
      .filter(({ taskRunId }) => taskRunId === undefined || ownIds.has(taskRunId))
      .map(toLog),
    ...(Object.keys(files).length > 0 ? { files } : {}),
    ...(children.length > 0 ? { children: children.map(toChild) } : {}),
    ...(iterations.length > 0 ? { otherExecutionsOfThisFlow: iterations } : {}),
    execution: toExecution(execution, own),
  }
}

/** The addresses of files that outputs name: those that a recording keeps. */
export function addressesIn(execution: Execution): readonly string[] {
  const outputs = JSON.stringify(execution.taskRuns.map(taskRun => plain(taskRun.outputs ?? {})))
  return [...new Set(outputs.match(/kestra:\/\/\/[\w./%+~-]+/g) ?? [])]
}

const plain = (value: unknown): Readonly<Record<string, unknown>> =>
  JSON.parse(printJson(value as Plain, { nulls: true })) as Readonly<Record<string, unknown>>

const toTaskRun = (taskRun: TaskRun): RecordedTaskRun => ({
  taskId: taskRun.taskId,
  id: taskRun.id,
  ...(taskRun.value === undefined ? {} : { value: taskRun.value }),
  ...(taskRun.iteration === undefined ? {} : { iteration: taskRun.iteration }),
  ...(taskRun.parentTaskRunId === undefined ? {} : { parentTaskRunId: taskRun.parentTaskRunId }),
  state: taskRun.state.current,
  states: taskRun.state.histories.map(({ state }) => state),
  attempts: taskRun.attempts.length,
  ...(taskRun.outputs && Object.keys(taskRun.outputs).length > 0 ? { outputs: plain(taskRun.outputs) } : {}),
})

const toLog = ({ level, taskId, taskRunId, attempt, message, date }: LogEntry): RecordedLog => ({
  level,
  taskId: taskId ?? null,
  taskRunId: taskRunId ?? null,
  attempt: attempt ?? null,
  timestamp: date,
  message,
})

const toRun = ({
  id,
  taskId,
  parentTaskRunId,
  value,
  iteration,
  iterationId,
  state,
  outputs,
}: TaskRun): RecordedRun => ({
  id,
  taskId,
  ...(parentTaskRunId === undefined ? {} : { parentTaskRunId }),
  ...(value === undefined || iterationId !== undefined ? {} : { value }),
  ...(iteration === undefined || iterationId !== undefined ? {} : { iteration }),
  state,
  outputs: outputs ? plain(outputs) : null,
})

const toExecution = (execution: Execution, taskRuns: readonly TaskRun[]): RecordedExecution => ({
  id: execution.id,
  namespace: execution.namespace,
  flowId: execution.flowId,
  flowRevision: execution.flowRevision,
  taskRunList: taskRuns.map(toRun),
  inputs: plain(execution.inputs),
  labels: execution.labels,
  state: execution.state,
  ...(execution.parentId === undefined ? {} : { parentId: execution.parentId }),
})

const toChild = (execution: Execution): RecordedChild => ({
  flowId: execution.flowId,
  execution: toExecution(execution, execution.taskRuns),
  flowOutputs: execution.outputs ? plain(execution.outputs) : null,
})

/** Iterations of Loops are executions of their own in a recording. */
function iterationsOf(execution: Execution, logs: readonly LogEntry[]): readonly RecordedIteration[] {
  const groups = new Map<string, TaskRun[]>()
  for (const taskRun of execution.taskRuns) {
    if (taskRun.iterationId === undefined) continue
    const group = groups.get(taskRun.iterationId) ?? []
    groups.set(taskRun.iterationId, group)
    group.push(taskRun)
  }
  return [...groups].map(([id, taskRuns]) => {
    const ids = new Set(taskRuns.map(taskRun => taskRun.id))
    return {
      execution: { id, flowId: execution.flowId, state: execution.state, taskRunList: taskRuns.map(toRun) },
      outputsVariable: Object.fromEntries(
        taskRuns.map(({ taskId, outputs }) => [taskId, outputs ? plain(outputs) : {}]),
      ),
      logs: logs
        .filter(({ taskRunId, logger }) => logger === undefined && ids.has(taskRunId ?? ''))
        .map(({ level, taskId, message }) => `${level} ${taskId} ${message}`),
    }
  })
}
