import type { FlowReading, Plan } from '../flow'
import {
  type CallAnswer,
  type Execution,
  type ExecutionEvent,
  isTerminated,
  type LogEntry,
  type Trigger,
} from '../model'
import { executionFolder, slugify } from '../storage'
import { type Elsewhere, isMap, type Registry } from '../task'
import type {
  AskedInput,
  AskRequest,
  EvaluateRequest,
  Evaluation,
  FireRequest,
  ReplayRequest,
  RestartRequest,
  StartAnswer,
  StartRequest,
} from './api'
import { blockedMessage, lookAtChecks } from './checks'
import { isoInstant } from './clock'
import { createExecution } from './createExecution'
import type { Effects } from './effects'
import { evaluateIn } from './evaluate'
import { execute } from './execute'
import { admit, createGuest, createGuestRoom, type GuestRoom, guestEffects } from './guest'
import { Hidden } from './hidden'
import { askedOf, inputsOf } from './inputs'
import type { Launch, Launched, LaunchOptions } from './launch'
import { createMemory } from './memory'
import { resumeTask } from './pause'
import { createReader, disabled, errorsOf, type FlowReader } from './reading'
import { createPlayback } from './recordings'
import { restarted } from './restart'
import { type RestoreOptions, restore, showTaskRuns } from './restore'
import { retyped } from './retyped'
import { Run } from './run'
import { createNamespaceFiles, type Surroundings } from './surroundings'

export type EngineOptions = {
  readonly registry: Registry
  /** Types of Kestra that do not run here. */
  readonly elsewhere?: Elsewhere
  readonly effects: Effects
  readonly emit: (event: ExecutionEvent) => void
  /** What expressions read as `trigger` when one is fired by hand; `put` keeps a file for the execution to come. */
  readonly fire?: (
    trigger: Trigger,
    firing: FireRequest & { readonly date: string },
    put: (name: string, content: Blob) => Promise<string>,
  ) => Promise<Readonly<Record<string, unknown>>>
  /** An execution that was kept, with its log. */
  readonly findKept: (
    executionId: string,
  ) => Promise<{ readonly execution: Execution; readonly logs: readonly LogEntry[] } | undefined>
  /** The number of the next execution of a workspace: "Run 7". */
  readonly nextNumber: (workspaceId: string) => Promise<number>
}

/** Runs flows. Everything it knows of the world comes by `Effects`, everything it does is told by events. */
export type Engine = {
  readonly start: (request: StartRequest) => Promise<StartAnswer>
  /** Runs a flow anew, taking over what can be from an earlier execution. @throws Error when that one is not kept */
  readonly replay: (request: ReplayRequest) => Promise<StartAnswer>
  /** Runs what did not end well of an execution that has ended, under its own id. @throws Error when it is not kept */
  readonly restart: (request: RestartRequest) => Promise<StartAnswer>
  /** What a form of inputs shows. Nothing for a text that is no flow. */
  readonly askInputs: (request: AskRequest) => Promise<readonly AskedInput[]>
  /** Evaluates a text against an execution that runs here or was kept. @throws Error when there is none */
  readonly evaluate: (request: EvaluateRequest) => Promise<Evaluation>
  /** Ends an execution with everything in it; others are passed over. */
  readonly kill: (executionId: string) => void
  readonly resume: (executionId: string, taskRunId: string, inputs: Readonly<Record<string, unknown>>) => Promise<void>
  /** Answers what an execution asks before a call; other questions are passed over. */
  readonly answer: (executionId: string, questionId: string, answer: CallAnswer) => void
  /** An execution that is running here, as it stands. */
  readonly find: (executionId: string) => Run | undefined
  /** Answers when nothing runs here any more. */
  readonly idle: () => Promise<void>
}

/** An execution that runs; `over` answers once it does not any more. */
type Live = { readonly run: Run; readonly over: Promise<Execution> }

