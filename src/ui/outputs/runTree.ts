import type { OutlineTask } from '../../engine'
import type { Execution, Outputs, StateType, TaskRun } from '../../model'
import { groupBy } from './group'
import { OutputText } from './values'

/** What the first column lists: a task of the flow with its state in this run. */
export type TaskRow = {
  readonly id: string
  readonly depth: number
  readonly line: number
  readonly parentId?: string
  /** `not-run`: the run ended before this task; `waiting`: its turn has not come yet. */
  readonly state: StateType | 'not-run' | 'waiting'
  readonly runs: readonly TaskRun[]
  /** Outputs as expressions see them under `outputs.<id>`; undefined while there are none. */
  readonly outputs: unknown
}

/** Names that expressions see besides outputs, with their values. */
export type ContextRow = { readonly name: string; readonly value: unknown }

/** Makes the texts in some outputs ready to be opened as JSON; the same outputs give the same answer again. */
export type OpenTexts = (outputs: Outputs) => Outputs

/** An `OpenTexts` that remembers its answers as long as the outputs live. */
export function openTexts(): OpenTexts {
  const known = new WeakMap<Outputs, Outputs>()
  return outputs => {
    const before = known.get(outputs)
    if (before) return before
    const opened = Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, withTexts(value)]))
    known.set(outputs, opened)
    return opened
  }
}

/** A value whose texts that look like JSON are `OutputText`; what holds none of them stays itself. */
function withTexts(value: unknown): unknown {
  if (typeof value === 'string') return /^\s*[{[]/.test(value) ? new OutputText(value) : value
  if (Array.isArray(value)) {
    const items = value.map(withTexts)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, withTexts(item)]))
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || '$java' in value) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item)]))
}

/** What a run holds, as the outputs columns and the copied expressions address it. */
export type RunTree = {
  readonly tasks: readonly TaskRow[]
  readonly context: readonly ContextRow[]
  /** `{ outputs, inputs, vars, flow, execution, labels, trigger }`. */
  readonly root: Readonly<Record<string, unknown>>
}

/**
 * Reads a run as the tree of everything that its expressions could see. `outline` gives the order of the tasks, `open`
 * makes texts ready to be opened as JSON.
 */
export function runTree(
  execution: Execution,
  outline: readonly OutlineTask[],
  ended: boolean,
  open: OpenTexts = openTexts(),
): RunTree {
  const outputs = outputsOf(execution, open)
  const runs = groupBy(execution.taskRuns, taskRun => taskRun.taskId)
  const known = new Set(outline.map(task => task.id))
  const tasks = [
    ...outline,
    ...[...runs.keys()].filter(id => !known.has(id)).map(id => ({ id, depth: 0, line: 0, parentId: undefined })),
  ].map(({ id, depth, line, parentId }): TaskRow => {
    const ofTask = runs.get(id) ?? []
    const row = { id, depth, line, runs: ofTask, state: stateOf(ofTask, ended), outputs: outputs[id] }
    return parentId === undefined ? row : { ...row, parentId }
  })
  const context = contextOf(execution)
  return {
    tasks,
    context,
    root: { outputs, ...Object.fromEntries(context.map(({ name, value }) => [name, value])) },
  }
}

/**
 * The state that stands for all runs of a task: one that still moves before one that failed before one that is done.
 */
export function stateOf(runs: readonly TaskRun[], ended: boolean): TaskRow['state'] {
  const states = runs.map(run => run.state.current)
  const order: readonly StateType[] = ['RUNNING', 'RETRYING', 'PAUSED', 'KILLING', 'FAILED', 'KILLED', 'WARNING']
  return order.find(state => states.includes(state)) ?? states.at(-1) ?? (ended ? 'not-run' : 'waiting')
}

/**
 * Outputs by task id; those of loop iterations lie under the values of the loops around them.
 * Source: Kestra `Execution.outputs()`.
 */
export function outputsOf(execution: Execution, open: OpenTexts = openTexts()): Readonly<Record<string, unknown>> {
  const byId = new Map(execution.taskRuns.map(run => [run.id, run]))
  const outputs: Record<string, unknown> = {}
  for (const taskRun of execution.taskRuns) {
    if (!taskRun.outputs) continue
    place(outputs, [taskRun.taskId, ...loopValues(taskRun, byId)], open(taskRun.outputs))
  }
  return outputs
}

/** Values of the loops around a task run, outermost first, its own last. */
export function loopValues(taskRun: TaskRun, byId: ReadonlyMap<string, TaskRun>): readonly string[] {
  const values: string[] = []
  for (let run: TaskRun | undefined = taskRun; run; run = byId.get(run.parentTaskRunId ?? '')) {
    if (run.value !== undefined) values.unshift(run.value)
  }
  return values
}

function place(into: Record<string, unknown>, path: readonly string[], value: Readonly<Record<string, unknown>>): void {
  const [key = '', ...rest] = path
  if (rest.length === 0) {
    into[key] = { ...asRecord(into[key]), ...value }
    return
  }
  const next = { ...asRecord(into[key]) }
  into[key] = next
  place(next, rest, value)
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}

function contextOf(execution: Execution): readonly ContextRow[] {
  const labels = Object.fromEntries(execution.labels.map(label => [label.key, label.value]))
  const start = execution.state.histories[0]?.date
  const rows: readonly ContextRow[] = [
    { name: 'inputs', value: execution.inputs },
    { name: 'vars', value: execution.variables ?? {} },
    { name: 'execution', value: { id: execution.id, startDate: start, state: execution.state.current } },
    {
      name: 'flow',
      value: { id: execution.flowId, namespace: execution.namespace, revision: execution.flowRevision },
    },
    { name: 'labels', value: labels },
    { name: 'trigger', value: execution.trigger ?? {} },
  ]
  const always = new Set(['flow', 'execution'])
  return rows.filter(row => always.has(row.name) || Object.keys(asRecord(row.value)).length > 0)
}
