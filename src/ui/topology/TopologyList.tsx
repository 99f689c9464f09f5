import type { ReactNode } from 'react'
import type { OutlineTask } from '../../engine'
import type { TaskRun } from '../../model'
import { join, StateIcon, stateWord } from '../controls'
import { shownState } from '../editor/runMarks'
import { formatCount } from '../format'
import { groupBy } from '../outputs/group'
import type { DataEdge } from './layout'
import styles from './TopologyList.module.css'
import { timeOf } from './timeOf'

type TopologyListProps = {
  /** Tasks of the flow, in flow order. */
  readonly outline: readonly OutlineTask[]
  readonly runs: ReadonlyMap<string, readonly TaskRun[]>
  /** What each task reads of another one. */
  readonly data: readonly DataEdge[]
  readonly ended: boolean
  readonly now: number
  readonly selected: string | undefined
  readonly onSelect: (task: OutlineTask) => void
}

/** The same as the drawing, as nested text: what runs inside what, in which state, and what it reads. */
export function TopologyList(props: TopologyListProps): ReactNode {
  const inside = groupBy(props.outline, ({ parentId = '' }) => parentId)
  return (
    <section aria-label="Topology" className={styles.list}>
      <Branches {...props} inside={inside} parentId="" />
    </section>
  )
}

type BranchesProps = TopologyListProps & {
  readonly inside: ReadonlyMap<string, readonly OutlineTask[]>
  readonly parentId: string
}

/** The tasks of a group by branch; the names of branches stand over them where they say something. */
function Branches({ parentId, ...props }: BranchesProps): ReactNode {
  const branches = groupBy(props.inside.get(parentId) ?? [], ({ branch }) => branch)
  return [...branches].map(([branch, tasks]) => (
    <div key={branch}>
      {branch !== 'tasks' && <p className={styles.branch}>{branch}</p>}
      <ul>
        {tasks.map(task => (
          <li key={task.id}>
            <Task {...props} task={task} />
            {props.inside.has(task.id) && <Branches {...props} parentId={task.id} />}
          </li>
        ))}
      </ul>
    </div>
  ))
}

function Task({
  task,
  runs,
  data,
  ended,
  now,
  selected,
  onSelect,
}: TopologyListProps & { readonly task: OutlineTask }) {
  const own = runs.get(task.id) ?? []
  const state = shownState(own, ended)
  const reads = data.filter(({ to }) => to === task.id).map(({ label }) => label)
  const facts = [stateWord(state), own.length > 1 ? formatCount(own.length, 'run') : '', timeOf(own, state, now)]
  return (
    <button
      type="button"
      aria-pressed={task.id === selected}
      className={join(styles.task, task.id === selected && styles.selected)}
      onClick={() => onSelect(task)}
    >
      <StateIcon state={state} size={14} bare />
      <span className={styles.name}>{task.id}</span>
      <span className={styles.type}>{task.name}</span>
      {reads.length > 0 && (
        <span className={styles.reads}>
          reads <code>{reads.join(', ')}</code>
        </span>
      )}
      <span className={styles.facts}>{facts.filter(Boolean).join(', ')}</span>
    </button>
  )
}