/** Builds an engine. It holds the executions that run, and nothing of those that have ended. */
export function createEngine(options: EngineOptions): Engine {
  const { registry } = options
  const live = new Map<string, Live>()
  /** Executions with secrets, as they ended: what was told and kept of them has stars in their place. */
  const unstarred = new Map<string, Execution>()
  const read = createReader(options)
  /** By workspace. */
  const guestRooms = new Map<string, GuestRoom>()
  const roomOf = (workspaceId: string): GuestRoom => {
    const room = guestRooms.get(workspaceId) ?? createGuestRoom()
    guestRooms.set(workspaceId, room)
    return room
  }

  const launch: Launch = async request => {
    const { effects, guest } = request.surroundings
    const id = request.id ?? effects.newId()
    const inputs = await inputsOf(effects, request, id)
    if (!inputs.ok) return { ok: false, problems: inputs.problems }
    const runOf = (number: number): Run =>
      new Run({
        plan: request.plan,
        execution: createExecution(effects, request, id, number, inputs.values),
        registry,
        surroundings: request.surroundings,
        emit: options.emit,
        launch,
        ...(request.parent?.cancel ? { parent: request.parent.cancel } : {}),
        depth: request.parent?.depth ?? 0,
        ...(request.tries ? { tries: request.tries } : {}),
      })
    const verdict = request.parent || !request.plan.flow.checks ? undefined : await lookAtChecks(runOf(0))
    if (verdict?.behavior === 'BLOCK_EXECUTION') {
      return { ok: false, problems: [{ inputId: '', message: blockedMessage(verdict) }] }
    }
    const run = runOf(request.parent?.execution.number ?? (await options.nextNumber(request.workspaceId)))
    run.surroundings.hidden.addInputs(inputs.secrets)
    if (!request.parent) guest?.enter(run)
    run.announce()
    for (const message of verdict?.messages ?? []) run.log('WARN', `Check failed: ${message}`, { logger: 'flowyard' })
    if (verdict?.behavior === 'FAIL_EXECUTION') return failed(run, verdict.messages.join(', '))
    for (const name of inputs.unknown) run.log('WARN', `Unknown input ${name} was dropped`, { logger: 'flowyard' })
    return begin(run, request)
  }

  /** An execution that ends before it begins. */
  const failed = (run: Run, message: string): Launched => {
    run.hop('FAILED', { failure: { name: 'Check', message } })
    run.release()
    const execution = run.snapshot()
    return { ok: true, execution, done: Promise.resolve(execution) }
  }

  const begin = (run: Run, request: LaunchOptions): Launched => {
    const execution = run.snapshot()
    const work = async (): Promise<void> => {
      await execute(run)
      const again = await nextTry(run, request)
      if (again) await launch(again)
    }
    const done = run.effects.hold(run.id, () => queued(run, live, work)).then(() => run.snapshot())
    const over = done.finally(() => {
      live.delete(run.id)
      if (run.surroundings.hidden.any) unstarred.set(run.id, run.snapshot())
    })
    over.catch(() => undefined)
    live.set(run.id, { run, over })
    return { ok: true, execution, done: over }
  }

  const find = async (executionId: string) => {
    const running = live.get(executionId)?.run
    if (running) return { execution: running.snapshot(), logs: running.journal.lines }
    const kept = await options.findKept(executionId)
    if (!kept) throw new Error('This run is not kept in this browser any more')
    return kept
  }

  const findWhole = async (executionId: string) => {
    const { execution, logs } = await find(executionId)
    return { execution: unstarred.get(executionId) ?? execution, logs }
  }

  const restoreOptions = (execution: Execution, request?: StartRequest): RestoreOptions => {
    const { plan } = read(execution.source, execution.version)
    if (!plan) throw new Error('The flow of this run cannot be read any more')
    const empty = { workspaceId: execution.workspaceId, source: execution.source, version: plan.version, inputs: {} }
    return { plan, execution, registry, surroundings: surroundingsOf(request ?? empty, plan.version) }
  }

  const surroundingsOf = (request: StartRequest, version: FlowReading['version']): Surroundings => {
    const effects = request.guest ? guestEffects(options.effects, roomOf(request.workspaceId)) : options.effects
    const secrets = request.secrets ?? {}
    const hidden = new Hidden(request.starred)
    for (const secret of Object.values(secrets)) hidden.add(secret)
    return {
      effects,
      findFlow: flowsOf(read, request, version),
      files: createNamespaceFiles(request.files ?? [], (file, content) =>
        effects.keepNamespaceFile(request.workspaceId, file, content),
      ),
      secrets,
      hidden,
      stubs: request.stubs ?? {},
      ...(request.recordings ? { playback: createPlayback(request.recordings) } : {}),
      ...(request.guest ? { guest: createGuest(request.guest.hosts, effects.newId) } : {}),
    }
  }

  const restart = async ({ start: request, executionId }: RestartRequest): Promise<StartAnswer> => {
    const { execution: kept, logs } = await findWhole(executionId)
    if (!isTerminated(kept.state.current)) throw new Error('This run has not ended yet')
    const reading = read(request.source, request.version)
    const { plan } = reading
    if (!plan) return { kind: 'invalid-flow', problems: errorsOf(reading) }
    const whole = retyped(kept, plan.flow.inputs, request.inputs)
    if (!whole.ok) return { kind: 'invalid-inputs', problems: whole.problems }
    const { execution } = whole
    if (request.guest && execution.workspaceId === request.workspaceId) admit(roomOf(request.workspaceId), execution)
    const surroundings = surroundingsOf(request, reading.version)
    surroundings.hidden.addInputs(whole.secrets)
    const again = restarted(execution, plan, request.source, isoInstant(options.effects.now()))
    const logged = logs.length
    const run = new Run({ plan, execution: again, registry, surroundings, emit: options.emit, launch, logged })
    showTaskRuns(run, again.taskRuns)
    surroundings.guest?.enter(run)
    run.announce()
    const { workspaceId, inputs, labels } = again
    begin(run, { plan, source: request.source, workspaceId, inputs, labels, surroundings })
    return { kind: 'started', executionId }
  }

  const start = async (
    request: StartRequest,
    more: Partial<Pick<LaunchOptions, 'originalId'> & Pick<Surroundings, 'memory'>> = {},
  ): Promise<StartAnswer> => {
    const reading = read(request.source, request.version)
    const { plan } = reading
    if (!plan) return { kind: 'invalid-flow', problems: errorsOf(reading) }
    if (plan.flow.disabled) return { kind: 'invalid-flow', problems: [disabled(request.source)] }
    const surroundings = surroundingsOf(request, reading.version)
    const fired = request.fire ? await fire(options, surroundings.effects, plan, request.fire) : undefined
    const trigger = fired?.variables ?? request.trigger
    const launched = await launch({
      plan,
      source: request.source,
      workspaceId: request.workspaceId,
      inputs: { ...fired?.inputs, ...request.inputs },
      ...(fired ? { id: fired.id } : {}),
      labels: request.labels ?? [],
      surroundings: { ...surroundings, ...(more.memory ? { memory: more.memory } : {}) },
      ...(more.originalId === undefined ? {} : { originalId: more.originalId }),
      ...(trigger ? { trigger } : {}),
    })
    if (!launched.ok) return { kind: 'invalid-inputs', problems: launched.problems }
    return { kind: 'started', executionId: launched.execution.id }
  }

  return {
    start: request => start(request),
    replay: async ({ start: request, executionId, from }) => {
      const { execution, logs } = await findWhole(executionId)
      if (request.guest && execution.workspaceId === request.workspaceId) admit(roomOf(request.workspaceId), execution)
      const memory = createMemory({ restored: restore(restoreOptions(execution, request)), logs, from })
      return start(request, { memory, originalId: execution.originalId ?? execution.id })
    },
    restart,
    askInputs: async ({ source, version, ...request }) => askedOf(options.effects, read(source, version).plan, request),
    evaluate: async request => evaluateIn(restoreOptions((await find(request.executionId)).execution), request),
    kill: id => live.get(id)?.run.kill(),
    resume: async (id, taskRunId, inputs) => {
      const found = live.get(id)
      if (found) await resumeTask(found.run, taskRunId, inputs)
    },
    answer: (id, questionId, answer) => live.get(id)?.run.surroundings.guest?.answer(questionId, answer),
    find: id => live.get(id)?.run,
    idle: async () => {
      while (live.size > 0) await Promise.allSettled([...live.values()].map(({ over }) => over))
    },
  }
}

