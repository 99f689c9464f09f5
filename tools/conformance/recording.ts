/** What came of a flow, in the format of the recordings of real Kestra. */
export type Recording = {
  readonly kestraVersion?: string
  readonly flow?: string
  readonly flowValid?: boolean
  /** Why saving the flow was refused. */
  readonly flowError?: string
  readonly created?: boolean
  /** Why its inputs were refused. */
  readonly inputError?: string
  /** It was still going on at the time limit. */
  readonly notTerminated?: boolean
  readonly state?: string
  readonly states?: readonly string[]
  readonly taskRuns?: readonly RecordedTaskRun[]
  readonly outputsVariable?: Readonly<Record<string, unknown>> | null
  readonly flowOutputs?: Readonly<Record<string, unknown>> | null
  readonly logs?: readonly RecordedLog[]
  /** Address to size and beginning. */
  readonly files?: Readonly<Record<string, RecordedFile>>
  /** Executions of subflows. */
  readonly children?: readonly RecordedChild[]
  /** Iterations of a Loop, in no order. */
  readonly otherExecutionsOfThisFlow?: readonly RecordedIteration[]
  readonly execution?: RecordedExecution
}

export type RecordedTaskRun = {
  readonly taskId: string
  readonly id: string
  readonly value?: string | null
  readonly iteration?: number | null
  readonly parentTaskRunId?: string | null
  readonly state: string
  readonly states: readonly string[]
  readonly attempts: number
  readonly outputs?: Readonly<Record<string, unknown>> | null
}

export type RecordedLog = {
  readonly level: string
  readonly taskId?: string | null
  readonly message: string
  readonly attempt?: number | null
  readonly taskRunId?: string | null
  readonly timestamp?: string
}

/** Beginning of a file as text; rows instead where it is binary Ion; an error where it was deleted since. */
export type RecordedFile = {
  readonly size?: number
  readonly head?: string
  readonly binaryIon?: boolean
  readonly ionRowsAsJson?: readonly unknown[]
  readonly error?: string
}

export type RecordedExecution = {
  readonly id: string
  readonly state: RecordedState
  readonly taskRunList?: readonly RecordedRun[]
  readonly [other: string]: unknown
}

export type RecordedState = {
  readonly current: string
  readonly histories: readonly { readonly state: string; readonly date: string }[]
}

export type RecordedRun = {
  readonly id: string
  readonly taskId: string
  readonly parentTaskRunId?: string
  readonly value?: string
  readonly iteration?: number
  readonly state: RecordedState
  readonly outputs?: Readonly<Record<string, unknown>> | null
}

export type RecordedChild = {
  readonly flowId: string
  readonly execution: RecordedExecution
  readonly flowOutputs?: Readonly<Record<string, unknown>> | null
}

export type RecordedIteration = {
  readonly execution: RecordedExecution
  readonly outputsVariable?: Readonly<Record<string, unknown>> | null
  readonly logs?: readonly string[]
}
