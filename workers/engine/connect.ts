import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { Evaluation, EventBatch } from '../../src/engine'
import type { RunnerHost } from '../../src/runner'
import { type DebugClient, type EngineClient, EvaluationStopped } from '../../src/ui/client'
import type { EngineSettings, EngineWorker, RunnerRequests } from './protocol'

const startWorker = (): Worker =>
  new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

/** Starts the engine worker of a page; the page owns the runner frames and hands out their ports. */
export function connectEngine(settings: EngineSettings, host: RunnerHost): EngineClient {
  const remote: Remote<EngineWorker> = wrap(startWorker())
  const { port1, port2 } = new MessageChannel()
  const listeners = new Set<(events: EventBatch) => void>()
  port1.onmessage = ({ data }: MessageEvent<EventBatch>) => {
    for (const listener of listeners) listener(data)
  }
  const requests: RunnerRequests = {
    requestRunner: async executionId => {
      const handle = await host.request(executionId)
      return transfer(handle, [handle.port, handle.lifeline])
    },
    releaseRunner: async executionId => host.release(executionId),
  }
  const open = remote.open(settings, transfer(port2, [port2]), proxy(requests))
  return {
    check: (source, version, inputs) => remote.check(source, version, inputs),
    complete: (source, offset, version) => remote.complete(source, offset, version),
    hover: (source, offset, version) => remote.hover(source, offset, version),
    start: async request => {
      await open
      return remote.start(request)
    },
    replay: async request => {
      await open
      return remote.replay(request)
    },
    kill: executionId => remote.kill(executionId),
    resume: (executionId, taskRunId, inputs) => remote.resume(executionId, taskRunId, inputs),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/**
 * Evaluates in an engine worker of its own, which starts at the first evaluation: an expression that runs away never
 * harms a run. It is ended when it takes longer than its limit, and a new one started with the next evaluation.
 */
export function connectDebugger(settings: EngineSettings): DebugClient {
  let worker: Worker | undefined
  let remote: Promise<Remote<EngineWorker>> | undefined
  const open = (): Promise<Remote<EngineWorker>> => {
    worker ??= startWorker()
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
