import type { OutlineTask } from '../../engine'
import { groupBy } from '../outputs/group'

/** A task, or a group of tasks with its frame, in pixels from the corner of the drawing. */
export type Box = {
  readonly task: OutlineTask
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Whether other boxes lie inside. */
  readonly group: boolean
}

/** The order in which tasks follow each other. */
export type OrderEdge = { readonly from: string; readonly to: string }

/** An output that a task's text reads: `label` is the path behind `outputs.`. */
export type DataEdge = OrderEdge & { readonly label: string }

/** Everything that is drawn of a flow. */
export type Layout = {
  readonly boxes: readonly Box[]
  readonly order: readonly OrderEdge[]
  readonly data: readonly DataEdge[]
  readonly width: number
  readonly height: number
}

export const NODE = { width: 190, height: 58 } as const
const GAP = { across: 28, down: 48 } as const
const PAD = 14
const HEAD = 34
/** Each task of a sequence stands a little further right, so that edges and their labels have room. */
const SHIFT = 74
const SHIFTED_TASKS = 5

type Drawn = {
  readonly boxes: readonly Box[]
  readonly order: readonly OrderEdge[]
  readonly width: number
  readonly height: number
}

/**
 * Places the tasks of a flow from top to bottom: what follows stands below, what runs side by side stands beside it,
 * groups are frames around their tasks.
 * @param narrow no steps to the right: the phone's layout
 */
export function layoutFlow(outline: readonly OutlineTask[], narrow: boolean): Layout {
  const inside = groupBy(outline, ({ parentId = '' }) => parentId)
  const roots = [...groupBy(inside.get('') ?? [], ({ branch }) => branch).values()]
  const drawn = stack(
    roots.map(tasks => drawTasks(tasks, inside, narrow, false)),
    GAP.down,
  )
  const data = outline.flatMap(task => readsOf(task, outline))
  return { ...drawn, data }
}

function drawTasks(
  tasks: readonly OutlineTask[],
  inside: ReadonlyMap<string, readonly OutlineTask[]>,
  narrow: boolean,
  beside: boolean,
): Drawn {
  const parts = tasks.map(task => drawTask(task, inside, narrow))
  if (beside && !narrow) return row(parts)
  const step = narrow || parts.length > SHIFTED_TASKS || parts.some(({ boxes }) => boxes.length > 1) ? 0 : SHIFT
  const column = stack(parts, GAP.down, step)
  if (beside) return column
  const order = tasks.slice(1).map((task, index) => ({ from: tasks[index]?.id ?? '', to: task.id }))
  return { ...column, order: [...column.order, ...order] }
}

function drawTask(task: OutlineTask, inside: ReadonlyMap<string, readonly OutlineTask[]>, narrow: boolean): Drawn {
  const children = inside.get(task.id) ?? []
  if (children.length === 0) {
    return { boxes: [{ task, x: 0, y: 0, ...NODE, group: false }], order: [], ...NODE }
  }
  const branches = [...groupBy(children, ({ branch }) => branch).values()]
  const parts = branches.map(tasks => drawTasks(tasks, inside, narrow, runsBeside(task)))
  const content = narrow ? stack(parts, GAP.down) : row(parts)
  const width = Math.max(NODE.width, content.width + 2 * PAD)
  const height = HEAD + content.height + PAD
  const moved = moveBy(content, PAD, HEAD)
  return {
    boxes: [{ task, x: 0, y: 0, width, height, group: true }, ...moved.boxes],
    order: moved.order,
    width,
    height,
  }
}

/** Tasks of these groups wait for none of their neighbours. */
const runsBeside = ({ type }: OutlineTask): boolean => /\.(Parallel|EachParallel|Dag)$/.test(type)

const moveBy = (drawn: Drawn, x: number, y: number): Drawn => ({
  ...drawn,
  boxes: drawn.boxes.map(box => ({ ...box, x: box.x + x, y: box.y + y })),
})

function stack(parts: readonly Drawn[], gap: number, step = 0): Drawn {
  let y = 0
  const moved = parts.map((part, index) => {
    const placed = moveBy(part, index * step, y)
    y += part.height + gap
    return placed
  })
  return {
    boxes: moved.flatMap(({ boxes }) => boxes),
    order: moved.flatMap(({ order }) => order),
    width: Math.max(0, ...parts.map(({ width }, index) => width + index * step)),
    height: Math.max(0, y - gap),
  }
}

function row(parts: readonly Drawn[]): Drawn {
  let x = 0
  const moved = parts.map(part => {
    const placed = moveBy(part, x, 0)
    x += part.width + GAP.across
    return placed
  })
  return {
    boxes: moved.flatMap(({ boxes }) => boxes),
    order: moved.flatMap(({ order }) => order),
    width: Math.max(0, x - GAP.across),
    height: Math.max(0, ...parts.map(({ height }) => height)),
  }
}

const OUTPUT = /\boutputs((?:\.[A-Za-z_]\w*|\[(?:'[^']*'|"[^"]*"|\d+)\])+)/g

/** The outputs that the expressions of a task read, each once. */
function readsOf(task: OutlineTask, outline: readonly OutlineTask[]): readonly DataEdge[] {
  const edges = new Map<string, DataEdge>()
  for (const { source } of task.expressions) {
    for (const [, path = ''] of source.matchAll(OUTPUT)) {
      const from = /^(?:\.([A-Za-z_]\w*)|\[['"]([^'"]*)['"]\])/.exec(path)
      const id = from?.[1] ?? from?.[2]
      if (id === undefined || id === task.id || !outline.some(other => other.id === id)) continue
      const label = path.replace(/^\./, '')
      edges.set(label, { from: id, to: task.id, label })
    }
  }
  return [...edges.values()]
}
