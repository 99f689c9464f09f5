import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Evaluation, EventBatch } from '../../src/engine'
import { type Execution, isTerminated, reduceExecution } from '../../src/model'
import type { RunnerHost } from '../../src/runner'
import { type DebugClient, type EngineClient, EvaluationStopped } from '../../src/ui/client'
import { killedEvents } from './killedEvents'
import type { EngineSettings, EngineWorker, ReadingWorker, RunnerRequests } from './protocol'

const startEngine = (): Worker =>
  new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

const startReading = (): Worker =>
  new Worker(new URL('../reading.worker.ts', import.meta.url), { type: 'module', name: 'reading' })

/** The engine of a page or an embed, with its stored files; `close` ends its workers. */
export type ConnectedEngine = EngineClient & {
  readonly file: (uri: string) => Promise<Blob>
  readonly close: () => void
}

/**
 * The workers of a page: one that reads flows while they are typed starts at once, the engine with the first run. The
 * page owns the runner frames and hands out their ports. An engine that does not hear a kill, because an expression
 * keeps it busy, is ended with everything that runs in it; the next run starts a new one.
 */
export function connectEngine(settings: EngineSettings, host: RunnerHost): ConnectedEngine {
  const readingWorker = startReading()
  const reading: Remote<ReadingWorker> = wrap(readingWorker)
  const listeners = new Set<(events: EventBatch) => void>()
  const living = new Map<string, Execution>()
  let opened: Promise<OpenEngine> | undefined
  const tell = (events: EventBatch): void => {
    follow(living, events)
    for (const listener of listeners) listener(events)
  }
  const open = (): Promise<OpenEngine> => {
    opened ??= openEngine(settings, host, tell)
    return opened
  }
  const engine = async (): Promise<Remote<EngineWorker>> => (await open()).remote
  return {
    check: (source, version, inputs) => reading.check(source, version, inputs),
    complete: (source, offset, version) => reading.complete(source, offset, version),
    hover: (source, offset, version) => reading.hover(source, offset, version),
    start: async request => (await engine()).start(request),
    replay: async request => (await engine()).replay(request),
    kill: async executionId => {
      if (!opened) return
      const { remote, worker } = await opened
      if (await isAnswered(remote.kill(executionId), HEARD_WITHIN)) return
      worker.terminate()
      opened = undefined
      for (const execution of [...living.values()]) {
        host.release(execution.id)
        tell(killedEvents(execution, Date.now()))
      }
    },
    resume: async (executionId, taskRunId, inputs) => (await engine()).resume(executionId, taskRunId, inputs),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    file: async uri => (await engine()).file(uri),
    close: () => {
      readingWorker.terminate()
      opened?.then(({ worker }) => worker.terminate()).catch(() => undefined)
    },
  }
}

/** Milliseconds in which an engine that can still hear answers a kill. */
const HEARD_WITHIN = 300

type OpenEngine = { readonly remote: Remote<EngineWorker>; readonly worker: Worker }

async function openEngine(
  settings: EngineSettings,
  host: RunnerHost,
  tell: (events: EventBatch) => void,
): Promise<OpenEngine> {
  const worker = startEngine()
  const remote: Remote<EngineWorker> = wrap(worker)
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<EventBatch>) => tell(data)
  const requests: RunnerRequests = {
    requestRunner: async executionId => {
      const handle = await host.request(executionId)
      return transfer(handle, [handle.port, handle.lifeline])
    },
    releaseRunner: async executionId => host.release(executionId),
  }
  await remote.open(settings, transfer(port2, [port2]), proxy(requests))
  return { remote, worker }
}

/** Keeps the executions that run, folded, and lets go of those that have ended. */
function follow(living: Map<string, Execution>, events: EventBatch): void {
  for (const id of new Set(events.map(event => event.executionId))) {
    const own = events.filter(event => event.executionId === id)
    const before = living.get(id)
    if (!before && own[0]?.type !== 'execution-created') continue
    const execution = reduceExecution(before, own)
    if (isTerminated(execution.state.current)) living.delete(id)
    else living.set(id, execution)
  }
}

const isAnswered = (answer: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds)
    answer.then(() => resolve(true), reject).finally(() => clearTimeout(timer))
  })

/**
 * Evaluates in an engine worker of its own, which starts at the first evaluation: an expression that runs away never
 * harms a run. It is ended when it takes longer than its limit, and a new one started with the next evaluation.
 */
export function connectDebugger(settings: EngineSettings): DebugClient {
  let worker: Worker | undefined
  let remote: Promise<Remote<EngineWorker>> | undefined
  const open = (): Promise<Remote<EngineWorker>> => {
    worker ??= startEngine()
    const wrapped = wrap<EngineWorker>(worker)
    remote ??= wrapped.open(settings).then(() => wrapped)
    return remote
  }
  const end = (): void => {
    worker?.terminate()
    worker = undefined
    remote = undefined
  }
  return {
    evaluate: async (request, limit) => {
      const ready = await open()
      const answer: Promise<Evaluation> = ready.evaluate(request)
      if (limit === undefined) return answer
      return whileResponsive(answer, () => ready.ping(), limit, end)
    },
  }
}

/**
 * Waits for an answer as long as the worker is never busy for `limit` milliseconds at a stretch: waiting for a download
 * (jq at its first use) is not being busy, an expression that runs away is.
 */
async function whileResponsive<T>(
  answer: Promise<T>,
  ping: () => Promise<void>,
  limit: number,
  end: () => void,
): Promise<T> {
  const settled = answer.then(
    () => true,
    () => true,
  )
  for (;;) {
    const responded = ping().then(() => true)
    const round = new Promise<false>(resolve => setTimeout(resolve, limit, false))
    if (await Promise.race([settled, round])) return answer
    if (!(await Promise.race([responded, false]))) {
      end()
      throw new EvaluationStopped(limit)
    }
  }
}
