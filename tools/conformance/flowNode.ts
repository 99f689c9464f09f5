import { createEngine, type Effects } from '../../src/engine'
import { type Execution, type ExecutionEvent, isTerminated, type LogEntry, reduceExecution } from '../../src/model'
import { registry } from '../../src/plugins'
import type { FlowCase } from './flowCases'
import { recordFiles } from './recordFiles'
import { addressesIn, type RunResult } from './toRecording'

/** Runs a recorded flow as its version and gathers everything that came of it. */
export async function runFlowCase(
  one: FlowCase,
  effects: Effects,
  secrets: Readonly<Record<string, string>>,
): Promise<RunResult> {
  const executions = new Map<string, Execution>()
  const events: ExecutionEvent[] = []
  let number = 0
  const engine = createEngine({
    registry,
    effects,
    nextNumber: async () => ++number,
    findKept: async () => undefined,
    emit: event => events.push(event),
  })
  const answer = await engine.start({
    workspaceId: 'conformance',
    source: one.source,
    version: one.version,
    inputs: inputsOf(one),
    labels: Object.entries(one.labels).map(([key, value]) => ({ key, value })),
    flows: one.needs.map(source => ({ source })),
    files: Object.entries(one.files).map(([path, text]) => ({
      namespace: 'io.demo',
      path: path.replace(/^\//, ''),
      content: new Blob([text]),
    })),
    secrets,
    starred: 'logs',
  })
  if (answer.kind === 'invalid-flow') {
    return { kind: answer.kind, messages: answer.problems.map(({ message }) => message) }
  }
  if (answer.kind === 'invalid-inputs') {
    return { kind: answer.kind, messages: answer.problems.map(({ message }) => message) }
  }
  await waitFor(engine.idle(), one.timeout * 1000)
  for (const [id, own] of groups(events)) executions.set(id, reduceExecution(undefined, own))
  const execution = executions.get(answer.executionId)
  if (!execution) throw new Error('the execution was not told')
  return {
    kind: 'ran',
    execution,
    children: [...executions.values()].filter(({ id }) => id !== execution.id),
    logs: events.flatMap((event): readonly LogEntry[] => (event.type === 'log' ? [event.entry] : [])),
    files: await recordFiles(addressesIn(execution), effects.storage.get),
    ended: isTerminated(execution.state.current),
  }
}

function groups(events: readonly ExecutionEvent[]): ReadonlyMap<string, readonly ExecutionEvent[]> {
  const found = new Map<string, ExecutionEvent[]>()
  for (const event of events) {
    const own = found.get(event.executionId) ?? []
    found.set(event.executionId, own)
    own.push(event)
  }
  return found
}

const inputsOf = ({ inputs, fileInputs }: FlowCase): Readonly<Record<string, unknown>> => ({
  ...inputs,
  ...Object.fromEntries(Object.entries(fileInputs).map(([name, text]) => [name, new Blob([text])])),
})

async function waitFor(work: Promise<void>, milliseconds: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds)
  })
  await Promise.race([work, late])
  clearTimeout(timer)
}
