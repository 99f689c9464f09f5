import type { Failure } from '../../model'
import { formatCount } from '../format'
import { type LoopRow, type Loops, outputsPath } from './loops'
import { locate, type ValuePath } from './path'
import type { RunTree, TaskRow } from './runTree'
import { childrenOf, labelOf, shortOf, sizeOf, typeOf, type ValueType } from './values'

/** A row of the first column: a task, or something of the context. */
export type RootRow =
  | {
      readonly kind: 'task'
      readonly task: TaskRow
      readonly state: TaskRow['state']
      readonly path: ValuePath
      readonly opens: boolean
      readonly loop?: LoopRow
    }
  | { readonly kind: 'context'; readonly name: string; readonly path: ValuePath; readonly opens: true }

/** A row of a later column: one step into a value. */
export type ValueRow = {
  readonly key: string | number
  readonly path: ValuePath
  readonly value: unknown
  readonly type: ValueType
  readonly label?: string
  readonly short?: string
  readonly opens: boolean
}

/** A column after the first: what one container holds. */
export type ValueColumn = {
  readonly path: ValuePath
  readonly title: string
  readonly name: string
  readonly size: number
  readonly rows: readonly ValueRow[]
  /** Said instead of rows. */
  readonly empty?: string
}

/** Rows of the first column: tasks in flow order, then the context. */
export function rootRows(tree: RunTree, loops: Loops): readonly RootRow[] {
  const tasks = tree.tasks.map((task): RootRow => {
    const path = outputsPath(task.id, loops)
    const loop = loops.loopOf(task.id)
    const opens = sizeOf(locate(tree.root, path)?.value) > 0
    const row = { kind: 'task', task, state: loops.stateIn(task), path, opens } as const
    return loop ? { ...row, loop } : row
  })
  const context = tree.context.map(({ name }): RootRow => ({ kind: 'context', name, path: [name], opens: true }))
  return [...tasks, ...context]
}

/** The columns that a path opens, after the first one. `base` is the path of the row of the first column. */
export function valueColumns(tree: RunTree, base: ValuePath, path: ValuePath): readonly ValueColumn[] {
  const columns: ValueColumn[] = []
  for (let depth = base.length; depth <= path.length; depth++) {
    const at = path.slice(0, depth)
    const found = locate(tree.root, at)
    if (!found) {
      if (depth === base.length) columns.push(emptyColumn(tree, at))
      break
    }
    const size = sizeOf(found.value)
    if (size === 0 && depth > base.length) break
    columns.push(size === 0 ? emptyColumn(tree, at) : columnOf(at, found.value, depth === base.length))
  }
  return columns
}

function columnOf(path: ValuePath, value: unknown, first: boolean): ValueColumn {
  const rows = rowsOf(path, value)
  const title = titleOf(path, value, first)
  const name = first && path[0] === 'outputs' ? `Outputs of ${path.slice(1).join(', ')}` : path.join(', ')
  return { path, title, name, size: rows.length, rows }
}

function titleOf(path: ValuePath, value: unknown, first: boolean): string {
  if (first && path[0] === 'outputs') return `${path.slice(1).join(' › ')} outputs`
  return labelOf(value) ?? String(path.at(-1))
}

/** What a value opens to, as rows of a column. */
export function rowsOf(path: ValuePath, value: unknown): readonly ValueRow[] {
  return childrenOf(value).map(child => {
    const short = shortOf(child.value)
    return {
      key: child.key,
      path: [...path, child.key],
      value: child.value,
      type: typeOf(child.value),
      opens: sizeOf(child.value) > 0,
      ...(child.label === undefined ? {} : { label: child.label }),
      ...(short === undefined ? {} : { short }),
    }
  })
}

function emptyColumn(tree: RunTree, path: ValuePath): ValueColumn {
  const task = tree.tasks.find(other => path[0] === 'outputs' && other.id === path[1])
  const name = task ? `Outputs of ${task.id}` : String(path.at(-1))
  return { path, title: task ? `${task.id} outputs` : name, name, size: 0, rows: [], empty: reasonOf(task) }
}

/** Why a task has no outputs to show, in a sentence. */
export function reasonOf(task: TaskRow | undefined, state = task?.state): string {
  if (!task || state === undefined) return 'Nothing here.'
  switch (state) {
    case 'not-run':
      return 'Not run: the run ended before this task.'
    case 'waiting':
    case 'CREATED':
    case 'SUBMITTED':
    case 'QUEUED':
      return `${task.id} has not started yet.`
    case 'RUNNING':
    case 'RESTARTED':
    case 'RETRYING':
      return `${task.id} is running. Its outputs appear when it ends.`
    case 'PAUSED':
    case 'BREAKPOINT':
      return `${task.id} is paused.`
    case 'KILLING':
    case 'KILLED':
      return 'No outputs: it was stopped.'
    case 'FAILED':
      return `No outputs: failed${whereOf(task)}. ${failureOf(task)?.message ?? ''}`.trim()
    case 'SKIPPED':
      return 'No outputs: skipped, its condition was false.'
    case 'CANCELLED':
      return 'No outputs: dropped before it started.'
    case 'SUCCESS':
    case 'WARNING':
    case 'RETRIED':
      return `${task.id} puts out nothing.`
    default:
      return state satisfies never
  }
}

const whereOf = (task: TaskRow): string => (task.line > 0 ? ` at line ${task.line}` : '')

const failureOf = (task: TaskRow): Failure | undefined => task.runs.findLast(run => run.failure)?.failure

/** What a screen reader says of a row: "uri, file, opens". */
export function spokenRow(row: ValueRow): string {
  const parts = [String(row.key), row.label, row.type === 'null' ? undefined : row.short, row.type]
  const size =
    row.opens && row.type === 'string · json' ? formatCount(sizeOf(row.value), 'entry', 'entries') : undefined
  return [...parts, size, row.opens ? 'opens' : undefined].filter(part => part !== undefined).join(', ')
}

/** The row of the first column that a path belongs to. */
export function baseOf(rows: readonly RootRow[], path: ValuePath): RootRow | undefined {
  const [root, id] = path
  return rows.find(row => (row.kind === 'task' ? root === 'outputs' && row.task.id === id : root === row.name))
}
