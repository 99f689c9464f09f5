import { type ReactNode, useMemo, useState } from 'react'
import type { OutlineTask } from '../../engine'
import { type Execution, isTerminated, type TaskRun } from '../../model'
import { IconButton, join, StateIcon, stateTone, stateWord } from '../controls'
import { shownState } from '../editor/runMarks'
import { formatCount, middleCut } from '../format'
import { groupBy } from '../outputs/group'
import { type Box, type DataEdge, type Layout, layoutFlow, type OrderEdge } from './layout'
import { type Route, routeOf } from './route'
import { TopologyList } from './TopologyList'
import styles from './TopologyPanel.module.css'
import { timeOf } from './timeOf'

export type TopologyPanelProps = {
  readonly execution: Execution
  /** Tasks of the flow, in flow order. */
  readonly outline: readonly OutlineTask[]
  readonly now: number
  /** The phone's layout: everything below each other. */
  readonly narrow: boolean
  /** Whether nested text stands in the place of the drawing. */
  readonly list: boolean
  readonly onList: (list: boolean) => void
  readonly onLine: (line: number) => void
}

const ZOOMS = [0.5, 0.67, 0.8, 1, 1.25, 1.5] as const
const FEW_EDGES = 8

/** The tasks of a run as a drawing: what follows what, what reads whose outputs, and how far each one is. */
export function TopologyPanel(props: TopologyPanelProps): ReactNode {
  const { execution, outline, now, narrow, list, onList, onLine } = props
  const layout = useMemo(() => layoutFlow(outline, narrow), [outline, narrow])
  const [selected, setSelected] = useState<string>()
  const [all, setAll] = useState(layout.data.length <= FEW_EDGES)
  const [zoom, setZoom] = useState(ZOOMS.indexOf(1))
  const scale = ZOOMS[zoom] ?? 1
  const runs = useMemo(() => groupBy(execution.taskRuns, ({ taskId }) => taskId), [execution])
  const ended = isTerminated(execution.state.current)
  const edges = layout.data.filter(({ from, to }) => all || from === selected || to === selected)
  if (layout.boxes.length === 0) return <p className={styles.empty}>This flow has no tasks.</p>
  const select = (task: OutlineTask): void => {
    setSelected(task.id)
    onLine(task.line)
  }
  const asList = (
    <label className={styles.switch}>
      <input type="checkbox" checked={list} onChange={({ target }) => onList(target.checked)} />
      Show as list
    </label>
  )
  if (list) {
    return (
      <>
        <div className={styles.bar}>{asList}</div>
        <TopologyList
          outline={outline}
          runs={runs}
          data={layout.data}
          ended={ended}
          now={now}
          selected={selected}
          onSelect={select}
        />
      </>
    )
  }
  return (
    <>
      <div className={styles.bar}>
        {asList}
        <label className={styles.switch}>
          <input type="checkbox" checked={all} onChange={({ target }) => setAll(target.checked)} />
          Show what every task reads
        </label>
        <span className={styles.space} />
        <IconButton
          size="small"
          name="Make it smaller"
          icon="minus"
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        />
        <IconButton
          size="small"
          name="Make it larger"
          icon="plus"
          disabled={zoom === ZOOMS.length - 1}
          onClick={() => setZoom(zoom + 1)}
        />
      </div>
      <section aria-label="Topology" className={styles.field}>
        <div style={{ width: (layout.width + 2 * EDGE) * scale, height: (layout.height + 2 * EDGE) * scale }}>
          <div className={styles.drawing} style={{ transform: `scale(${scale})` }}>
            <Edges layout={layout} data={edges} />
            {layout.boxes.map(box => (
              <Node
                key={box.task.id}
                box={box}
                runs={runs.get(box.task.id) ?? []}
                ended={ended}
                now={now}
                reads={layout.data.filter(({ to }) => to === box.task.id)}
                selected={box.task.id === selected}
                onSelect={() => select(box.task)}
              />
            ))}
            {edges.map(edge => (
              <Label key={`${edge.label} ${edge.to}`} edge={edge} layout={layout} />
            ))}
          </div>
        </div>
      </section>
    </>
  )
}

