import { type Plain, printJson } from '../expression'
import { plannedTasks } from '../flow'
import type { LogEntry, TaskRun } from '../model'
import type { Node } from './place'
import { renderProperties } from './properties'
import type { Restored } from './restore'
import type { Run } from './run'
import { variablesOf } from './variables'

/** A task run of an earlier execution, with its log, that may answer in place of running again. */
export type Remembered = { readonly taskRun: TaskRun; readonly logs: readonly LogEntry[] }

/** What an earlier execution made of the tasks of a flow. */
export type Memory = {
  /** The task run that answers for this one, if it need not run again. */
  readonly find: (run: Run, node: Node) => Promise<Remembered | undefined>
}

export type MemoryOptions = {
  readonly restored: Restored
  readonly logs: readonly LogEntry[]
  readonly from: { readonly taskId: string } | 'failed' | 'changed'
}

const placeKey = (taskId: string, values: readonly string[]): string => JSON.stringify([taskId, ...values])

/** Remembers an execution up to where the new one is to run anew. */
export function createMemory({ restored, logs, from }: MemoryOptions): Memory {
  const ended = new Map<string, Node>()
  for (const node of restored.nodes.values()) {
    const { current } = node.taskRun.state
    if (node.taskRun.starred || (current !== 'SUCCESS' && current !== 'WARNING')) continue
    if (node.place.loop === undefined) ended.set(placeKey(node.taskRun.taskId, node.place.values), node)
  }
  let anew = false
  return {
    find: async (run, node) => {
      const { id } = node.planned.task
      const before = anew ? undefined : ended.get(placeKey(id, node.place.values))
      const stays = before !== undefined && (await answers(run, node, before))
      if (!stays) anew ||= from === 'changed'
      if (!before || !stays) return undefined
      return { taskRun: before.taskRun, logs: logs.filter(({ taskRunId }) => taskRunId === before.taskRun.id) }
    },
  }

  function answers(run: Run, node: Node, before: Node): Promise<boolean> {
    if (from === 'failed') return Promise.resolve(true)
    if (from === 'changed') return isUnchanged(run, node, restored.run, before)
    return Promise.resolve(comesBefore(run, node.planned.task.id, from.taskId))
  }
}

/** Whether a task stands before another one in the flow, and not around it. */
function comesBefore(run: Run, taskId: string, otherId: string): boolean {
  const ids = plannedTasks(run.plan).map(({ task }) => task.id)
  return ids.indexOf(taskId) < ids.indexOf(otherId)
}

/** Whether two runs of a task would be given the same: type and rendered properties, whatever their own ids. */
async function isUnchanged(run: Run, node: Node, earlier: Run, before: Node): Promise<boolean> {
  const [now, then] = [node.planned, before.planned]
  if (!now.type || now.type !== then.type) return false
  const seen = variablesOf(earlier, before.place, before)
  const same = { execution: seen.execution, taskrun: seen.taskrun, labels: seen.labels }
  const variables = { ...variablesOf(run, node.place, node), ...same }
  const [one, other] = await Promise.all([
    given(node, earlier, variables),
    given(before, earlier, { ...seen, ...same }),
  ])
  return one !== undefined && one === other
}

/** What a task is given, as text; undefined where it does not render. */
async function given(
  { planned }: Node,
  { renderer }: Run,
  variables: ReturnType<typeof variablesOf>,
): Promise<string | undefined> {
  if (!planned.type) return undefined
  try {
    const { values } = await renderProperties(planned.type, planned.task, renderer, variables)
    const plain: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(values)) {
      plain[name] = typeof value === 'function' ? await value(PLACEHOLDERS) : value
    }
    return printJson(plain as Plain)
  } catch {
    return undefined
  }
}

/** What late properties see beside the rest; its values are the same in every run. */
const PLACEHOLDERS = { workingDir: '/', outputFiles: {}, outputDir: '/', dbFilePath: '/' } as const
