import { createRenderer, type Renderer } from '../expression'
import { lineOf, type ParsedYaml, type Plan, parseYaml } from '../flow'
import {
  createState,
  type Execution,
  type ExecutionEvent,
  type Failure,
  isTerminated,
  type LogLevel,
  type MetricEntry,
  type Outputs,
  type Path,
  type Progress,
  type State,
  type StateType,
  type TaskRun,
  withState,
} from '../model'
import { executionFolder, type KestraUri } from '../storage'
import type { PauseOptions, Registry } from '../task'
import { Cancel, Ended, Killed } from './cancel'
import { isoInstant } from './clock'
import type { Effects, ExecutionRuntimes } from './effects'
import { createExpressionHost } from './expressionHost'
import { createGate, type Gate } from './gate'
import type { Launch, Tries } from './launch'
import { OutputScope } from './outputScope'
import type { Node, Place } from './place'
import { endedWell, type KeptTaskRuns, openKept } from './restart'
import { type LogOrigin, RunLog } from './runLog'
import type { Promises } from './sla'
import type { Surroundings } from './surroundings'

export type RunOptions = {
  readonly plan: Plan
  /** As it begins: CREATED, or with the task runs that a restart keeps. */
  readonly execution: Execution
  /** How many lines its log has already. */
  readonly logged?: number
  readonly registry: Registry
  readonly surroundings: Surroundings
  readonly emit: (event: ExecutionEvent) => void
  readonly launch: Launch
  /** Ends when the run that this one is a part of does. */
  readonly parent?: Cancel
  /** How many runs it was started through. */
  readonly depth?: number
  readonly tries?: Tries
}

/** What a change of the execution may carry beside its state. */
export type ExecutionChanges = Pick<
  Partial<Execution>,
  'outputs' | 'labels' | 'variables' | 'failure' | 'note' | 'question'
>

/** A paused task run, and how it goes on. */
export type Waiting = {
  readonly node: Node
  readonly options: PauseOptions
  readonly resolve: (inputs: Outputs) => void
}

/**
 * One execution while it lives: its state is the fold of the events it tells, kept here so that no step has to go
 * through all task runs.
 */
export class Run {
  readonly plan: Plan
  readonly effects: Effects
  readonly registry: Registry
  readonly surroundings: Surroundings
  readonly renderer: Renderer
  readonly scope: OutputScope
  readonly launch: Launch
  readonly depth: number
  readonly tries: Tries
  /** The flow is to be tried again as a new execution, after so many milliseconds. */
  anew: number | undefined
  /** The way of its calls to the outside. */
  readonly gate: Gate
  readonly folder: KestraUri
  readonly journal: RunLog
  /** Task runs that wait for the person, by id. */
  readonly resumes = new Map<string, Waiting>()
  /** The promises of the flow, while it runs. */
  promises: Promises | undefined
  #cancel: Cancel
  #failure: Failure | undefined
  #execution: Execution
  #taskRuns: Map<string, TaskRun>
  readonly #kept: KeptTaskRuns | undefined
  #paused = 0
  #retrying = 0
  #runtimes: ExecutionRuntimes | undefined
  #released = false
  #end: StateType | undefined
  /** The task run that was under way when the execution was broken off. */
  #broken: string | undefined
  #yaml: ParsedYaml | undefined
  readonly #emit: (event: ExecutionEvent) => void

  constructor({
    plan,
    execution,
    registry,
    surroundings,
    emit,
    launch,
    parent,
    depth = 0,
    logged = 0,
    tries,
  }: RunOptions) {
    this.depth = depth
    this.plan = plan
    this.effects = surroundings.effects
    this.tries = tries ?? { count: 0, since: this.effects.now() }
    this.registry = registry
    this.surroundings = surroundings
    this.#cancel = new Cancel(parent)
    this.scope = new OutputScope(plan.version)
    this.folder = executionFolder(execution.namespace, execution.flowId, execution.id)
    this.renderer = createRenderer({ dialect: plan.version, host: createExpressionHost(this) })
    this.#execution = { ...execution, taskRuns: [] }
    this.#taskRuns = new Map(execution.taskRuns.map(taskRun => [taskRun.id, taskRun]))
    this.#kept = execution.taskRuns.length === 0 ? undefined : openKept(execution.taskRuns)
    this.#emit = event => emit(surroundings.hidden.starred(event))
    const executionId = execution.id
    this.journal = new RunLog(
      executionId,
      () => this.now(),
      surroundings.hidden,
      entry => emit({ type: 'log', executionId, entry }),
      logged,
    )
    this.launch = launch
    this.gate = createGate(this)
  }

  /** What ends everything that this run waits for. */
  get cancel(): Cancel {
    return this.#cancel
  }

