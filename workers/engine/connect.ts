import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Evaluation, EventBatch } from '../../src/engine'
import type { RunnerHost } from '../../src/runner'
import { type DebugClient, type EngineClient, EvaluationStopped } from '../../src/ui/client'
import type { EngineSettings, EngineWorker, ReadingWorker, RunnerRequests } from './protocol'

const startEngine = (): Worker =>
  new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

const startReading = (): Worker =>
  new Worker(new URL('../reading.worker.ts', import.meta.url), { type: 'module', name: 'reading' })

/**
 * The workers of a page: one that reads flows while they are typed starts at once, the engine with the first run. The
 * page owns the runner frames and hands out their ports.
 */
export function connectEngine(settings: EngineSettings, host: RunnerHost): EngineClient {
  const reading: Remote<ReadingWorker> = wrap(startReading())
  const listeners = new Set<(events: EventBatch) => void>()
  let opened: Promise<Remote<EngineWorker>> | undefined
  const engine = (): Promise<Remote<EngineWorker>> => {
    opened ??= openEngine(settings, host, events => {
      for (const listener of listeners) listener(events)
    })
    return opened
  }
  return {
    check: (source, version, inputs) => reading.check(source, version, inputs),
    complete: (source, offset, version) => reading.complete(source, offset, version),
    hover: (source, offset, version) => reading.hover(source, offset, version),
    start: async request => (await engine()).start(request),
    replay: async request => (await engine()).replay(request),
    kill: async executionId => (await engine()).kill(executionId),
    resume: async (executionId, taskRunId, inputs) => (await engine()).resume(executionId, taskRunId, inputs),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

async function openEngine(
  settings: EngineSettings,
  host: RunnerHost,
  tell: (events: EventBatch) => void,
): Promise<Remote<EngineWorker>> {
  const remote: Remote<EngineWorker> = wrap(startEngine())
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
  return remote
}

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
      return withLimit(answer, limit, end)
    },
  }
}

function withLimit<T>(answer: Promise<T>, limit: number, end: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      end()
      reject(new EvaluationStopped(limit))
    }, limit)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
