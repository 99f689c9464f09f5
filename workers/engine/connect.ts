import { proxy, type Remote, transfer, wrap } from 'comlink'
import type { AskedInput, Evaluation, EventBatch, StartAnswer } from '../../src/engine'
import type { RunnerHost } from '../../src/runner'
import { type DebugClient, type EngineClient, EvaluationStopped } from '../../src/ui/client'
import { killedEvents } from './killedEvents'
import { createLiving } from './living'
import type { EngineSettings, EngineWorker, RunnerRequests } from './protocol'

/** The lives of the engine worker; a profiler shows their names. */
const start = {
  reading: () => new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'reading' }),
  engine: () => new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' }),
  debugger: () => new Worker(new URL('../engine.worker.ts', import.meta.url), { type: 'module', name: 'debugger' }),
} as const

/** The engine of a page or an embed, with its stored files; `close` ends its workers. */
export type ConnectedEngine = EngineClient & {
  readonly file: (uri: string) => Promise<Blob>
  readonly close: () => void
}

/**
 * The workers of a page: one that reads flows while they are typed starts at once, one that runs them with the first run. The
 * page owns the runner frames and hands out their ports. An engine that does not hear a kill, because an expression
 * keeps it busy, is ended with everything that runs in it; the next run starts a new one.
 */
export function connectEngine(settings: EngineSettings, host: RunnerHost): ConnectedEngine {
  const readingWorker = start.reading()
  const reading: Remote<EngineWorker> = wrap(readingWorker)
  const listeners = new Set<(events: EventBatch) => void>()
  const living = createLiving()
  let opened: Promise<OpenEngine> | undefined
  const tell = (events: EventBatch): void => {
    living.follow(events)
    for (const listener of listeners) listener(events)
  }
  const open = (): Promise<OpenEngine> => {
    if (opened) return opened
    const mine = openEngine(settings, host, tell, reason => {
      if (opened === mine) forget(reason)
    })
    opened = mine
    return mine
  }
  /** Gives an engine up that is dead or deaf: what ran in it is killed, and the next run starts a new one. */
  const forget = (reason: string): void => {
    opened
      ?.then(({ worker, giveUp }) => {
        worker.terminate()
        giveUp()
      })
      .catch(() => undefined)
    opened = undefined
    // A run may have a frame under an id of no execution: the one that was kept ready for it.
    host.dispose()
    for (const execution of living.executions()) tell(killedEvents(execution, Date.now(), reason))
  }
  /** Asks the engine; rejects in words when its worker ends before it answers. */
  const ask = async <T>(question: (remote: Remote<EngineWorker>) => Promise<T>): Promise<T> => {
    const { remote, lost } = await open()
    return Promise.race([question(remote), lost])
  }
  return {
    check: (source, version, inputs) => reading.check(source, version, inputs),
    complete: (source, offset, version) => reading.complete(source, offset, version),
    hover: (source, offset, version) => reading.hover(source, offset, version),
    readStub: (type, text) => reading.readStub(type, text),
    start: request => ask<StartAnswer>(async remote => remote.start(request)),
    replay: request => ask<StartAnswer>(async remote => remote.replay(request)),
    restart: request => ask<StartAnswer>(async remote => remote.restart(request)),
    kill: async executionId => {
      if (!opened) return
      const { remote } = await opened
      const heard = executionId === undefined ? remote.ping() : remote.kill(executionId)
      if (!(await isAnswered(heard, HEARD_WITHIN))) forget('It did not answer any more and was ended.')
    },
    resume: (executionId, taskRunId, inputs) => ask(remote => remote.resume(executionId, taskRunId, inputs)),
    prepare: needs => ask(remote => remote.prepare(needs)),
    retryDownloads: async () => {
      if (opened) await (await opened).remote.retryDownloads()
    },
    answer: (executionId, questionId, answer) => ask(remote => remote.answer(executionId, questionId, answer)),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    file: uri => ask(remote => remote.file(uri)),
    close: () => {
      readingWorker.terminate()
      const last = opened
      opened = undefined
      last?.then(({ worker }) => worker.terminate()).catch(() => undefined)
    },
  }
}

/** Milliseconds in which an engine that can still hear answers a kill. */
const HEARD_WITHIN = 200

type OpenEngine = {
  readonly remote: Remote<EngineWorker>
  readonly worker: Worker
  /** Rejects when the worker ends or is given up. */
  readonly lost: Promise<never>
  /** Lets what still waits for an answer know that none will come. */
  readonly giveUp: () => void
}

async function openEngine(
  settings: EngineSettings,
  host: RunnerHost,
  tell: (events: EventBatch) => void,
  onLost: (reason: string) => void,
): Promise<OpenEngine> {
  const worker = start.engine()
  const remote: Remote<EngineWorker> = wrap(worker)
  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<EventBatch>) => tell(data)
  let loaded = false
  let isGone = false
  let giveUp: () => void = () => undefined
  const lost = new Promise<never>((_, reject) => {
    giveUp = () => {
      isGone = true
      reject(new Error('The engine did not answer and was ended. Run the flow again.'))
    }
    const lose = (message: string): void => {
      onLost(message)
      reject(new Error(message))
    }
    endOf(remote).then(() =>
      lose('The engine stopped without a message, most often from lack of memory. Run the flow again.'),
    )
    worker.addEventListener('error', () => {
      if (!loaded) lose('The engine did not load. Reload the page when you are online.')
    })
  })
  lost.catch(() => undefined)
  const requests: RunnerRequests = {
    requestRunner: async executionId => {
      // What it asked for just before its end comes after it: nobody would remove that frame.
      if (isGone) throw new Error('This engine has ended')
      const handle = await host.request(executionId)
      return transfer(handle, [handle.port, handle.lifeline])
    },
    releaseRunner: async executionId => host.release(executionId),
  }
  await Promise.race([remote.open(settings, transfer(port2, [port2]), proxy(requests)), lost])
  loaded = true
  return { remote, worker, lost, giveUp }
}

/**
 * Resolves when a worker has ended. No event tells so, but the locks that it held go to who waits for them. Where the
 * browser has none, an engine that ended is noticed when it is asked to stop.
 */
async function endOf(remote: Remote<EngineWorker>): Promise<void> {
  const name = `flowyard-engine-${crypto.randomUUID()}`
  try {
    await remote.hold(name)
    await navigator.locks.request(name, () => undefined)
  } catch {
    await new Promise<never>(() => undefined)
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
    worker ??= start.debugger()
    const wrapped = wrap<EngineWorker>(worker)
    remote ??= wrapped.open(settings).then(() => wrapped)
    return remote
  }
  const end = (): void => {
    worker?.terminate()
    worker = undefined
    remote = undefined
  }
  const ask = async <T>(question: (ready: Remote<EngineWorker>) => Promise<T>, limit?: number): Promise<T> => {
    const ready = await open()
    const answer = question(ready)
    return limit === undefined ? answer : whileResponsive(answer, () => ready.ping(), limit, end)
  }
  return {
    evaluate: (request, limit) => ask<Evaluation>(ready => ready.evaluate(request), limit),
    askInputs: (request, limit) => ask<readonly AskedInput[]>(ready => ready.askInputs(request), limit),
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