/** Free room around the drawing. */
const EDGE = 16

type NodeProps = {
  readonly box: Box
  readonly runs: readonly TaskRun[]
  readonly ended: boolean
  readonly now: number
  readonly reads: readonly DataEdge[]
  readonly selected: boolean
  readonly onSelect: () => void
}

function Node({ box, runs, ended, now, reads, selected, onSelect }: NodeProps): ReactNode {
  const { task, x, y, width, height, group } = box
  const state = shownState(runs, ended)
  const time = timeOf(runs, state, now)
  const place = { left: x + EDGE, top: y + EDGE, width, height: group ? undefined : height }
  const said = [task.id, stateWord(state), time, ...reads.map(({ label }) => `reads ${label}`)].filter(Boolean)
  return (
    <>
      {group && (
        <div
          className={join(styles.frame, selected && styles.selected)}
          style={{ left: x + EDGE, top: y + EDGE, width, height }}
        />
      )}
      <button
        type="button"
        aria-label={said.join(', ')}
        aria-pressed={selected}
        data-tone={stateTone(state)}
        data-state={state}
        className={join(group ? styles.head : styles.node, selected && styles.selected)}
        style={place}
        onClick={onSelect}
      >
        <span className={styles.top}>
          <StateIcon state={state} size={14} />
          <span className={styles.name}>{task.id}</span>
          <span className={styles.time}>{group ? countsOf(runs) || time : time}</span>
        </span>
        {!group && <span className={styles.type}>{task.name}</span>}
      </button>
    </>
  )
}

/** How often a group ran, when it did more than once. */
const countsOf = (runs: readonly TaskRun[]): string => (runs.length > 1 ? formatCount(runs.length, 'run') : '')

type EdgesProps = { readonly layout: Layout; readonly data: readonly DataEdge[] }

function Edges({ layout: { boxes, order, width, height }, data }: EdgesProps): ReactNode {
  const pathOf = ({ from, to }: OrderEdge): string | undefined => routeBetween(from, to, boxes)?.path
  return (
    <svg
      aria-hidden="true"
      className={styles.edges}
      viewBox={`${-EDGE} ${-EDGE} ${width + 2 * EDGE} ${height + 2 * EDGE}`}
      width={width + 2 * EDGE}
      height={height + 2 * EDGE}
    >
      {order.map(edge => (
        <path key={`${edge.from} ${edge.to}`} className={styles.order} d={pathOf(edge)} />
      ))}
      {data.map(edge => (
        <path key={`${edge.label} ${edge.to}`} className={styles.data} d={pathOf(edge)} />
      ))}
    </svg>
  )
}

function routeBetween(from: string, to: string, boxes: readonly Box[]): Route | undefined {
  const [start, end] = [from, to].map(id => boxes.find(({ task }) => task.id === id))
  return start && end && routeOf(start, end, boxes)
}

const LABEL = 20
const LETTER = 6.7

/** The path that an edge carries, on its middle; those between the same two tasks stand under each other. */
function Label({ edge: { from, to, label }, layout }: { readonly edge: DataEdge; readonly layout: Layout }): ReactNode {
  const route = routeBetween(from, to, layout.boxes)
  if (!route) return null
  const twins = layout.data.filter(other => other.from === from && other.to === to)
  const at = twins.findIndex(other => other.label === label) - (twins.length - 1) / 2
  const text = middleCut(label, 36)
  const half = (text.length * LETTER) / 2 + 8
  return (
    <code
      className={styles.label}
      title={label}
      style={{ left: Math.max(half, route.label.x + EDGE), top: route.label.y + EDGE + at * LABEL }}
    >
      {text}
    </code>
  )
}
