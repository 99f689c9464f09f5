import { createEngine, type Effects, type Engine, type StartRequest } from '../../../src/engine'
import { type Execution, type ExecutionEvent, type LogEntry, reduceExecution } from '../../../src/model'
import { fireTrigger, registry } from '../../../src/plugins'
import type { HttpBroker } from '../../../src/runtimes'
import type { Registry } from '../../../src/task'
import { createNodeEffects } from '../../../tools/flow/nodeEffects'

export type World = {
  readonly engine: Engine
  readonly effects: Effects
  readonly events: ExecutionEvent[]
  /** Every execution told so far, by id. */
  readonly executions: ReadonlyMap<string, Execution>
  readonly logs: readonly LogEntry[]
  /** Starts a flow and waits for everything to end. @throws Error when it is refused */
  readonly run: (source: string, request?: Partial<StartRequest>) => Promise<Execution>
}

export type WorldOptions = Partial<Effects> & { readonly registry?: Registry }

const NO_HTTP: HttpBroker = { send: () => Promise.reject(new Error('There is no network here')) }

/** An engine in a world without a browser: storage in memory, real time, and what the test brings along. */
export function createWorld({ registry: types = registry, ...given }: WorldOptions = {}): World {
  const events: ExecutionEvent[] = []
  const folded = new Map<string, Execution>()
  const logs: LogEntry[] = []
  let seen = 0
  /** Folds what came since it was last asked, in one go. */
  const executions = (): ReadonlyMap<string, Execution> => {
    for (const [id, own] of byExecution(events.slice(seen))) {
      folded.set(id, reduceExecution(folded.get(id), own))
    }
    seen = events.length
    return folded
  }
  const effects: Effects = { ...nodeEffects(), ...given }
  let number = 0
  const engine = createEngine({
    registry: types,
    effects,
    fire: fireTrigger,
    nextNumber: async () => ++number,
    findKept: async id => {
      const execution = executions().get(id)
      return execution && { execution, logs: logs.filter(({ executionId }) => executionId === id) }
    },
    emit: event => {
      events.push(event)
      if (event.type === 'log') logs.push(event.entry)
    },
  })
  return {
    engine,
    effects,
    events,
    get executions() {
      return executions()
    },
    logs,
    run: async (source, request = {}) => {
      const answer = await engine.start({ workspaceId: 'w', source, version: 'auto', inputs: {}, ...request })
      if (answer.kind !== 'started') throw new Error(JSON.stringify(answer.problems))
      await engine.idle()
      const execution = executions().get(answer.executionId)
      if (!execution) throw new Error('no execution was told')
      return execution
    },
  }
}

function byExecution(events: readonly ExecutionEvent[]): ReadonlyMap<string, readonly ExecutionEvent[]> {
  const groups = new Map<string, ExecutionEvent[]>()
  for (const event of events) {
    const group = groups.get(event.executionId)
    if (group) group.push(event)
    else groups.set(event.executionId, [event])
  }
  return groups
}

/** What Node has by itself, but no network; ids count up. */
export function nodeEffects(): Effects {
  let ids = 0
  return { ...createNodeEffects(), http: NO_HTTP, newId: () => `id${String(++ids).padStart(20, '0')}` }
}

/** The states that something went through, as one text. */
export const hops = ({ state }: { readonly state: Execution['state'] }): string =>
  state.histories.map(hop => hop.state).join(' > ')

/** The only task run of a task. */
export function taskRunOf(execution: Execution, taskId: string) {
  const found = execution.taskRuns.filter(taskRun => taskRun.taskId === taskId)
  if (found.length !== 1 || !found[0]) throw new Error(`${taskId} has ${found.length} task runs`)
  return found[0]
}
