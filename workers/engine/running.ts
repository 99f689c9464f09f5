import { createBatch, createEngine, type Engine } from '../../src/engine'
import type { ExecutionEvent } from '../../src/model'
import { fireTrigger } from '../../src/plugins/core/trigger/fire'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'
import { createRetries, type Retries } from '../../src/runner'
import { createEffects, type RealEffects } from './effects'
import { type Kept, openKept } from './kept'
import type { EngineSettings, RunnerRequests } from './protocol'

/** What runs flows and evaluates, with what this browser keeps. */
export type Running = {
  readonly engine: Engine
  readonly kept: Kept
  readonly retries: Retries
  readonly prepare: RealEffects['prepare']
}

/** Opens the engine of one page. `events` carries what happens; without a `host` it can evaluate, but not run. */
export async function openRunning(
  settings: EngineSettings,
  events: MessagePort | undefined,
  host: RunnerRequests | undefined,
): Promise<Running> {
  const kept = await openKept(settings.tab)
  const retries = createRetries()
  const effects = createEffects(settings, kept, host, retries)
  const engine = createEngine({
    registry,
    elsewhere,
    fire: fireTrigger,
    effects,
    nextNumber: kept.nextNumber,
    findKept: kept.find,
    emit: createBatch(createTelling(kept, events), setTimeout, TELL_EVERY).add,
  })
  return { engine, kept, retries, prepare: effects.prepare }
}

/** Milliseconds between two messages of a run: the page draws after each, and a task run that begins and ends in between is told once. */
const TELL_EVERY = 50

/** Events of one message: the page takes each in a task of its own, and none may hold it up. */
const SLICE = 500

/**
 * Tells the page first; keeping comes in a task of its own, so that a short run does not wait for it, and may fail when
 * the browser has no room left.
 */
function createTelling(kept: Kept, events: MessagePort | undefined): (batch: readonly ExecutionEvent[]) => void {
  let unkept: ExecutionEvent[] = []
  const keep = (): void => {
    const batch = unkept
    unkept = []
    kept.record(batch).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const ids = new Set(batch.map(({ executionId }) => executionId))
      events?.postMessage([...ids].flatMap(executionId => notKept(executionId, message)))
    })
  }
  return batch => {
    for (let at = 0; at < batch.length; at += SLICE) events?.postMessage(batch.slice(at, at + SLICE))
    if (unkept.length === 0) setTimeout(keep)
    unkept = unkept.length === 0 ? [...batch] : unkept.concat(batch)
  }
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
