import { createBatch, createEngine, type Engine } from '../../src/engine'
import type { ExecutionEvent } from '../../src/model'
import { fireTrigger } from '../../src/plugins/core/trigger/fire'
import { elsewhere } from '../../src/plugins/elsewhere'
import { registry } from '../../src/plugins/registry'
import { createRetries, type Retries } from '../../src/runner'
import { createEffects } from './effects'
import { type Kept, openKept } from './kept'
import type { EngineSettings, RunnerRequests } from './protocol'

/** What runs flows and evaluates, with what this browser keeps. */
export type Running = { readonly engine: Engine; readonly kept: Kept; readonly retries: Retries }

/** Opens the engine of one page. `events` carries what happens; without a `host` it can evaluate, but not run. */
export async function openRunning(
  settings: EngineSettings,
  events: MessagePort | undefined,
  host: RunnerRequests | undefined,
): Promise<Running> {
  const kept = await openKept(settings.tab)
  const retries = createRetries()
  const engine = createEngine({
    registry,
    elsewhere,
    fire: fireTrigger,
    effects: createEffects(settings, kept, host, retries),
    nextNumber: kept.nextNumber,
    findKept: kept.find,
    emit: createBatch(batch => tell(kept, events, batch), setTimeout).add,
  })
  return { engine, kept, retries }
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