  /** The first failure of a task run. */
  get failure(): Failure | undefined {
    return this.#failure
  }

  get id(): string {
    return this.#execution.id
  }

  /** The execution without its task runs: what expressions see of it. */
  get header(): Execution {
    return this.#execution
  }

  get state(): StateType {
    return this.#execution.state.current
  }

  /** The flow's text with its positions, read when something has to be shown in it. */
  get yaml(): ParsedYaml {
    this.#yaml ??= parseYaml(this.#execution.source)
    return this.#yaml
  }

  /** The 1-based line of a path of the flow. */
  lineOf(path: Path): number | undefined {
    return lineOf(this.yaml, path)
  }

  /** The state that a task ended this execution in. */
  get end(): StateType | undefined {
    return this.#end
  }

  get taskRuns(): Iterable<TaskRun> {
    return this.#taskRuns.values()
  }

  /** @throws Error once the execution has ended: a killed task may still be on its way to them, and nobody would end them */
  get runtimes(): ExecutionRuntimes {
    if (this.#released) throw new Error('This execution has ended')
    this.#runtimes ??= this.effects.runtimes(this.id)
    return this.#runtimes
  }

  snapshot(): Execution {
    return { ...this.#execution, taskRuns: [...this.#taskRuns.values()] }
  }

  now(): string {
    return isoInstant(this.effects.now())
  }

  /** Tells that the execution is there. */
  announce(): void {
    this.#emit({ type: 'execution-created', executionId: this.id, execution: this.snapshot() })
  }

  /** Goes one state further. */
  hop(state: StateType, changes: ExecutionChanges = {}): void {
    this.#change(withState(this.#execution.state, state, this.now()), changes)
  }

  /** Changes the execution without a new state. */
  change(changes: ExecutionChanges): void {
    this.#change(this.#execution.state, changes)
  }

  #change(state: State, changes: ExecutionChanges): void {
    this.#execution = { ...this.#execution, ...changes, state }
    this.#emit({ type: 'execution-changed', executionId: this.id, state, ...changes })
  }

  /** Ends the execution in a state, and the last task run under way with it; everything else stops. Source: `markAs`. */
  breakOff(state: StateType): void {
    this.#broken = [...this.#taskRuns.values()].findLast(taskRun => !isTerminated(taskRun.state.current))?.id
    this.prepareEnd(state)
    this.stopIfEnded()
  }

  /** The state that a task run ends in which is stopped. */
  stoppedState({ taskRun }: Node): StateType {
    return taskRun.id === this.#broken && this.#end !== undefined ? this.#end : 'KILLED'
  }

  /** Lets the execution end in a state as soon as the task run that asks for it has ended. Source: Kestra `Exit`. */
  prepareEnd(state: StateType): void {
    this.#end ??= state
  }

  /** Stops what still runs, when a task has asked for the end. */
  stopIfEnded(): void {
    if (this.#end !== undefined) this.cancel.abort(new Ended())
  }

  /** Answers once KILLING is told; everything that waits is rejected. */
  kill(): void {
    if (this.cancel.aborted) return
    if (!isTerminated(this.state)) this.hop('KILLING')
    this.cancel.abort(new Killed())
  }

  /** Begins what comes after the end (`afterExecution`), which a task that ended the execution does not stop. */
  renew(): void {
    this.#cancel.close()
    this.#cancel = new Cancel()
    this.#end = undefined
    this.#broken = undefined
  }

  release(): void {
    this.#released = true
    this.#runtimes?.release()
    this.#runtimes = undefined
    this.cancel.close()
  }

  /** A new task run of a task at a place, CREATED. */
  create(planned: Node['planned'], place: Place): Node {
    const kept = this.#kept?.take(planned.task.id, place)
    if (kept) return this.#again(planned, place, kept)
    const id = place.replaced?.get(planned.task.id) ?? this.effects.newId()
    const taskRun: TaskRun = {
      id,
      taskId: String(planned.task.id),
      ...(place.parent ? { parentTaskRunId: place.parent.taskRun.id } : {}),
      ...(place.value === undefined ? {} : { value: place.value }),
      ...(place.iteration === undefined ? {} : { iteration: place.iteration }),
      ...(place.loop ? loopMark(place) : {}),
      attempts: [],
      state: createState('CREATED', this.now()),
    }
    place.replaced?.set(planned.task.id, id)
    const node: Node = { planned, place, taskRun }
    this.#tell(node)
    return node
  }

  /** A task run that was there before a restart: as it ended, or RESTARTED where that was not well. */
  #again(planned: Node['planned'], place: Place, kept: TaskRun): Node {
    if (endedWell(kept)) return { planned, place, taskRun: kept }
    const { failure: _failure, outputs: _outputs, starred, ...taskRun } = kept
    const node: Node = { planned, place, taskRun }
    this.hopTask(node, 'RESTARTED')
    if (starred) this.log('WARN', `${kept.taskId} runs again: ${UNKEPT}`, { logger: 'flowyard' })
    return node
  }

  /** Takes a task run one state further, with what else changes about it. */
  hopTask(node: Node, state: StateType, changes: Partial<TaskRun> = {}): void {
    node.taskRun = { ...node.taskRun, ...changes, state: withState(node.taskRun.state, state, this.now()) }
    this.#tell(node)
  }

  changeTask(node: Node, changes: Partial<TaskRun>): void {
    node.taskRun = { ...node.taskRun, ...changes }
    this.#tell(node)
  }

  /** Takes a task run out of the execution. */
  removeTask(taskRunId: string): void {
    this.#taskRuns.delete(taskRunId)
    this.#emit({ type: 'taskrun-removed', executionId: this.id, taskRunId })
  }

  #tell(node: Node): void {
    const { taskRun } = node
    this.#taskRuns.set(taskRun.id, taskRun)
    if (taskRun.state.current === 'FAILED') this.#failure ??= taskRun.failure
    this.showTask(node)
    this.#emit({ type: 'taskrun-changed', executionId: this.id, taskRun })
  }

