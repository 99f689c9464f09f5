import type { AskedInput } from '../flow'
import type {
  CallAnswer,
  ExecutionEvent,
  Flow,
  Input,
  KestraVersion,
  Outputs,
  Problem,
  Span,
  VersionSetting,
} from '../model'

export type { AskedInput }

/** Another flow of the same workspace (for Subflow) or a namespace file, as text or bytes. */
export type WorkspaceFlow = { readonly source: string }
export type NamespaceFile = { readonly namespace: string; readonly path: string; readonly content: Blob }

/** A response as it was once received: it answers the same method and address again. */
export type HttpRecording = {
  readonly method: string
  readonly url: string
  readonly status: number
  /** Lower-case names. */
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Blob | string
}

/** What the page asks to be run. The engine parses the text again and never trusts what the page made of it. */
export type StartRequest = {
  readonly workspaceId: string
  readonly source: string
  readonly version: VersionSetting
  /** Input values as typed or picked: text, plain values, or a Blob for FILE inputs. Absent inputs take defaults. */
  readonly inputs: Readonly<Record<string, unknown>>
  readonly labels?: readonly { readonly key: string; readonly value: string }[]
  readonly flows?: readonly WorkspaceFlow[]
  readonly files?: readonly NamespaceFile[]
  readonly secrets?: Readonly<Record<string, string>>
  /** Where values of secrets are starred out: everywhere when absent; `logs` as in Kestra, to be compared with it. */
  readonly starred?: 'logs'
  readonly trigger?: Readonly<Record<string, unknown>>
  /** Fires a trigger of the flow by hand; its own inputs count where none are given. */
  readonly fire?: FireRequest
  /** Responses that answer in place of the network; calls that none of them fits go out. */
  readonly recordings?: readonly HttpRecording[]
  /**
   * Set for a flow that came from outside and is not kept here: the hosts that the person was shown before Run. It asks
   * before it calls others, and has the keys and files of its own workspace alone.
   */
  readonly guest?: { readonly hosts: readonly string[] }
  /** Tasks that are simulated, by task id: the outputs they would have had, or none. */
  readonly stubs?: Readonly<Record<string, Stub>>
}

/** A trigger to fire by hand, and what it fires with: what it needs of this depends on its type. */
export type FireRequest = {
  readonly triggerId: string
  /** Schedule: the date it fires for, ISO-8601; now when absent. */
  readonly date?: string
  /** Webhook: what was sent. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly parameters?: Readonly<Record<string, string>>
  /** Triggers that wait for files: those that were dropped. */
  readonly files?: readonly { readonly name: string; readonly content: Blob }[]
  /** Flow: the execution that ended. */
  readonly execution?: {
    readonly id: string
    readonly namespace: string
    readonly flowId: string
    readonly flowRevision: number
    readonly state: string
    readonly outputs?: Outputs
  }
}

/** A stand-in for a task that cannot run here, or should not. */
export type Stub = { readonly outputs?: Outputs }

/** The outputs that a person wrote for a stub, read and compared with what is known of its task type. */
export type StubReading = {
  /** Names of the outputs that the type has; absent where they are not known. */
  readonly known?: readonly string[]
} & (
  | { readonly ok: true; readonly outputs: Outputs; readonly remarks: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly line?: number }
)

/** An input value that was refused; Kestra creates no execution then. */
export type InputProblem = { readonly inputId: string; readonly message: string }

export type StartAnswer =
  | { readonly kind: 'started'; readonly executionId: string }
  | { readonly kind: 'invalid-flow'; readonly problems: readonly Problem[] }
  | { readonly kind: 'invalid-inputs'; readonly problems: readonly InputProblem[] }

/** One line of "Ready to run": what Run will call, download, execute, keep, ask for, or cannot run. */
export type ReadyItem = {
  readonly kind: 'call' | 'download' | 'code' | 'keep' | 'secret' | 'cannot-run'
  readonly taskId?: string
  /** 1-based line in the flow's text. */
  readonly line?: number
  /** `GET dummyjson.com/products`, `Python 3.14`, `12 lines of Python`, `products.csv`. */
  readonly title: string
  readonly detail?: string
  /** Calls whose host is known: its name, with the port where one is written. */
  readonly host?: string
  /** Download items: the progress id and raw bytes when known; `here` when already in this browser. */
  readonly resource?: string
  readonly bytes?: number
  readonly here?: boolean
}

/** A task as the editor's margin and the outputs columns list it, in flow order, nested ones too. */
export type OutlineTask = {
  readonly id: string
  readonly type: string
  /** Short name of the type: `http.Request`. */
  readonly name: string
  readonly line: number
  readonly lastLine: number
  readonly depth: number
  readonly parentId?: string
  readonly branch: string
  /** Expressions in its properties: span in the flow's text and the text between the braces. */
  readonly expressions: readonly { readonly span: Span; readonly source: string; readonly line: number }[]
  readonly outputFileLines?: Readonly<Record<string, number>>
  /** What a task that waits asks for before it goes on. */
  readonly onResume?: readonly Input[]
}

/** A trigger of the flow, which does not fire here by itself. */
export type FlowTrigger = {
  readonly id: string
  readonly type: string
  /** Short name of the type: `trigger.Schedule`. */
  readonly name: string
}

