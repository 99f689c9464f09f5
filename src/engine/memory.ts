import { type Plain, printJson } from '../expression'
import { plannedTasks } from '../flow'
import type { LogEntry } from '../model'
import { OutputScope } from './outputScope'
import type { Node } from './place'
import { renderProperties } from './properties'
import type { Restored } from './restore'
import { placesInside, type Remembered, type RememberedWhole } from './reuse'
import type { Run } from './run'
import { variablesOf } from './variables'
import { isWanted } from './wanted'

/** What an earlier execution made of the tasks of a flow. */
export type Memory = {
  /** The task run that answers for this one, if it need not run again. */
  readonly find: (run: Run, node: Node) => Promise<Remembered | undefined>
  /** The same for a flowable with all that is in it: a Pause does not ask again, a Subflow starts no execution. */
  readonly findWhole: (run: Run, node: Node) => Promise<RememberedWhole | undefined>
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
  const children = grouped([...restored.nodes.values()], ({ taskRun }) => taskRun.parentTaskRunId)
  let anew = false
  const byTaskRun = grouped(logs, ({ taskRunId }) => taskRunId)
  const remembered = (node: Node): Remembered => ({ node, logs: byTaskRun.get(node.taskRun.id) ?? [] })
  const beforeOf = ({ planned, place }: Node): Node | undefined =>
    anew ? undefined : ended.get(placeKey(planned.task.id, place.values))
  return {
    find: async (run, node) => {
      const before = runsAsOne(node) ? undefined : beforeOf(node)
      const stays = before !== undefined && (await answers(run, node, before))
      if (!stays) anew ||= from === 'changed'
      return before && stays ? remembered(before) : undefined
    },
    findWhole: async (run, node) => {
      const before = beforeOf(node)
      if (!before || (from === 'changed' && !isOne(node))) return undefined
      const inside = insideOf(before, children)
      if (!inside.every(mayBeCopied) || !(await answersWhole(run, node, before, inside))) {
        anew ||= from === 'changed'
        return undefined
      }
      return { own: remembered(before), inside: inside.map(remembered) }
    },
  }

  function answers(run: Run, node: Node, before: Node): Promise<boolean> {
    if (from === 'failed') return Promise.resolve(true)
    if (from === 'changed') return isUnchanged(run, node, restored.run, before)
    return Promise.resolve(comesBefore(run, node.planned.task.id, from.taskId))
  }

  async function answersWhole(run: Run, node: Node, before: Node, inside: readonly Node[]): Promise<boolean> {
    if (!(await answers(run, node, before))) return false
    return from === 'changed' ? isInsideUnchanged(run, node, restored.run, before, inside) : true
  }
}

/** Whether the children of a task depend on more than their properties: on files, or on the rounds before. */
const isOne = ({ planned: { type } }: Node): boolean => type?.kind === 'flowable' && type.restartsWhole === true

/** Whether a task stands in one whose children run again together or not at all. */
function runsAsOne({ place }: Node): boolean {
  for (let at = place.parent; at; at = at.place.parent) if (isOne(at)) return true
  return false
}

/** What is starred was not kept; what changes the execution has to do so again. */
const mayBeCopied = ({ planned: { type }, taskRun }: Node): boolean =>
  !taskRun.starred && !(type?.kind === 'runnable' && type.updatesExecution === true)

/** Items by their key, in their order; those without one are left out. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

/** Everything in a task run, parents before their children. */
const insideOf = (node: Node, children: ReadonlyMap<string, readonly Node[]>): readonly Node[] =>
  (children.get(node.taskRun.id) ?? []).flatMap(child => [child, ...insideOf(child, children)])

/** Whether a task stands before another one in the flow, and not around it. */
function comesBefore(run: Run, taskId: string, otherId: string): boolean {
  for (let at = run.plan.byId.get(otherId); at; at = at.parent) if (at.task.id === taskId) return false
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

/** Whether all in a flowable would be given the same, and would run or be skipped as it was. */
async function isInsideUnchanged(
  run: Run,
  node: Node,
  earlier: Run,
  before: Node,
  inside: readonly Node[],
): Promise<boolean> {
  const places = placesInside(run, node, before, new OutputScope(run.plan.version, node.place.scope))
  for (const then of inside) {
    const planned = run.plan.byId.get(then.taskRun.taskId)
    const place = places.of(then)
    if (!planned || !place) return false
    const now: Node = { planned, place, taskRun: then.taskRun }
    places.put(then, now)
    const wanted = await isWanted(run, now).catch(() => undefined)
    if (wanted !== (then.taskRun.state.current !== 'SKIPPED')) return false
    if (wanted && !(await isUnchanged(run, now, earlier, then))) return false
    run.showTask(now)
  }
  return true
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