  /** Lets `outputs` and `tasks` show a task run; `tasks` knows one that does work as CREATED until it has ended. */
  showTask({ planned, place, taskRun }: Node): void {
    const { current } = taskRun.state
    const isUnderWay = planned.type?.kind !== 'flowable' && !isTerminated(current)
    place.scope.show({
      taskId: taskRun.taskId,
      values: place.values,
      state: isUnderWay ? 'CREATED' : current,
      outputs: taskRun.outputs ?? (this.#isShown(planned, current) ? {} : undefined),
    })
  }

  /**
   * Whether `outputs` shows a task run that has none. 2.0 shows every one; 1.3 those that ended and were no
   * `updatesExecution` task, and flowable ones from their start.
   */
  #isShown({ type }: Node['planned'], state: StateType): boolean {
    if (this.plan.version === '2.0') return true
    if (type?.kind === 'flowable') return state !== 'CREATED'
    return type?.updatesExecution !== true && isTerminated(state) && state !== 'SKIPPED'
  }

  /** PAUSED while a task run waits for the person. Source: Kestra `ExecutionService.pause`. */
  pause(): void {
    this.#paused++
    if (this.state === 'RUNNING') this.hop('PAUSED')
  }

  /** @param through the state between PAUSED and RUNNING, as Kestra records a resume */
  unpause(through?: StateType): void {
    this.#paused--
    if (this.#paused > 0 || this.state !== 'PAUSED' || this.#end !== undefined) return
    if (through) this.hop(through)
    this.hop('RUNNING')
  }

  /**
   * Between two attempts of a task, the execution shows what its task run does; it has FAILED for a moment where no
   * group is around the task. An iteration of a Loop is an execution of its own.
   */
  retrying({ parent, loop }: Place): void {
    if (loop) return
    this.#retrying++
    if (this.#retrying > 1) return
    if (!parent) this.hop('FAILED')
    this.hop('RETRYING')
  }

  retried({ loop }: Place): void {
    if (loop) return
    this.#retrying--
    if (this.#retrying === 0) this.hop('RUNNING')
  }

  log(level: LogLevel, message: string, origin: LogOrigin = {}): void {
    this.journal.add(level, message, origin)
  }

  metric(entry: Omit<MetricEntry, 'executionId' | 'date'>): void {
    this.#emit({
      type: 'metric',
      executionId: this.id,
      entry: { ...entry, executionId: this.id, date: this.now() },
    })
  }

  progress(progress: Progress): void {
    this.#emit({ type: 'progress', executionId: this.id, progress })
  }
}

/** What marks a task run inside a Loop; those directly in it show the value, which expressions read as `item.value`. */
function loopMark({ loop, parent }: Place): Pick<TaskRun, 'iterationId' | 'value'> {
  if (!loop) return {}
  const isDirect = parent?.place.loop?.executionId !== loop.executionId
  return { iterationId: loop.executionId, ...(isDirect ? { value: String(loop.item.value) } : {}) }
}

/** Why what ended well is run again. */
const UNKEPT = 'its outputs held a secret, which this browser does not keep.'

/** Where the log lines of a task run come from. */
export const originOf = ({ taskRun }: Node, attempt: number): LogOrigin => ({
  taskId: taskRun.taskId,
  taskRunId: taskRun.id,
  attempt,
})