/** Fires a trigger of the flow for an execution to come. @throws Error when the flow has none of that id */
async function fire({ fire: variablesOf }: EngineOptions, effects: Effects, { flow }: Plan, request: FireRequest) {
  const trigger = flow.triggers.find(({ id }) => id === request.triggerId)
  if (!trigger || !variablesOf) throw new Error(`The flow has no trigger ${request.triggerId}`)
  const id = effects.newId()
  const folder = `${executionFolder(flow.namespace, flow.id, id)}/trigger/${slugify(trigger.id)}` as const
  const date = request.date ?? isoInstant(effects.now())
  const variables = await variablesOf(trigger, { ...request, date }, async (name, content) => {
    return (await effects.storage.put(`${folder}/${name}`, content)).uri
  })
  const inputs = trigger.inputs
  return { id, variables, inputs: isMap(inputs) ? inputs : {} }
}

/** Finds another flow of the workspace; all of them are read when one is first asked for. */
function flowsOf(read: FlowReader, request: StartRequest, version: FlowReading['version']): Surroundings['findFlow'] {
  let known: Map<string, { readonly plan: Plan; readonly source: string }> | undefined
  const readAll = () =>
    new Map(
      [request.source, ...(request.flows ?? []).map(flow => flow.source)].flatMap(source => {
        const { plan } = read(source, version)
        return plan ? [[`${plan.flow.namespace}.${plan.flow.id}`, { plan, source }] as const] : []
      }),
    )
  return (namespace, flowId) => {
    known ??= readAll()
    return known.get(`${namespace}.${flowId}`)
  }
}

