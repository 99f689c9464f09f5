import { expose } from 'comlink'
import { createBatch, createEngine, type Engine } from '../src/engine'
import type { ExecutionEvent } from '../src/model'
import { fireTrigger } from '../src/plugins/core/trigger/fire'
import { elsewhere } from '../src/plugins/elsewhere'
import { registry } from '../src/plugins/registry'
import { createRetries } from '../src/runner'
import { isKestraUri } from '../src/storage'
import { createEffects } from './engine/effects'
import { type Kept, openKept } from './engine/kept'
import type { EngineWorker } from './engine/protocol'

/** The engine of one page: it runs flows, evaluates against runs, and keeps what comes of it. */
let opened: Promise<{ readonly engine: Engine; readonly kept: Kept }> | undefined

const retries = createRetries()

const engine = async (): Promise<Engine> => {
  if (!opened) throw new Error('The engine worker has not been opened')
  return (await opened).engine
}

const worker: EngineWorker = {
  open: async (settings, events, host) => {
    opened = openKept(settings.tab).then(kept => ({
      kept,
      engine: createEngine({
        registry,
        elsewhere,
        fire: fireTrigger,
        effects: createEffects(settings, kept, host, retries),
        nextNumber: kept.nextNumber,
        findKept: kept.find,
        emit: createBatch(batch => tell(kept, events, batch), setTimeout).add,
      }),
    }))
    await opened
  },
  file: async uri => {
    if (!opened) throw new Error('The engine worker has not been opened')
    if (!isKestraUri(uri)) throw new Error(`${uri} is no address of a stored file`)
    return (await opened).kept.storage.get(uri)
  },
  ping: async () => undefined,
  retryDownloads: async () => retries.again(),
  start: async request => (await engine()).start(request),
  kill: async executionId => (await engine()).kill(executionId),
  resume: async (executionId, taskRunId, inputs) => (await engine()).resume(executionId, taskRunId, inputs),
  answer: async (executionId, questionId, answer) => (await engine()).answer(executionId, questionId, answer),
  replay: async request => (await engine()).replay(request),
  restart: async request => (await engine()).restart(request),
  evaluate: async request => (await engine()).evaluate(request),
}

/** The page sees events first; keeping them may take longer, and may fail when the browser has no room left. */
function tell(kept: Kept, events: MessagePort | undefined, batch: readonly ExecutionEvent[]): void {
  events?.postMessage(batch)
  kept.record(batch).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    const ids = new Set(batch.map(({ executionId }) => executionId))
    events?.postMessage([...ids].flatMap(executionId => notKept(executionId, message)))
  })
}

const notKept = (executionId: string, message: string): readonly ExecutionEvent[] => [
  {
    type: 'log',
    executionId,
    entry: {
      index: Number.MAX_SAFE_INTEGER,
      executionId,
      level: 'WARN',
      date: new Date().toISOString(),
      message: `This run is not kept: ${message}`,
      logger: 'flowyard',
    },
  },
]

expose(worker)