/** What the engine knows of a text without running it. */
export type FlowCheck = {
  readonly version: KestraVersion
  readonly problems: readonly Problem[]
  /** Absent while the text is not a flow. */
  readonly flow?: Pick<Flow, 'id' | 'namespace' | 'description'>
  readonly inputs: readonly Input[]
  readonly triggers: readonly FlowTrigger[]
  readonly outline: readonly OutlineTask[]
  readonly ready: readonly ReadyItem[]
}

/** A stage of a pipe: `outputs.api.body`, then `jq('.products')`, then `first`. */
export type EvaluationStage = {
  readonly source: string
  readonly span: Span
  readonly type: string
  /** `30 items`, `6.9 kB`. */
  readonly size?: string
  readonly value: unknown
}

/** Asks what a form of inputs shows: those of a flow, or of a task of it that waits. Values as typed or picked. */
export type AskRequest = {
  readonly source: string
  readonly version: VersionSetting
  readonly taskId?: string
  readonly inputs: Readonly<Record<string, unknown>>
}

/** Evaluates a text against a run as it stands. */
export type EvaluateRequest = {
  readonly executionId: string
  readonly expression: string
  /** Only what this task run could see resolves. */
  readonly taskRunId?: string
}

export type Evaluation =
  | {
      readonly ok: true
      readonly value: unknown
      readonly type: string
      readonly rendered: string
      readonly stages: readonly EvaluationStage[]
      readonly note?: string
    }
  | {
      readonly ok: false
      readonly message: string
      readonly span?: Span
      readonly hint?: string
      readonly suggestion?: string
    }

/** A completion at an offset: plain data for the editor. */
export type Completion = {
  readonly label: string
  readonly kind: 'type' | 'property' | 'value' | 'variable' | 'filter' | 'function' | 'snippet'
  readonly detail?: string
  readonly documentation?: string
  readonly apply?: string
}

export type CompletionAnswer = { readonly from: number; readonly to: number; readonly options: readonly Completion[] }

export type Hover = { readonly span: Span; readonly title: string; readonly text: string }

/** What the page may ask of the engine worker (by comlink). Events come over a MessagePort of their own. */
export type EngineApi = {
  readonly check: (
    source: string,
    version: VersionSetting,
    inputs?: Readonly<Record<string, unknown>>,
  ) => Promise<FlowCheck>
  readonly complete: (source: string, offset: number, version: VersionSetting) => Promise<CompletionAnswer | undefined>
  readonly hover: (source: string, offset: number, version: VersionSetting) => Promise<Hover | undefined>
  /** Reads the outputs of a stub for a task type, written as YAML or JSON. */
  readonly readStub: (type: string, text: string) => Promise<StubReading>
  readonly start: (request: StartRequest) => Promise<StartAnswer>
  /** Ends an execution; answers once KILLING is told. Unknown or ended executions are passed over. */
  readonly kill: (executionId: string) => Promise<void>
  /** Resumes a paused task run with its inputs. */
  readonly resume: (executionId: string, taskRunId: string, inputs: Readonly<Record<string, unknown>>) => Promise<void>
  /** Answers what an execution asks before a call. */
  readonly answer: (executionId: string, questionId: string, answer: CallAnswer) => Promise<void>
  /**
   * Runs a flow's text anew with the inputs of an earlier execution. With a task, all before it answers from the
   * earlier execution. The new one's `originalId` is that of the first.
   */
  readonly replay: (request: ReplayRequest) => Promise<StartAnswer>
  /** Goes on with an execution that has ended, under its own id: what did not end well runs again, and all after it. */
  readonly restart: (request: RestartRequest) => Promise<StartAnswer>
  readonly askInputs: (request: AskRequest) => Promise<readonly AskedInput[]>
  readonly evaluate: (request: EvaluateRequest) => Promise<Evaluation>
}

/** A run that takes over what it can from an earlier one. */
export type ReplayRequest = {
  /** The flows, files and secrets of the workspace as they are now; `inputs` are taken from the execution. */
  readonly start: StartRequest
  readonly executionId: string
  /**
   * From where to run anew: a task and all that come after it; `failed`: what did not end well and all after it;
   * `changed`: the first task whose properties or inputs are others than they were.
   */
  readonly from: { readonly taskId: string } | 'failed' | 'changed'
}

/** An execution to restart, with the flow's text and its surroundings as they are now. */
export type RestartRequest = Omit<ReplayRequest, 'from'>

/**
 * What the page gives the engine worker at start. `events` carries arrays of ExecutionEvent, flushed every 50 ms at
 * most. `requestRunner` asks the page, which owns the frames, for a fresh runner frame of one run and answers the
 * ports to it; `releaseRunner` removes that frame and everything in it.
 */
export type EngineHost = {
  readonly events: MessagePort
  readonly requestRunner: (executionId: string) => Promise<RunnerPorts>
  readonly releaseRunner: (executionId: string) => Promise<void>
}

/**
 * A runner frame as it is handed over: the port to it, the nonce that its messages carry, and a lifeline, on which the
 * page says that the frame is gone and is told when it does not answer. It is what `connectRunner` of src/runner takes;
 * both ports are transferred.
 */
export type RunnerPorts = { readonly port: MessagePort; readonly nonce: string; readonly lifeline: MessagePort }

export type EventBatch = readonly ExecutionEvent[]