/** Waits for a place where the flow's `concurrency` asks for it. Source: Kestra `Concurrency`. */
async function queued(run: Run, live: ReadonlyMap<string, Live>, work: () => Promise<void>): Promise<void> {
  const { concurrency } = run.plan.flow
  if (!concurrency) return work()
  const others = (): readonly Live[] =>
    [...live.values()].filter(({ run: other }) => other !== run && isSameFlow(other, run) && other.state !== 'QUEUED')
  if (others().length < concurrency.limit) return work()
  if (concurrency.behavior !== 'QUEUE') {
    run.hop(concurrency.behavior === 'CANCEL' ? 'CANCELLED' : 'FAILED')
    run.release()
    return
  }
  run.hop('QUEUED')
  while (others().length >= concurrency.limit && !run.cancel.aborted) {
    await Promise.race([...others().map(({ over }) => over), aborted(run)])
  }
  return work()
}

/**
 * The next try of a flow whose `retry`, or that of a task, asks for a new execution.
 * Source: Kestra `AbstractRetry.Behavior.CREATE_NEW_EXECUTION`.
 */
async function nextTry(run: Run, { id: _id, ...request }: LaunchOptions): Promise<LaunchOptions | undefined> {
  if (run.anew === undefined || run.state !== 'RETRIED') return undefined
  run.renew()
  const isOver = await run.effects.sleep(run.anew, run.cancel.signal).then(
    () => true,
    () => false,
  )
  if (!isOver) return undefined
  const { count, since } = run.tries
  return { ...request, tries: { count: count + 1, since }, originalId: run.header.originalId ?? run.id }
}

const aborted = (run: Run): Promise<unknown> =>
  run.cancel.race(new Promise<never>(() => undefined)).catch(() => undefined)

const isSameFlow = (one: Run, other: Run): boolean =>
  one.header.workspaceId === other.header.workspaceId &&
  one.header.namespace === other.header.namespace &&
  one.header.flowId === other.header.flowId &&
  !isTerminated(one.state)
