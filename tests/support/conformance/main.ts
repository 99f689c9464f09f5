import { frame } from 'virtual:runner-frame'
import { type Execution, type ExecutionEvent, isTerminated, type LogEntry, reduceExecution } from '../../../src/model'
import { createRunnerHost } from '../../../src/runner'
import { createDatabaseStorage, createFileStore, openDatabase } from '../../../src/storage'
import { recordFiles } from '../../../tools/conformance/recordFiles'
import { addressesIn, type RunResult, toRecording } from '../../../tools/conformance/toRecording'
import { connectEngine } from '../../../workers/engine/connect'
import type { BrowserCase, ConformancePage } from './page'

/**
 * A page that runs flows in the zones of the product and answers what came of them as recordings: the same engine
 * worker, gate, frame, runtimes and storage, without a screen. Tools drive it by `window.recordedFlows`.
 */
const executions = new Map<string, Execution>()
const logs: LogEntry[] = []
const listeners = new Set<() => void>()
let engine: ReturnType<typeof connectEngine> | undefined

function hear(events: readonly ExecutionEvent[]): void {
  for (const event of events) {
    executions.set(event.executionId, reduceExecution(executions.get(event.executionId), event))
    if (event.type === 'log') logs.push(event.entry)
  }
  for (const listener of listeners) listener()
}

const conformance: ConformancePage = {
  open: settings => {
    engine = connectEngine(
      { base: new URL('./', location.href).href, tab: crypto.randomUUID(), allowLocal: true, ...settings },
      createRunnerHost(frame),
    )
    engine.subscribe(hear)
  },
  run: async one => toRecording(one.flow, one.version, await run(one)),
}

async function run(one: BrowserCase): Promise<RunResult> {
  if (!engine) throw new Error('open comes first')
  const answer = await engine.start({
    workspaceId: 'conformance',
    source: one.source,
    version: one.version,
    inputs: { ...one.inputs, ...asBlobs(one.fileInputs) },
    labels: Object.entries(one.labels).map(([key, value]) => ({ key, value })),
    flows: one.needs.map(source => ({ source })),
    files: Object.entries(asBlobs(one.files)).map(([path, content]) => ({
      namespace: one.namespace,
      path: path.replace(/^\//, ''),
      content,
    })),
    secrets: one.secrets,
  })
  if (answer.kind !== 'started') {
    return { kind: answer.kind, messages: answer.problems.map(({ message }) => message) }
  }
  const ended = await waitForEnd(answer.executionId, one.timeout * 1000)
  if (!ended) await engine.kill(answer.executionId)
  const family = [...executions.values()].filter(({ id }) => isOf(id, answer.executionId))
  const execution = executions.get(answer.executionId)
  if (!execution) throw new Error('the execution was not told')
  return {
    kind: 'ran',
    execution,
    children: family.filter(({ id }) => id !== execution.id),
    logs: logs.filter(({ executionId }) => isOf(executionId, execution.id)),
    files: await recordFiles(addressesIn(execution), await openFiles()),
    ended,
  }
}

const asBlobs = (texts: Readonly<Record<string, string>>): Readonly<Record<string, Blob>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, new Blob([text])]))

/** Whether an execution is another one, or was started by it. */
function isOf(id: string, ancestor: string): boolean {
  for (let at: string | undefined = id; at !== undefined; at = executions.get(at)?.parentId) {
    if (at === ancestor) return true
  }
  return false
}

/** Answers whether everything ended in time; what comes after the end (`afterExecution`) may take a moment more. */
function waitForEnd(id: string, milliseconds: number): Promise<boolean> {
  return new Promise(resolve => {
    const timer = setTimeout(() => finish(false), milliseconds)
    const look = (): void => {
      const family = [...executions.values()].filter(execution => isOf(execution.id, id))
      const isOver = (execution: Execution): boolean =>
        isTerminated(execution.state.current) && execution.taskRuns.every(({ state }) => isTerminated(state.current))
      if (family.length > 0 && family.every(isOver)) setTimeout(() => family.every(isOver) && finish(true), 60)
    }
    const finish = (ended: boolean): void => {
      clearTimeout(timer)
      listeners.delete(look)
      resolve(ended)
    }
    listeners.add(look)
    look()
  })
}

const openFiles = async () => createDatabaseStorage(createFileStore(await openDatabase())).get

declare global {
  interface Window {
    recordedFlows?: ConformancePage
  }
}

window.recordedFlows = conformance
